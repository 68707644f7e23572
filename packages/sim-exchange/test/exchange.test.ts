import { binance, type Exchange } from 'ccxt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type KeyGrant, type SimExchange, type SimOptions, startSimExchange } from '../src/index.ts';

/** The real client; nothing is changed about it but where it finds the exchange. */
async function open(options: Partial<SimOptions> = {}, grant: Partial<KeyGrant> = {}, settings = {}) {
  const exchange = await startSimExchange({
    seed: 7,
    balances: { USDT: '10000', BTC: '0.5' },
    candleMs: 1_000,
    lockStep: true,
    clock: () => new Date(),
    ...options,
  });
  onTestFinished(() => exchange.close());
  return { exchange, client: clientOf(exchange, exchange.mintKey(grant), settings) };
}

function clientOf(exchange: SimExchange, key: { apiKey: string; secret: string }, settings = {}): Exchange {
  const client = new binance({ ...key, enableRateLimit: false, ...settings });
  const api = client.urls.api as Record<string, string>;
  for (const [name, url] of Object.entries(api)) api[name] = exchange.url + new URL(url).pathname;
  return client;
}

/** The class of the error that a call ends in. */
async function classOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return (error as Error).constructor.name;
  }
}

describe('the real ccxt client', () => {
  it('loads markets with their limits, and prices', async () => {
    const { client } = await open();
    await client.loadMarkets();
    expect(client.symbols).toEqual(['BTC/USDT', 'ETH/USDT']);
    expect(client.market('BTC/USDT')).toMatchObject({
      spot: true,
      active: true,
      precision: { amount: 0.00001, price: 0.01 },
      limits: { amount: { min: 0.00001 }, cost: { min: 5 } },
    });
    const book = await client.fetchOrderBook('BTC/USDT', 5);
    const ticker = await client.fetchTicker('BTC/USDT');
    expect([book.bids.length, book.asks.length]).toEqual([5, 5]);
    expect(Number(book.bids[0]?.[0])).toBeLessThan(Number(book.asks[0]?.[0]));
    expect(ticker.bid).toBe(book.bids[0]?.[0]);
    expect(await client.fetchOHLCV('BTC/USDT', '5m', undefined, 1_000)).toHaveLength(1_000);
    expect((await client.fetchTrades('BTC/USDT', undefined, 3)).length).toBe(3);
    expect(Math.abs(Number(await client.fetchTime()) - Date.now())).toBeLessThan(1_000);
    expect((await client.fetchStatus()).status).toBe('ok');
  });

  it('buys, rests, looks up, cancels, and finds its trades and balances', async () => {
    const { client, exchange } = await open();
    const bought = await client.createOrder('BTC/USDT', 'market', 'buy', 0.01);
    expect(bought).toMatchObject({ status: 'closed', filled: 0.01, fees: [{ currency: 'BTC', cost: 0.00001 }] });
    const resting = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 60_000, { clientOrderId: 'ours-1' });
    expect(resting).toMatchObject({ status: 'open', clientOrderId: 'ours-1' });
    const maker = await client.createOrder('BTC/USDT', 'limit', 'sell', 0.01, 70_000, { postOnly: true });
    expect(await client.fetchBalance()).toMatchObject({ USDT: { used: 600 }, BTC: { used: 0.01 } });
    expect((await client.fetchOpenOrders('BTC/USDT')).map((order) => order.id)).toEqual([resting.id, maker.id]);
    expect((await client.fetchOrder(String(resting.id), 'BTC/USDT')).status).toBe('open');
    const byClientId = await client.cancelOrder('', 'BTC/USDT', { clientOrderId: 'ours-1' });
    expect(byClientId.status).toBe('canceled');
    await client.cancelAllOrders('BTC/USDT');
    const [trade] = await client.fetchMyTrades('BTC/USDT');
    expect(trade).toMatchObject({ order: bought.id, amount: 0.01, takerOrMaker: 'taker' });
    expect(exchange.counts()).toMatchObject({ orders: 3, fills: 1, cancels: 2, withdrawalAttempts: 0 });
  });

  it('sees its resting order filled when the market comes to it', async () => {
    const { client, exchange } = await open();
    const bid = Number((await client.fetchTicker('BTC/USDT')).bid);
    const order = await client.createOrder('BTC/USDT', 'limit', 'buy', 0.005, bid - 5);
    for (let candle = 0; candle < 60 && exchange.counts().fills === 0; candle++) exchange.advance(1);
    const filled = await client.fetchOrder(String(order.id), 'BTC/USDT');
    expect(Number(filled.filled)).toBeGreaterThan(0);
    expect((await client.fetchMyTrades('BTC/USDT')).every((trade) => trade.takerOrMaker === 'maker')).toBe(true);
  });

  it('gets each refusal as its own class of error', async () => {
    const { client, exchange } = await open();
    await client.loadMarkets();
    const order = (type: string, amount: number, price?: number, params = {}) =>
      classOf(client.createOrder('BTC/USDT', type, 'buy', amount, price, params));
    expect(await order('limit', 1, 60_000)).toBe('InsufficientFunds');
    // What ccxt makes of -1013 when the filter is neither LOT_SIZE nor PRICE_FILTER.
    expect(await order('limit', 0.00001, 60_000)).toBe('BadRequest');
    expect(await order('limit', 200, 60_000)).toBe('InvalidOrder');
    expect(await order('limit', 0.001, 90_000, { postOnly: true })).toBe('OrderImmediatelyFillable');
    expect(await order('limit', 0.001, 60_000, { clientOrderId: 'twice' })).toBe('no error');
    expect(await order('limit', 0.001, 60_000, { clientOrderId: 'twice' })).toBe('InvalidOrder');
    expect(await classOf(client.cancelOrder('99', 'BTC/USDT'))).toBe('OrderNotFound');
    expect(await classOf(client.fetchOrder('99', 'BTC/USDT'))).toBe('OrderNotFound');
    expect(exchange.counts().orders).toBe(1);
  });

  it('is refused with a key, a secret, a clock, an address or a permission that is not right', async () => {
    const { exchange, client } = await open();
    const { apiKey } = client;
    const wrong = (settings: object) =>
      classOf(clientOf(exchange, { apiKey, secret: client.secret }, settings).fetchOpenOrders('BTC/USDT'));
    expect(await wrong({ secret: 'x'.repeat(64) })).toBe('AuthenticationError');
    expect(await wrong({ apiKey: 'x'.repeat(64) })).toBe('AuthenticationError');
    expect(await wrong({ apiKey: 'short' })).toBe('AuthenticationError');
    expect(await wrong({ nonce: () => Date.now() - 20_000 })).toBe('InvalidNonce');
    expect(await wrong({ nonce: () => Date.now() + 20_000 })).toBe('InvalidNonce');
    expect(await wrong(exchange.mintKey({ ips: ['203.0.113.7'] }))).toBe('AuthenticationError');
    expect(await wrong(exchange.mintKey({ reading: false }))).toBe('AuthenticationError');
  });

  it('cannot take money out, and is seen trying', async () => {
    const { client, exchange } = await open({}, { withdrawals: true, universalTransfer: true });
    const out = client.withdraw('USDT', 10, '0x0000000000000000000000000000000000000001', undefined, {
      network: 'ETH',
    });
    expect(await classOf(out)).not.toBe('no error');
    expect(await classOf(client.transfer('USDT', 10, 'spot', 'future'))).not.toBe('no error');
    expect(exchange.counts()).toMatchObject({ withdrawalAttempts: 1, transferAttempts: 1 });
  });
});

describe('a running exchange', () => {
  it('gives the same log for the same seed and the same requests', async () => {
    const logs: string[] = [];
    for (const _ of [1, 2]) {
      const { exchange, client } = await open();
      await client.createOrder('BTC/USDT', 'market', 'buy', 0.01, undefined, { clientOrderId: 'a' });
      await client.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 63_000, { clientOrderId: 'b' });
      exchange.advance(40);
      await client.createOrder('BTC/USDT', 'market', 'sell', 0.01, undefined, { clientOrderId: 'c' });
      logs.push(exchange.log().join('\n'));
    }
    expect(logs[0]).toContain('trade');
    expect(logs[0]).toBe(logs[1]);
  });

  it('plays candles that it is given, and stands still at their end', async () => {
    const candles = Array.from({ length: 20 }, (_, minute) => {
      const price = String(100 + minute);
      return [minute * 60_000, price, price, price, price, '1'] as const;
    });
    const { exchange, client } = await open({ candles, symbols: ['BTC/USDT'] });
    expect(await client.fetchOHLCV('BTC/USDT', '1m')).toHaveLength(11);
    exchange.advance(100);
    const seen = await client.fetchOHLCV('BTC/USDT', '1m');
    expect(seen.map((candle) => [candle[0], candle[4], candle[5]])).toEqual(
      candles.map(([at, , , , close]) => [at, Number(close), at === 19 * 60_000 ? 1 : 1]),
    );
    expect(exchange.counts().market).toMatchObject({ ended: true });
    expect((await client.fetchTicker('BTC/USDT')).last).toBe(119);
  });

  it('runs by itself when it is not in lock step', async () => {
    let now = Date.UTC(2026, 0, 1);
    const { exchange } = await open({ lockStep: false, clock: () => new Date(now) });
    now += 2_500;
    expect(exchange.counts().market.minutes).toBe(2);
  });

  it('is gone when it is closed, twice if need be', async () => {
    const { exchange } = await open();
    await exchange.close();
    await exchange.close();
    await expect(fetch(exchange.url)).rejects.toThrow();
    expect(() => exchange.advance(1)).toThrow(expect.objectContaining({ code: 'CLOSED' }));
  });
});
