import { describe, expect, test } from 'vitest';
import { deep, type Rare, rowsOfThisRun } from './support/campaign.ts';
import { type Finished, openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { checkIds, type Report } from './support/live.ts';
import { type StandIn, startStandIn } from './support/stand-in-binance.ts';
import { faults, withField, withoutField } from './support/stand-in-faults.ts';

const day = 86_400_000;
const restrictions = 'GET /sapi/v1/account/apiRestrictions';

interface Seen {
  readonly finished: Finished;
  readonly report: Report;
  readonly standIn: StandIn;
}

/** One preflight against an exchange, or a world, of which one thing is as `change` makes it. */
async function preflight(
  change: NonNullable<Row['change']> = () => undefined,
  env: NonNullable<Row['env']> = () => ({}),
): Promise<Seen> {
  const standIn = await startStandIn();
  change(standIn);
  const house = openHouse({ standIn, env: env(standIn) });
  try {
    const finished = await house.run(['preflight', '--json']);
    expect(await house.leftovers(), 'no process is left').toEqual([]);
    return { finished, report: JSON.parse(finished.stdout) as Report, standIn };
  } finally {
    await house.close();
    await standIn.close();
  }
}

const failed = ({ checks }: Report) => checks.filter(({ result }) => result === 'fail').map(({ id }) => id);

/** Nothing that moves money was asked for, whatever it would have been answered. */
function expectUntouched({ requests }: StandIn): void {
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(requests.filter(({ path }) => /withdraw|transfer|convert|redeem|loan|sub-?account/i.test(path))).toEqual([]);
}

describe('a key that trades spot only, is bound to an address, and is five days old', () => {
  test('is cleared, with nothing but JSON on stdout and exit code 0', async () => {
    const { finished, report, standIn } = await preflight();
    expect(failed(report), JSON.stringify(report, null, 1)).toEqual([]);
    expect(report).toMatchObject({ cleared: true, mode: 'live', exchange: 'binance' });
    expect(report.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(standIn.apiKey).not.toContain(report.fingerprint);
    expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
    expect(finished.code).toBe(0);
    expectUntouched(standIn);
    expect(standIn.requests.filter(({ signature }) => signature === 'bad')).toEqual([]);
    expect(standIn.requests.filter(({ status }) => status === 404).map(({ path }) => path)).toEqual([]);
  });

  test.runIf(deep)('and past its thirty days, within the grace, is cleared with a warning', async () => {
    const { finished, report } = await preflight(({ restrictions: key }) => {
      key.createTime = Date.now() - 33 * day;
    });
    expect(failed(report)).toEqual([]);
    expect(report.checks.find(({ id }) => id === 'rotation')?.result).toBe('warn');
    expect(finished.code).toBe(0);
  });
});

interface Row extends Rare {
  /** What is wrong with the key or with the world around it. */
  readonly that: string;
  readonly check: string;
  readonly change?: (standIn: StandIn) => void;
  readonly env?: (standIn: StandIn) => Readonly<Record<string, string>>;
}

const grants =
  (field: string, value: unknown = true) =>
  ({ restrictions: key }: StandIn) => {
    key[field] = value;
  };
const answers =
  (fault: Parameters<StandIn['script']>[1]) =>
  ({ script }: StandIn) =>
    script(restrictions, fault);

const refused: readonly Row[] = [
  { that: 'can withdraw', check: 'permissions', change: grants('enableWithdrawals') },
  { that: 'can transfer to the master account', check: 'permissions', change: grants('enableInternalTransfer') },
  { that: 'can transfer between wallets', check: 'permissions', change: grants('permitsUniversalTransfer') },
  { rare: true, that: 'can trade futures', check: 'permissions', change: grants('enableFutures') },
  { rare: true, that: 'can borrow on margin', check: 'permissions', change: grants('enableMargin') },
  { rare: true, that: 'can trade options', check: 'permissions', change: grants('enableVanillaOptions') },
  {
    rare: true,
    that: 'can trade portfolio margin',
    check: 'permissions',
    change: grants('enablePortfolioMarginTrading'),
  },
  { rare: true, that: 'can trade over FIX', check: 'permissions', change: grants('enableFixApiTrade') },
  {
    rare: true,
    that: 'can do what did not exist when this was written',
    check: 'permissions',
    change: grants('enableTeleport'),
  },
  { that: 'cannot trade', check: 'permissions', change: grants('enableSpotAndMarginTrading', false) },
  { rare: true, that: 'cannot read', check: 'permissions', change: grants('enableReading', false) },
  { that: 'is not bound to an address', check: 'ip', change: grants('ipRestrict', false) },
  {
    that: 'is past its rotation and the grace',
    check: 'rotation',
    change: grants('createTime', Date.now() - 40 * day),
  },
  { rare: true, that: 'will only be made tomorrow', check: 'rotation', change: grants('createTime', Date.now() + day) },

  ...(
    ['status 500', 'status 404', 'html', 'empty body', 'the text null', 'status 403', 'a list', 'truncated'] as const
  ).map((name, index) => ({
    that: `has its permissions answered with ${name}`,
    check: 'permissions',
    change: answers(faults[name]),
    ...(index < 1 ? {} : { rare: true as const }),
  })),
  {
    rare: true,
    that: 'has its permissions cut off',
    check: 'permissions',
    change: answers(faults['cut before it is read']),
  },
  {
    rare: true,
    that: 'has a string for a yes',
    check: 'permissions',
    change: answers(withField('enableSpotAndMarginTrading', 'true')),
  },
  {
    rare: true,
    that: 'has a string for a no',
    check: 'permissions',
    change: answers(withField('enableWithdrawals', 'false')),
  },
  {
    rare: true,
    that: 'has a number for a no',
    check: 'permissions',
    change: answers(withField('enableWithdrawals', 0)),
  },
  {
    rare: true,
    that: 'has null for a no',
    check: 'permissions',
    change: answers(withField('enableWithdrawals', null)),
  },
  {
    rare: true,
    that: 'has no word on withdrawals',
    check: 'permissions',
    change: answers(withoutField('enableWithdrawals')),
  },
  { rare: true, that: 'has no word on its address', check: 'permissions', change: answers(withoutField('ipRestrict')) },
  { rare: true, that: 'has no creation time', check: 'permissions', change: answers(withoutField('createTime')) },

  {
    that: 'meets a clock ten seconds ahead',
    check: 'connection',
    change: (standIn) => {
      standIn.clockAheadMs = 10_000;
    },
  },
  {
    rare: true,
    that: 'meets a clock ten seconds behind',
    check: 'connection',
    change: (standIn) => {
      standIn.clockAheadMs = -10_000;
    },
  },
  {
    rare: true,
    that: 'meets an exchange that answers HTML',
    check: 'connection',
    change: ({ script }) => script('GET /api/v3/time', faults.html),
  },
  {
    that: 'comes from an address that is not expected',
    check: 'ip',
    env: () => ({ BOT_EXPECTED_IPS: '203.0.113.7,198.51.100.0/24' }),
  },
  {
    rare: true,
    that: 'comes from nowhere that anybody can see, where an address is expected',
    check: 'ip',
    change: ({ script }) => {
      for (const path of ['GET /ip', 'GET /ip.json']) script(path, faults['status 500']);
    },
    env: () => ({ BOT_EXPECTED_IPS: '127.0.0.1' }),
  },
  {
    rare: true,
    that: 'is signed with another secret',
    check: 'permissions',
    env: ({ apiKey }) => ({ BINANCE_API_SECRET: apiKey.toUpperCase() }),
  },
  {
    rare: true,
    that: 'is unknown to the exchange',
    check: 'permissions',
    env: ({ secret }) => ({ BINANCE_API_KEY: secret.toUpperCase() }),
  },
];

describe('a key that', () => {
  test.concurrent.each(rowsOfThisRun(refused))(
    '$that is refused by $check',
    inTurn(async ({ check, change, env }) => {
      const { finished, report, standIn } = await preflight(change, env);
      expect(failed(report), JSON.stringify(report.checks, null, 1)).toEqual([check]);
      expect(report.cleared).toBe(false);
      expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
      expect(report.checks.find(({ id }) => id === check)?.fix).toMatch(/\w{3}/);
      expect(finished.code).toBe(1);
      // The last line that a person reads is what to do.
      expect(finished.stderr.trimEnd().split('\n').at(-1)).toMatch(/^→ \w/);
      expectUntouched(standIn);
    }),
    90_000,
  );
});
