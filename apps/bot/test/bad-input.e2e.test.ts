import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { deep, type Rare, rowsOfThisRun } from './support/campaign.ts';
import { simulatedConfig } from './support/configs.ts';
import { checkout, type Finished, type HouseOptions, openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { openLiveHouse } from './support/live.ts';
import { type StandIn, startStandIn } from './support/stand-in-binance.ts';
import { strategy } from './support/strategies.ts';

interface Row extends Rare {
  readonly what: string;
  readonly args?: readonly string[];
  readonly house?: HouseOptions;
  readonly live?: true;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly code: 1 | 2;
  /** What must be named. All of it at once: a person mends everything in one go. */
  readonly names: readonly RegExp[];
}

const config = (fields: Readonly<Record<string, unknown>>) => ({ config: fields });
const limits = (fields: Readonly<Record<string, unknown>>) =>
  config({ limits: { ...simulatedConfig.limits, ...fields } });
const contracts = (symbol: string) =>
  config({
    market: 'swap',
    symbols: [symbol],
    limits: { ...simulatedConfig.limits, symbols: [symbol], maxPositionValue: { USDT: '2000' } },
  });

const rows: readonly Row[] = [
  // The command line.
  { what: 'an unknown command', args: ['sart'], code: 2, names: [/sart/, /start, preflight/] },
  {
    rare: true,
    what: 'a command that is half typed',
    args: ['rotate'],
    code: 2,
    names: [/rotate check/, /rotate record/],
  },
  { rare: true, what: 'an unknown option', args: ['start', '--fro', '3s'], code: 2, names: [/--fro/, /--for/] },
  { rare: true, what: 'a duration without a unit', args: ['start', '--for', '30'], code: 2, names: [/--for/, /30s/] },
  { rare: true, what: 'a halt without a reason', args: ['halt', '--by', 'me'], code: 2, names: [/--by/, /--reason/] },
  {
    rare: true,
    what: 'a date that is none',
    args: ['rotate', 'record', '--created', 'yesterday', '--by', 'me', '--note', 'n'],
    code: 2,
    names: [/--created/],
  },
  { rare: true, what: 'a word too many', args: ['preflight', 'now'], code: 2, names: [/preflight/] },
  {
    what: 'a configuration file that is not there',
    args: ['preflight', '--config', '/nowhere/bot.config.ts'],
    code: 2,
    names: [/--config/],
  },
  {
    rare: true,
    what: 'a candle file that is not there',
    args: ['start', '--candles', '/nowhere/candles.json'],
    code: 2,
    names: [/--candles/],
  },

  // The configuration.
  {
    rare: true,
    what: 'a configuration that is not a program',
    house: { configText: 'export default {' },
    code: 2,
    names: [/bot\.config\.ts|configuration/i],
  },
  {
    rare: true,
    what: 'a configuration that exports nothing',
    house: { configText: 'export const x = 1;' },
    code: 2,
    names: [/default/],
  },
  {
    what: 'a configuration with four things wrong',
    house: config({ name: 'Far Too Long A Name', onStop: 'panic', strateggy: 'x', symbols: 'BTC/USDT' }),
    code: 2,
    names: [/name/, /onStop/, /strateggy/, /symbols/],
  },
  { rare: true, what: 'a mode that comes later', house: config({ mode: 'paper' }), code: 2, names: [/paper/, /later/] },
  {
    rare: true,
    what: 'a mode that comes later, from the environment',
    env: { BOT_MODE: 'testnet' },
    code: 2,
    names: [/testnet/, /later/],
  },
  {
    rare: true,
    what: 'a limit that is neither set nor loosened',
    house: limits({ maxOrderValue: undefined }),
    code: 2,
    names: [/maxOrderValue/, /unlimitedOrderValue/],
  },
  {
    rare: true,
    what: 'a limit that is both set and loosened',
    house: limits({ loosened: { unlimitedOrderValue: 'because we feel like it' } }),
    code: 2,
    names: [/maxOrderValue/, /unlimitedOrderValue/],
  },
  {
    rare: true,
    what: 'a setting that nobody knows',
    env: { BOT_EXCHNAGE: 'binance' },
    code: 2,
    names: [/BOT_EXCHNAGE/, /BOT_EXCHANGE/],
  },
  {
    rare: true,
    what: 'a stand-in that is not on this machine',
    env: { BOT_MODE: 'live', BOT_EXCHANGE_URL: 'http://203.0.113.7:80' },
    code: 2,
    names: [/BOT_EXCHANGE_URL/, /127\.0\.0\.1/],
  },
  {
    rare: true,
    what: 'a state in a database that comes later',
    env: { BOT_STATE: 'postgres://somewhere/state' },
    code: 2,
    names: [/BOT_STATE/, /later/],
  },
  {
    rare: true,
    what: 'an exchange that does not exist',
    house: config({ exchange: 'binanec', mode: 'live' }),
    code: 2,
    names: [/orders can go to binance/],
  },
  {
    rare: true,
    what: 'contracts in simulated mode',
    house: contracts('BTC/USDT:USDT'),
    code: 2,
    names: [/market is 'swap', and simulated mode plays spot markets alone/],
  },
  {
    rare: true,
    what: 'contracts at an exchange where orders go to spot markets',
    house: contracts('BTC/USDT:USDT'),
    env: { BOT_MODE: 'live' },
    code: 2,
    names: [/orders at binance go to market 'spot'/, /binanceusdm/],
  },

  // The machine.
  {
    rare: true,
    what: 'a state folder in a place that has no folders',
    env: { BOT_STATE: '/proc/gatehouse/state' },
    code: 1,
    names: [/BOT_STATE/],
  },
  {
    rare: true,
    what: 'a state folder that is a file',
    env: { BOT_STATE: join(checkout, 'package.json') },
    code: 1,
    names: [/state folder .* cannot be made/],
  },
  {
    rare: true,
    what: 'a state folder in a place where nobody can make one',
    env: { BOT_STATE: '/sys/gatehouse/state' },
    code: 1,
    names: [/BOT_STATE/],
  },
  {
    rare: true,
    what: 'options that load code into Node',
    env: { NODE_OPTIONS: '--require=node:os' },
    code: 1,
    names: [/NODE_OPTIONS --require/],
  },

  // The key.
  {
    what: 'no credentials',
    live: true,
    env: { BINANCE_API_KEY: undefined, BINANCE_API_SECRET: undefined },
    code: 1,
    names: [/BINANCE_API_KEY/, /BINANCE_API_SECRET/],
  },
  {
    rare: true,
    what: 'half of the credentials',
    live: true,
    env: { BINANCE_API_SECRET: undefined },
    code: 1,
    names: [/BINANCE_API_SECRET/],
  },
  {
    rare: true,
    what: 'a secret too short to keep out of text',
    live: true,
    env: { BINANCE_API_SECRET: 'short' },
    code: 1,
    names: [/BINANCE_API_SECRET|secret/, /8/],
  },
  {
    rare: true,
    what: 'a source of keys that comes later',
    live: true,
    env: { BOT_CREDENTIALS: 'vault:secret/bot' },
    code: 2,
    names: [/vault/, /later/],
  },
  {
    rare: true,
    what: 'a folder of keys that is not there',
    live: true,
    env: { BOT_CREDENTIALS: 'file:/nowhere' },
    code: 1,
    names: [/nowhere/],
  },
  {
    rare: true,
    what: 'live trading that nobody confirmed',
    live: true,
    code: 1,
    names: [/BOT_LIVE_CONFIRM=[0-9a-f]{32}/],
  },
  {
    rare: true,
    what: 'live trading confirmed for another key',
    live: true,
    env: { BOT_LIVE_CONFIRM: '0'.repeat(32) },
    code: 1,
    names: [/BOT_LIVE_CONFIRM/],
  },

  // The strategy.
  {
    what: 'a strategy that is not there',
    house: config({ strategy: 'missing' }),
    code: 2,
    names: [/strategies\/missing\.ts is not there/, /\(there: ran\)/],
  },
];

/** One clear sentence, then what to do; no stack, no path into our sources, no list of what was not asked. */
function expectClear({ stderr, stdout, code }: Finished, row: Pick<Row, 'code' | 'names'>): void {
  const said = stderr + stdout;
  for (const name of row.names) expect(said).toMatch(name);
  expect(code, said).toBe(row.code);
  expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(said).not.toMatch(/\[object |undefined|node:internal|\[ERR_/);
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
}

describe('what is refused with one sentence and the fix:', () => {
  test.concurrent.each(rowsOfThisRun(rows))(
    '$what (exit code $code)',
    inTurn(async (row) => {
      const standIn: StandIn | undefined = row.live ? await startStandIn() : undefined;
      const ran = strategy({ top: `console.log('the strategy ran');` });
      const house = openHouse({ strategies: { ran }, ...row.house, ...(standIn === undefined ? {} : { standIn }) });
      try {
        const args = row.args ?? ['start', '--for', '5s'];
        const finished = await house.run(args, { env: row.env ?? {}, withoutConfig: args.includes('--config') });
        expectClear(finished, row);
        expect(finished.output + house.logs()).not.toContain('the strategy ran');
        expect(standIn?.requests.filter(({ method }) => method !== 'GET') ?? []).toEqual([]);
        expect(await house.leftovers()).toEqual([]);
      } finally {
        await house.close();
        await standIn?.close();
      }
    }),
    90_000,
  );
});

describe.concurrent('a state folder', () => {
  test(
    'that another desk works on is left to it, and a preflight beside it is refused by sole-writer too',
    inTurn(async () => {
      const house = openHouse();
      try {
        const first = house.start(['start']);
        await first.until('is asked from here on');
        const second = await house.run(['start', '--for', '1s']);
        expect(second.code, second.output).toBe(1);
        expect(second.output).toMatch(/sole-writer/);
        first.signal('SIGTERM');
        expect((await first.finished).code).toBe(0);
      } finally {
        await house.close();
      }
    }),
    90_000,
  );

  test(
    'of which an early entry was changed is named by `trail verify`',
    inTurn(async () => {
      const house = openHouse();
      try {
        expect((await house.run(['start', '--for', '300ms'])).code).toBe(0);
        const entry = changeTrail(join(house.state, 'simulated', 'journal.sqlite'), 'early');
        const verified = await house.run(['trail', 'verify']);
        expectClear(verified, { code: 1, names: [new RegExp(`entry ${entry} is altered`)] });
      } finally {
        await house.close();
      }
    }),
    90_000,
  );

  test.runIf(deep)(
    'of which the newest entry was changed after a crash opens no gate',
    inTurn(async () => {
      const house = openHouse();
      try {
        const running = house.start(['start']);
        await running.until('is asked from here on');
        const desk = await running.member('desk');
        await running.kill('launcher');
        process.kill(desk.pid, 'SIGKILL');
        await running.finished;
        expect(await house.leftovers()).toEqual([]);
        const entry = changeTrail(join(house.state, 'simulated', 'journal.sqlite'), 'newest');
        const started = await house.run(['start', '--for', '1s']);
        expectClear(started, { code: 1, names: [/Refused by host/, new RegExp(`entry ${entry} is altered`)] });
      } finally {
        await house.close();
      }
    }),
    90_000,
  );
});

test('a second account on the same key is refused by sole-writer, whatever its state folder', async () => {
  const live = await openLiveHouse();
  const other = openHouse({ standIn: live.standIn, env: { HOME: join(live.house.folder, 'home') } });
  try {
    const first = live.house.start(live.starts.args, live.starts.options);
    await first.until('is asked from here on');
    const second = await other.run(['preflight', '--json']);
    expect(second.code, second.output).toBe(1);
    const report = JSON.parse(second.stdout) as { checks: { id: string; result: string }[] };
    expect(report.checks.filter(({ result }) => result === 'fail').map(({ id }) => id)).toEqual(['sole-writer']);
    first.signal('SIGTERM');
    expect((await first.finished).code).toBe(0);
  } finally {
    await other.close();
    await live.close();
  }
});

test('a simulator on a busy port says so in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const child = spawn(process.execPath, [join(checkout, 'packages/sim-exchange/src/main.ts'), '--port', String(port)], {
    env: {},
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  taken.close();
  expectClear(
    { stderr, stdout: '', output: stderr, code, signal: null, ms: 0 },
    { code: code === 2 ? 2 : 1, names: [new RegExp(`${port}`)] },
  );
});

/** Changes one byte of what an entry says, as somebody with the file and without the key can. Returns its number. */
function changeTrail(file: string, which: 'early' | 'newest'): number {
  const database = new DatabaseSync(file);
  const order = which === 'early' ? 'rowid LIMIT 1 OFFSET 1' : 'rowid DESC LIMIT 1';
  const row = database.prepare(`SELECT rowid AS at, * FROM trail ORDER BY ${order}`).get() as Record<string, unknown>;
  // The longest text or bytes of a row is what it says.
  const [column = ''] = Object.keys(row)
    .filter((name) => typeof row[name] === 'string' || row[name] instanceof Uint8Array)
    .sort((a, b) => String(row[b]).length - String(row[a]).length);
  const said = row[column] as string | Uint8Array;
  const changed =
    typeof said === 'string'
      ? said.replace(/[a-z](?=[^a-z]*$)/, (letter) => (letter === 'q' ? 'z' : 'q'))
      : said.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
  database.prepare(`UPDATE trail SET ${column} = ? WHERE rowid = ?`).run(changed, row.at as number);
  database.close();
  return row.at as number;
}
