import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostsOf, openVenue, type Venue } from '../src/index.ts';
import { doorsOf } from '../src/inner-doors.ts';
import { FakeExchange, send } from './fake-exchange.ts';

const clock = () => new Date();
let exchange: FakeExchange;
let venue: Venue;

beforeEach(async () => {
  exchange = await new FakeExchange().start();
  const { credentials, url } = exchange;
  venue = await openVenue({ exchange: 'binance', credentials, exchangeUrl: url, clock, bot: 'test', timeoutMs: 500 });
});
afterEach(async () => {
  venue.close();
  await exchange.stop();
});

describe('a venue', () => {
  it('offers what it offers and no way to the client inside', () => {
    expect(Object.keys(venue).sort()).toEqual(['bot', 'close', 'exchange', 'hosts', 'standIn']);
    expect(Object.getOwnPropertyNames(Object.getPrototypeOf(venue)).sort()).toEqual([
      'balances',
      'candles',
      'constructor',
      'instrument',
      'loadMarkets',
      'openOrders',
      'order',
      'positions',
      'reference',
      'serverTime',
      'trades',
    ]);
    const shown = inspect(venue, { depth: 9, showHidden: true }) + JSON.stringify(venue);
    expect(shown).not.toContain(exchange.apiKey);
    expect(shown).not.toContain(exchange.secret);
    expect(() => Object.assign(venue, { order: () => undefined })).toThrow(TypeError);
  });

  it('names the hosts behind its doors, which are those that are asked for ahead', async () => {
    expect(venue.hosts).toEqual(await hostsOf('binance', exchange.url));
    const real = await openVenue({ exchange: 'binance', credentials: undefined, clock, bot: 'test' });
    expect(real.hosts).toEqual(await hostsOf('binance'));
    expect([real.standIn, venue.standIn]).toEqual([false, true]);
  });

  it('sends nothing when it is opened, and no key to load markets', async () => {
    expect(exchange.seen).toEqual([]);
    await venue.loadMarkets();
    await venue.loadMarkets();
    expect(exchange.seen.map(({ path }) => path)).toEqual(['/api/v3/exchangeInfo']);
    expect(exchange.seen[0]?.headers).not.toHaveProperty('x-mbx-apikey');
  });

  it('can load markets after a first try that failed', async () => {
    exchange.answer('GET /api/v3/exchangeInfo', (response) => send(response, 500, ''));
    await expect(venue.loadMarkets()).rejects.toThrow(expect.objectContaining({ code: 'VENUE_UNAVAILABLE' }));
    expect(venue.instrument('BTC/USDT')).toBeUndefined();
    exchange.answers.clear();
    await venue.loadMarkets();
    expect(venue.instrument('BTC/USDT')).toEqual({
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      amountStep: '0.00001',
      priceStep: '0.01',
      minAmount: '0.00001',
      maxAmount: '900',
      minValue: '5',
      active: true,
    });
    for (const none of ['NO/PE', 'constructor', '__proto__', 'toString'])
      expect(venue.instrument(none)).toBeUndefined();
  });

  it('takes best bid and ask from a book in any order', async () => {
    exchange.answer('GET /api/v3/depth', {
      bids: [
        ['9.5', '1'],
        ['10.5', '1'],
      ],
      asks: [
        ['100', '1'],
        ['11.5', '1'],
      ],
    });
    await venue.loadMarkets();
    expect(await venue.reference('BTC/USDT')).toMatchObject({ bid: '10.5', ask: '11.5', mid: '11' });
  });

  it.each([
    ['empty', { bids: [], asks: [] }],
    ['crossed', { bids: [['10', '1']], asks: [['9', '1']] }],
    ['nonsense', { bids: [['x', '1']], asks: [['9', '1']] }],
    ['without prices', { bids: [[]], asks: [['9', '1']] }],
    ['negative', { bids: [['-5', '1']], asks: [['9', '1']] }],
  ])('has no reference for a book that is %s', async (_what, book) => {
    exchange.answer('GET /api/v3/depth', book);
    await venue.loadMarkets();
    await expect(venue.reference('BTC/USDT')).rejects.toThrow(expect.objectContaining({ code: 'VENUE_MALFORMED' }));
  });

  it('tells balances, candles, orders and trades in decimal strings', async () => {
    exchange.place(
      new URLSearchParams({
        symbol: 'BTCUSDT',
        side: 'SELL',
        type: 'MARKET',
        quantity: '0.00000100',
        newClientOrderId: 'x',
      }),
    );
    expect(await venue.balances()).toEqual({
      USDT: { free: '10000', used: '0', total: '10000' },
      BTC: { free: '0.5', used: '0', total: '0.5' },
    });
    expect(await venue.candles('BTC/USDT', '1m', { limit: 2 })).toContainEqual({
      at: new Date(1_790_000_000_000),
      open: '1.1',
      high: '2',
      low: '0.5',
      close: '1.5',
      volume: '10',
    });
    expect(await venue.order('BTC/USDT', 'x')).toMatchObject({
      amount: '0.000001',
      filled: '0.000001',
      status: 'filled',
      side: 'sell',
    });
    expect(await venue.order('BTC/USDT', 'y')).toBeUndefined();
    expect(await venue.trades('BTC/USDT')).toMatchObject([
      { amount: '0.000001', price: '100010', fee: '0.00001', feeAsset: 'BNB', side: 'sell' },
    ]);
    expect(await venue.openOrders('BTC/USDT')).toEqual([]);
  });

  it('measures the clocks against each other', async () => {
    exchange.clockOffMs = 5000;
    const { skewMs, roundTripMs } = await venue.serverTime();
    expect(Math.abs(skewMs - 5000)).toBeLessThanOrEqual(roundTripMs + 5);
  });

  it('lets only GuardErrors out, without the key, whatever comes back', async () => {
    await venue.loadMarkets();
    const rubbish = [
      {},
      [],
      [[]],
      [{}],
      [null],
      '',
      'text',
      0,
      { symbol: 1 },
      [{ symbol: 'BTCUSDT', orderId: 1 }],
      { balances: [{}] },
      { serverTime: 'now' },
    ];
    const asks = [
      () => venue.serverTime(),
      () => venue.balances(),
      () => venue.openOrders(),
      () => venue.order('BTC/USDT', 'x'),
      () => venue.trades('BTC/USDT'),
      () => venue.candles('BTC/USDT', '1m'),
      () => venue.candles('BTC/USDT', 'nonsense'),
      () => venue.reference('BTC/USDT'),
      () => venue.reference('NO/PE'),
      () => doorsOf(venue).openOrdersRaw(),
      () => doorsOf(venue).cancel({ clientOrderId: 'x', marketId: 'BTCUSDT' }),
    ];
    for (const answer of rubbish) {
      for (const path of ['time', 'account', 'openOrders', 'order', 'myTrades', 'klines', 'depth'])
        exchange.answer(`GET /api/v3/${path}`, answer);
      exchange.answer('DELETE /api/v3/order', answer);
      for (const ask of asks) {
        const thrown = await ask().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (thrown === undefined) continue;
        expect(inspect(thrown, { depth: 9 })).toMatch(/^GuardError/);
        expect(inspect(thrown, { depth: 9 })).not.toContain(exchange.apiKey);
      }
    }
  });

  it('is not opened for an exchange without a row, or with half the credentials', async () => {
    const options = { credentials: exchange.credentials, exchangeUrl: exchange.url, clock, bot: 'test' };
    await expect(openVenue({ ...options, exchange: 'nope' })).rejects.toThrow(
      expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }),
    );
    const half = { ...exchange.credentials, fields: new Map() };
    await expect(openVenue({ ...options, exchange: 'binance', credentials: half })).rejects.toThrow(
      expect.objectContaining({ code: 'CREDENTIALS_INCOMPLETE' }),
    );
    await expect(openVenue({ ...options, exchange: 'binance', exchangeUrl: 'http://example.com' })).rejects.toThrow(
      expect.objectContaining({ code: 'STAND_IN_REFUSED' }),
    );
  });
});

describe('after a venue was opened', () => {
  it('nothing needs the disk: every call works once reading is dropped', async () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const entry = fileURLToPath(new URL('./without-disk.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      [
        '--permission',
        '--allow-net',
        `--allow-fs-read=${root}`,
        '--disable-proto=delete',
        '--disallow-code-generation-from-strings',
        entry,
      ],
      { env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child.stdin.end(
      JSON.stringify({
        url: exchange.url,
        apiKey: exchange.apiKey,
        secret: exchange.secret,
        installationKey: randomBytes(32).toString('hex'),
      }),
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect(errors.replaceAll(/.*Warning.*\n|.*--trace-warnings.*\n/g, '')).toBe('');
    expect(JSON.parse(output)).toEqual({
      before: 'it could be read',
      after: 'ERR_ACCESS_DENIED',
      audit: 'pass',
      outcome: 'placed',
      cancelled: 'cancelled',
      secure: 'VENUE_UNREACHABLE',
    });
    expect(code).toBe(0);
  }, 30_000);
});
