import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../src/error.ts';
import { readConfig } from '../src/read-config.ts';
import { changed, freshKey, goodFile, problemsWith, swapFile } from './samples.ts';

const read = (file: unknown, settings = {}) => readConfig({ file, settings });

describe('readConfig', () => {
  it('fills in the defaults', async () => {
    expect(await read(goodFile())).toEqual({
      ...goodFile(),
      account: 'classic',
      limits: { ...goodFile().limits, symbols: ['BTC/USDT'] },
      rotation: { readOnlyDays: 90, tradingDays: 30, withdrawDays: 14, graceDays: 7 },
      onStop: 'cancel-entries',
      acceptUnknown: {},
      reauditMinutes: 60,
      simulated: { seed: 7, candleMs: 250, balances: { USDT: '10000' } },
      credentials: { kind: 'env' },
      expectedIps: [],
      publicIpUrls: [],
    });
  });

  it('keeps what is written, and the default of what is written as undefined', async () => {
    const file = {
      ...goodFile(),
      rotation: { tradingDays: 10, graceDays: undefined },
      simulated: { seed: 1, candles: 'x.json' },
      onStop: 'leave',
    };
    expect(await read(file, { BOT_CREDENTIALS: 'file:/run/secrets' })).toMatchObject({
      rotation: { readOnlyDays: 90, tradingDays: 10, graceDays: 7 },
      simulated: { seed: 1, candleMs: 250, candles: 'x.json' },
      onStop: 'leave',
      credentials: { kind: 'file', folder: '/run/secrets' },
    });
  });

  it('gives a live bot address echoes on different hosts, unless it names its own or has a stand-in', async () => {
    const live = changed('mode', 'live');
    const hosts = (await read(live)).publicIpUrls.map((url) => new URL(url).host);
    expect(new Set(hosts).size).toBeGreaterThanOrEqual(2);
    expect((await read(live, { BOT_EXCHANGE_URL: 'http://127.0.0.1:1' })).publicIpUrls).toEqual([]);
    expect((await read(live, { BOT_PUBLIC_IP_URLS: 'https://a.example' })).publicIpUrls).toEqual(['https://a.example']);
  });

  it('freezes the result at every depth, and leaves the file as it was', async () => {
    const file = goodFile();
    const config = await read(file);
    const parts = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(parts)] : [];
    expect(parts(config).length).toBeGreaterThan(8);
    expect(parts(config).filter((part) => !Object.isFrozen(part))).toEqual([]);
    expect(parts(file).filter(Object.isFrozen)).toEqual([]);
  });

  it('takes the origin of a stand-in exchange', async () => {
    expect((await read(changed('mode', 'live'), { BOT_EXCHANGE_URL: 'http://127.1:8080/' })).exchangeUrl).toBe(
      'http://127.0.0.1:8080',
    );
  });

  it.each([undefined, null, 1, 'text', [], () => ({})])(
    'refuses %s in place of a configuration with one sentence',
    async (file) => {
      await expect(readConfig({ file, settings: {}, source: 'my.config.ts' })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        problems: [expect.stringContaining('my.config.ts must `export default')],
      });
    },
  );

  it('reads contracts by their symbols, and holds no symbol to be one that names another settlement', async () => {
    const config = await readConfig({ file: swapFile(), settings: {} });
    expect(config).toMatchObject({
      market: 'swap',
      symbols: ['BTC/USDT:USDT'],
      limits: { symbols: ['BTC/USDT:USDT'] },
    });
    for (const symbol of ['BTC/USDT:ETH', 'BTC/USDT:', 'BTC/USDT:USDT-260925', 'BTC/BTC:BTC', ':USDT', 'BTC:USDT']) {
      expect(await problemsWith({ ...swapFile(), symbols: [symbol] })).toContainEqual(
        expect.stringMatching(/^symbols\[0\] must be a symbol such as/),
      );
    }
  });

  it('takes an account for a classic one until another kind is named', async () => {
    expect(await readConfig({ file: goodFile(), settings: {} })).toMatchObject({ account: 'classic' });
    expect(await readConfig({ file: changed('account', 'unified'), settings: {} })).toMatchObject({
      account: 'unified',
    });
  });

  it.each(['paper', 'testnet'])('says in one sentence that the mode %s comes later', async (mode) => {
    const sentence = `mode '${mode}' comes later: use 'simulated' or 'live' until then.`;
    expect(await problemsWith(changed('mode', mode))).toEqual([sentence]);
    expect(await problemsWith(goodFile(), { BOT_MODE: mode })).toEqual([`BOT_MODE${sentence.slice(4)}`]);
  });

  it.each(['vault:x', 'exec:x', 'nothing', 'file:'])(
    'refuses the source of credentials %s, by the name it was set by',
    async (source) => {
      expect(await problemsWith(goodFile(), { BOT_CREDENTIALS: source })).toEqual([
        expect.stringMatching(/^BOT_CREDENTIALS: /),
      ]);
    },
  );

  it('lists problems of shape, contradiction, setting and source together', async () => {
    const file = {
      ...goodFile(),
      name: 'NO',
      symbols: ['BTC/USDT', 'ETH/EUR'],
      limits: { ...goodFile().limits, maxOpenOrders: undefined },
    };
    const problems = await problemsWith(file, { BOT_XCHANGE: '', BOT_CREDENTIALS: 'vault:x' });
    for (const part of [
      'name must',
      'for EUR',
      'for ETH',
      'BOT_CREDENTIALS: ',
      'limits.maxOpenOrders is neither',
      'BOT_XCHANGE is not',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(part));
    }
    expect(problems).toHaveLength(6);
  });

  it('says each thing once', async () => {
    const problems = await problemsWith({ limits: {} });
    expect(new Set(problems).size).toBe(problems.length);
  });

  it('answers anything with a Config or a ConfigError, and repeats no value', async () => {
    const secret = freshKey();
    const odd = fc.oneof(fc.constant(secret), fc.constant([secret]), fc.constant({ [secret]: secret }), fc.jsonValue());
    const paths = [
      'name',
      'mode',
      'exchange',
      'market',
      'symbols',
      'strategy',
      'limits',
      'limits.maxOrderValue',
      'limits.loosened',
      'limits.symbols',
      'rotation',
      'onStop',
      'acceptUnknown',
      'acceptUnknown.binance',
      'reauditMinutes',
      'simulated',
      'simulated.balances',
      'simulated.candles',
      'credentials',
      'expectedIps',
      'publicIpUrls',
      'exchangeUrl',
      'liveConfirm',
      secret,
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), odd, async (path, value) => {
        try {
          await read(changed(path, value));
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect((error as ConfigError).message).not.toContain(secret);
        }
      }),
      { numRuns: 300 },
    );
  });
});
