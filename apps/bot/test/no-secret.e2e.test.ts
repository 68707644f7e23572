import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkout, type Finished, type House } from './support/house.ts';
import { type LiveHouse, openLiveHouse } from './support/live.ts';
import { sightings } from './support/needles.ts';
import type { StandIn } from './support/stand-in-binance.ts';
import { echoing, faults } from './support/stand-in-faults.ts';
import { strategy } from './support/strategies.ts';

// Two secrets, made when this runs, through every command of the house, well and badly; then every byte that came out or
// was left behind is searched for every form of them. What is kept on purpose is searched for too, and must be found.

const beacon = `beacon-${randomBytes(16).toString('hex')}`;

const talkative = strategy({
  top: 'let turn = 0;',
  onCandle: `
  turn += 1;
  console.log('${beacon} ' + Buffer.from('${beacon}').toString('base64'));
  context.memory = { kept: '${beacon}' };
  if (turn === 1) return [{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '0.001', price: '45000.00', reason: 'rests' } }];
  if (turn === 2) return [{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.001', reason: 'fills' } }];
  if (turn === 3) return [{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '9', reason: 'is refused' } }];
  return [];`,
});

describe('two planted secrets, through every command', () => {
  let live: LiveHouse;
  let house: House;
  const printed = new Map<string, string>();
  const kept = new Map<string, Buffer>();
  const codes = new Map<string, number | null>();

  async function run(
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>> = {},
    configFile?: string,
  ): Promise<Finished> {
    const line = configFile === undefined ? args : [...args, '--config', configFile];
    const finished = await house.run(line, { env, withoutConfig: configFile !== undefined });
    printed.set(`${name}, stdout`, finished.stdout);
    printed.set(`${name}, stderr`, finished.stderr);
    codes.set(name, finished.code);
    return finished;
  }
  const keep = (when: string) => {
    for (const [path, bytes] of house.bytesLeft()) {
      // The strategy's own source is where the beacon was written by hand.
      if (!path.startsWith(house.strategies)) kept.set(`${when}: ${path.slice(house.folder.length + 1)}`, bytes);
    }
  };

  /** An exchange that repeats what it was sent is the worst of them. */
  async function badlyBy({ apiKey, secret, script }: StandIn, env: Readonly<Record<string, string | undefined>>) {
    const restrictions = 'GET /sapi/v1/account/apiRestrictions';
    const echo = echoing(`${apiKey} ${secret} ${Buffer.from(secret).toString('base64')}`);
    for (const [name, fault] of [
      ['echo', echo],
      ['HTML', faults.html],
    ] as const) {
      script(restrictions, fault, 1);
      await run(`preflight --json, ${name}`, ['preflight', '--json']);
    }
    script(restrictions, echo, 1);
    await run('preflight, echo', ['preflight']);
    script('GET /api/v3/openOrders', echo, 1);
    await run('start, echo', ['start', '--for', '1s'], env);
  }

  /** Somebody pastes the secret where it does not belong. */
  async function badlyTyped(apiKey: string, secret: string) {
    const config = (name: string, text: string) => {
      const file = join(house.folder, 'bot', `${name}.config.ts`);
      writeFileSync(file, text);
      return file;
    };
    const wrong = { ...house.config, apiKey: secret, name: secret, strategy: secret, limits: { [secret]: secret } };
    const elsewhere = { BOT_STATE: join(house.folder, 'state-3') };

    await run('the secret as a command', [secret]);
    await run('the secret as an option', ['start', `--${secret}`]);
    await run('the secret as a duration', ['start', '--for', secret]);
    await run('the secret as a date', ['rotate', 'record', '--created', secret, '--by', 'e2e', '--note', 'n']);
    await run('the secret as a halt', ['resume', secret, '--by', 'e2e', '--reason', 'r'], elsewhere);
    await run('the secret as a head', ['trail', 'verify', '--head', secret], elsewhere);
    const settings = {
      ...elsewhere,
      BOT_SECRET: secret,
      BOT_EXPECTED_IPS: secret,
      BOT_CREDENTIALS: secret,
      BOT_MODE: secret,
    };
    await run('the secret in settings', ['preflight'], settings);
    await run('the secret as the confirmation', ['start', '--for', '1s'], { ...elsewhere, BOT_LIVE_CONFIRM: secret });
    await run('the secret in NODE_OPTIONS', ['preflight'], { ...elsewhere, NODE_OPTIONS: `--title=${secret}` });
    const all = config('all', `export default ${JSON.stringify(wrong)};\n`);
    await run('the secret all over the configuration', ['preflight'], elsewhere, all);
    const program = config('program', `export default { ${secret} ${apiKey}`);
    await run('the secret in a configuration that is no program', ['preflight'], elsewhere, program);
    const throws = config('throws', `throw new Error('${secret}');`);
    await run('the secret in a configuration that throws', ['status'], elsewhere, throws);
  }

  beforeAll(async () => {
    live = await openLiveHouse({ strategies: { talkative } });
    ({ house } = live);
    const { standIn, starts } = live;
    const { env = {} } = starts.options;

    await run('preflight', ['preflight']);
    await run('preflight --json', ['preflight', '--json']);
    // Its first order is refused in words that repeat the key.
    standIn.script('POST /api/v3/order', echoing(`${standIn.apiKey} ${standIn.secret}`), 1);
    const running = house.start(starts.args, starts.options);
    await running.when(() => standIn.account.trades.length > 0, 'an order filled');
    await running.until(beacon);
    keep('while it runs');
    await run('status while it runs', ['status'], env);
    running.signal('SIGTERM');
    const started = await running.finished;
    printed.set('start, stdout', started.stdout);
    printed.set('start, stderr', started.stderr);
    codes.set('start', started.code);

    await run('status --json', ['status', '--json'], env);
    await run('rotate check', ['rotate', 'check']);
    await run('rotate record', ['rotate', 'record', '--created', '2026-11-01', '--by', 'e2e', '--note', 'by hand']);
    await run('trail verify', ['trail', 'verify']);
    await run('ip', ['ip']);
    await run('halt', ['halt', '--by', 'e2e', '--reason', 'to see what it prints']);
    await run('resume', ['resume', 'H-1', '--by', 'e2e', '--reason', 'enough seen']);
    await run('help', ['help']);

    const folder = join(house.folder, 'mounted');
    mkdirSync(folder, { mode: 0o700 });
    const { apiKey, secret } = standIn;
    for (const [name, value] of Object.entries({ apiKey, secret })) {
      writeFileSync(join(folder, name), value, { mode: 0o600 });
    }
    const files = { BOT_CREDENTIALS: `file:${folder}`, BINANCE_API_KEY: undefined, BINANCE_API_SECRET: undefined };
    await run('preflight from files', ['preflight', '--json'], files);

    // Badly, and two at a time: what the exchange does to the bot, and what a person does to it.
    await Promise.all([badlyBy(standIn, env), badlyTyped(apiKey, secret)]);

    const scan = join(house.folder, 'scanned');
    mkdirSync(scan);
    writeFileSync(join(scan, 'leak.ts'), `const BINANCE_API_SECRET = '${secret}';\n`);
    for (const format of ['--json', '--sarif', '']) {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        [join(checkout, 'packages/scanner/src/main.ts'), '--tree', scan, ...(format === '' ? [] : [format])],
        { encoding: 'utf8', env: { PATH: process.env.PATH } },
      );
      printed.set(`scan ${format}`, stdout + stderr);
      codes.set(`scan ${format}`, status);
    }
    keep('at the end');
  }, 90_000);
  afterAll(() => live.close());

  test('the search finds what was printed and kept on purpose, in its forms', () => {
    const found = sightings(new Map<string, Buffer | string>([...printed, ...kept]), { beacon });
    const where = (pattern: RegExp) => found.filter((sighting) => pattern.test(sighting.where)).map(({ form }) => form);
    expect(where(/^start, stdout/)).toContain('as it is');
    expect(where(/^start, stdout/)).toContain('in base64 from offset 0');
    expect(where(/while it runs: state\/logs\//)).toContain('as it is');
    // The write-ahead log of the journal, which is gone after a clean close.
    expect(where(/while it runs: state\/standin-binance\/journal\.sqlite-wal/)).toContain('as it is');
    expect(where(/at the end: state\/standin-binance\/journal\.sqlite/)).toContain('as it is');
  });

  test('neither secret stands in any byte of what was printed', () => {
    const { apiKey, secret } = live.standIn;
    expect(sightings(printed, { apiKey, secret })).toEqual([]);
  });

  test('neither secret stands in any byte of what was left behind, but where this test put it', () => {
    const { apiKey, secret } = live.standIn;
    const ours = /^(?:while it runs|at the end): (?:mounted|scanned|bot\/[a-z]+\.config\.ts)/;
    expect(sightings(kept, { apiKey, secret }).filter(({ where }) => !ours.test(where))).toEqual([]);
  });

  test('no signature stands in any of it either: it is good for as long as the receive window', () => {
    const signed = [...printed, ...[...kept].map(([where, bytes]) => [where, bytes.toString('latin1')] as const)];
    expect(signed.filter(([, text]) => /signature=[0-9a-f]{64}/.test(text)).map(([where]) => where)).toEqual([]);
  });

  test('every command did what it does: the well ones well, the bad ones with 1 or 2', () => {
    const well =
      /^(?:preflight|preflight --json|start|status.*|rotate (?:check|record)|trail verify|ip|halt|resume|help|preflight from files)$/;
    const wrong = [...codes].filter(([name, code]) => (well.test(name) ? code !== 0 : code !== 1 && code !== 2));
    expect(Object.fromEntries(wrong)).toEqual({});
  });
});
