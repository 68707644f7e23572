import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { type Scope, scopeNames } from '../../src/key-permissions.ts';
import { judgePermissions } from '../../src/policy.ts';
import type { Reading } from '../../src/readers/reader.ts';
import { readers } from '../../src/readers.ts';
import { type ContractRow, type DrawnKey, here, madeAt, now, type Reply, titleOf } from '../contract/row.ts';
import { rows } from '../contract/rows.ts';

type Answer = Record<string, unknown>;

/** The documented answers about the best key there, and whose key it is. */
function best(row: ContractRow): { readonly answers: Answer; readonly key: DrawnKey } {
  const signer = `0x${'ab'.repeat(20)}`;
  const key = { ...row.draw(), signer } as DrawnKey;
  const script = row.scenes['trade-only'];
  const said = typeof script === 'string' ? {} : (script(key) as Readonly<Record<string, Reply>>);
  const answered = Object.entries(said).filter(([, { status }]) => status === 200);
  return { answers: Object.fromEntries(answered.map(([name, { body }]) => [name, body])), key };
}

function read(row: ContractRow, answers: Answer, key: DrawnKey): Reading {
  const identity = keyIdentityOf({
    keyId: key.apiKey,
    wallet: key.walletAddress,
    signer: () => (key as { readonly signer?: string }).signer,
  });
  const reader = readers[row.exchange];
  if (reader === undefined) throw new Error(`${row.exchange} has no reader`);
  return reader.read(new Map(Object.entries(answers)), identity, now);
}

/** Whether a bot would be let near this key, with nothing accepted. */
function passes(row: ContractRow, reading: Reading): boolean {
  if ('problems' in reading) return false;
  return judgePermissions(reading.permissions, { need: row.need, acceptUnknown: {}, now }).result !== 'fail';
}

function grantedIn(reading: Reading): readonly Scope[] {
  return 'problems' in reading ? [] : scopeNames.filter((scope) => reading.permissions.scopes[scope] === true);
}

/** Every place inside a value with what stands there, and how to replace it. */
function placed(
  value: unknown,
  put: (inner: unknown) => unknown = (inner) => inner,
): (readonly [(inner: unknown) => unknown, unknown])[] {
  const inside = (typeof value === 'object' && value !== null ? Object.entries(value) : []).flatMap(([name, inner]) =>
    placed(inner, (changed) =>
      put(Array.isArray(value) ? value.with(Number(name), changed) : { ...(value as Answer), [name]: changed }),
    ),
  );
  return [[put, value], ...inside];
}

const places = (value: unknown): readonly ((inner: unknown) => unknown)[] => placed(value).map(([put]) => put);

function timesIn(reading: Reading): readonly string[] {
  if ('problems' in reading) return [];
  const { createdAt, expiresAt, lastUsedAt } = reading.permissions;
  return [createdAt, expiresAt, lastUsedAt].map((time) => (time instanceof Date ? time.toISOString() : time));
}

const wrongKinds: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  1,
  -1,
  1e300,
  Number.NaN,
  '',
  'true',
  '*',
  [],
  {},
  [[]],
  [null],
  [{}],
];

interface Expected {
  readonly kind?: string;
  readonly granted: readonly Scope[];
  readonly addresses?: readonly string[];
  readonly bound?: boolean | 'unknown';
  readonly created?: Date;
  readonly expires?: Date | 'never';
  readonly used?: Date;
  readonly label?: string;
}

const okxTrade: readonly Scope[] = [
  'spotTrading',
  'margin',
  'futures',
  'options',
  'blockTrading',
  'copyTrading',
  'internalTransfer',
  'universalTransfer',
  'convert',
  'earn',
  'lending',
  'accountSettings',
];
const bound = { addresses: [here], bound: true } as const;
const bybit: Expected = {
  kind: 'main-account',
  granted: ['read', 'spotTrading', 'margin'],
  ...bound,
  created: madeAt,
  expires: 'never',
  label: 'bot',
};
const okx: Expected = { kind: 'sub-account', granted: ['read', ...okxTrade], ...bound, label: 'bot' };
const kucoin: Expected = {
  kind: 'sub-account',
  granted: ['read', 'spotTrading'],
  addresses: [here, '203.0.113.8'],
  bound: true,
  created: madeAt,
  expires: 'never',
  label: 'bot',
};
const gate: Expected = {
  kind: 'main-account',
  granted: ['read', 'spotTrading'],
  ...bound,
  created: madeAt,
  used: madeAt,
  label: 'bot',
};

/** What each reader makes of the documented answer about a key that trades, and is as safe as it can be there. */
const expected: Readonly<Record<string, Expected>> = {
  binance: { granted: ['read', 'spotTrading'], bound: true, created: madeAt, expires: 'never' },
  binanceusdm: { granted: ['read', 'futures'], bound: true, created: madeAt, expires: 'never' },
  binancecoinm: { granted: ['read', 'futures'], bound: true, created: madeAt, expires: 'never' },
  bybit,
  bybiteu: bybit,
  bybitid: bybit,
  okx,
  okxus: okx,
  myokx: okx,
  kraken: {
    granted: ['read', 'spotTrading', 'margin'],
    ...bound,
    created: madeAt,
    expires: 'never',
    used: madeAt,
    label: 'bot',
  },
  krakenfutures: { granted: ['read'], addresses: [`${here}/32`], bound: true, created: madeAt },
  coinbase: { granted: ['read', 'spotTrading', 'margin', 'futures', 'convert'] },
  kucoin,
  kucoinfutures: { ...kucoin, granted: ['read', 'futures'] },
  bitget: { granted: ['read', 'spotTrading', 'convert'], ...bound },
  'bitget (unified)': {
    kind: 'sub-account',
    granted: ['read', 'spotTrading', 'margin', 'futures', 'internalTransfer', 'universalTransfer', 'accountSettings'],
    ...bound,
  },
  gemini: { granted: ['read', 'spotTrading', 'margin', 'futures'] },
  gate,
  gateeu: gate,
  htx: {
    granted: ['read', 'spotTrading', 'margin', 'futures', 'internalTransfer', 'universalTransfer', 'lending'],
    ...bound,
    created: madeAt,
    expires: 'never',
    label: 'bot',
  },
  bitfinex: { granted: ['read', 'spotTrading', 'margin', 'futures'] },
  deribit: { kind: 'main-account', granted: ['read', 'spotTrading', 'margin', 'futures', 'options'] },
  bingx: {
    kind: 'main-account',
    granted: ['read', 'spotTrading', 'margin'],
    ...bound,
    created: madeAt,
    label: 'bot',
  },
  hyperliquid: {
    kind: 'agent-wallet',
    granted: ['read', 'spotTrading', 'margin', 'futures', 'internalTransfer', 'earn', 'subAccounts', 'accountSettings'],
    expires: new Date('2027-02-01T00:00:00Z'),
  },
  upbit: { granted: [], bound: true, expires: new Date('2027-06-01T00:00:00Z') },
};

describe.each(rows.map((row) => [titleOf(row), row] as const))('what %s says about a key', (title, row) => {
  it('is read whole', () => {
    const { answers, key } = best(row);
    const reading = read(row, answers, key);
    if ('problems' in reading) throw new Error(reading.problems.join('; '));
    const { permissions } = reading;
    const want = expected[title];
    expect(scopeNames.filter((scope) => permissions.scopes[scope] === true).sort()).toEqual(
      [...(want?.granted ?? [])].sort(),
    );
    const untold = [...scopeNames.filter((scope) => permissions.scopes[scope] === 'unknown')];
    expect(untold.sort()).toEqual(row.cannotTell.filter((fact) => scopeNames.includes(fact as Scope)).sort());
    expect(permissions).toMatchObject({
      exchange: row.exchange,
      kind: want?.kind ?? 'unknown',
      unrecognised: [],
      ipBinding: want?.bound ?? 'unknown',
      addresses: want?.addresses ?? 'unknown',
      createdAt: want?.created ?? 'unknown',
      expiresAt: want?.expires ?? 'unknown',
      lastUsedAt: want?.used ?? 'unknown',
      label: want?.label ?? 'unknown',
      signedCallAnswered: row.exchange !== 'hyperliquid',
    });
  });

  it('is not understood when an answer is missing, or of another kind altogether', () => {
    const { answers, key } = best(row);
    const [first = ''] = Object.keys(answers);
    for (const wrong of [...wrongKinds, '<html></html>', [[answers[first]]], { data: { data: answers[first] } }]) {
      const reading = read(row, { ...answers, [first]: wrong }, key);
      expect(reading, JSON.stringify(wrong)).toHaveProperty('problems');
    }
    expect(read(row, {}, key)).toHaveProperty('problems');
  });

  it('grants nothing more, whatever of it is replaced by another kind of thing', () => {
    const { answers, key } = best(row);
    const before = grantedIn(read(row, answers, key));
    for (const put of places(answers)) {
      for (const wrong of wrongKinds.filter((kind) => kind !== true && kind !== 1)) {
        const changed = put(wrong);
        const reading = read(row, (typeof changed === 'object' && changed !== null ? changed : {}) as Answer, key);
        const more = grantedIn(reading).filter((scope) => !before.includes(scope));
        expect(more, JSON.stringify(changed)).toEqual([]);
      }
    }
  });

  it('has no time in another unit taken for one, years off', () => {
    const { answers, key } = best(row);
    const before = timesIn(read(row, answers, key));
    for (const [put, value] of placed(answers)) {
      const count = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : 0;
      for (const other of [count * 1000, count / 1000, String(count * 1000), new Date(0).toISOString()]) {
        if (count < 1e9) continue;
        const after = timesIn(read(row, put(other) as Answer, key));
        for (const time of after) expect([...before, 'unknown', 'never'], String(other)).toContain(time);
      }
    }
  });

  it('never throws, and never clears a key, whatever the exchange says instead', () => {
    const { answers, key } = best(row);
    const names = Object.keys(answers);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), (name, anything) => {
        const reading = read(row, { [name]: anything }, key);
        expect(passes(row, reading)).toBe(false);
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...places(answers)), fc.jsonValue(), (put, json) => {
        const changed = put(json);
        read(row, (typeof changed === 'object' && changed !== null ? changed : {}) as Answer, key);
      }),
      { numRuns: 60 },
    );
  });

  it('names what is wrong and repeats nothing of it', () => {
    const { answers, key } = best(row);
    const sesame = 'open-sesame';
    for (const put of places(answers)) {
      const changed = put(sesame);
      const reading = read(row, (typeof changed === 'object' && changed !== null ? changed : {}) as Answer, key);
      if ('problems' in reading) expect(reading.problems.join()).not.toContain(sesame);
    }
  });
});

it('has a documented answer for each reader', () => {
  expect(Object.keys(expected).sort()).toEqual(rows.map(titleOf).sort());
});
