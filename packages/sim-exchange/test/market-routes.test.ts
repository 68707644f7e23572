import { describe, expect, it } from 'vitest';
import { call } from './support/caller.ts';
import { NOON } from './support/ground.ts';

describe('the market endpoints', () => {
  it('agree on the price', async () => {
    const { get } = await call();
    const price = (await get('/api/v3/ticker/price?symbol=BTCUSDT')).json.price;
    const best = (await get('/api/v3/ticker/bookTicker?symbol=BTCUSDT')).json;
    const day = (await get('/api/v3/ticker/24hr?symbol=BTCUSDT')).json;
    const depth = (await get('/api/v3/depth?symbol=BTCUSDT&limit=5')).json;
    const [kline] = (await get('/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1')).json;
    const [trade] = (await get('/api/v3/trades?symbol=BTCUSDT&limit=1')).json;
    expect([day.lastPrice, kline[4], trade.price]).toEqual([price, price, price]);
    expect([depth.bids[0], depth.asks[0]]).toEqual([
      [best.bidPrice, best.bidQty],
      [best.askPrice, best.askQty],
    ]);
    expect(Number(best.bidPrice)).toBeLessThan(Number(best.askPrice));
    expect([depth.bids.length, depth.asks.length, day.closeTime]).toEqual([5, 5, NOON]);
    expect(Number(day.lowPrice)).toBeLessThan(Number(day.highPrice));
    expect((await get('/api/v3/avgPrice?symbol=BTCUSDT')).json.mins).toBe(5);
  });

  it('move with the market, while wall time stands', async () => {
    const { get, exchange } = await call();
    const before = (await get('/api/v3/depth?symbol=BTCUSDT')).json;
    exchange.advance(3);
    const after = (await get('/api/v3/depth?symbol=BTCUSDT')).json;
    expect(after.lastUpdateId).toBeGreaterThan(before.lastUpdateId);
    expect(after.bids).not.toEqual(before.bids);
    const opens = (await get('/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=2')).json.map(
      (kline: number[]) => kline[0],
    );
    expect(opens).toEqual([NOON + 120_000, NOON + 180_000]);
    expect((await get('/api/v3/time')).json.serverTime).toBe(NOON);
  });

  it('show our own orders in the book', async () => {
    const { get, signed } = await call();
    const best = (await get('/api/v3/ticker/bookTicker?symbol=BTCUSDT')).json;
    const price = (Number(best.askPrice) - 0.01).toFixed(2);
    await signed('POST', '/api/v3/order', {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: 0.5,
      price,
    });
    const depth = (await get('/api/v3/depth?symbol=BTCUSDT')).json;
    expect(depth.asks[0]).toEqual([`${price}000000`, '0.50000000']);
  });

  it('page through trades by id and by time', async () => {
    const { get, exchange } = await call();
    exchange.advance(2);
    const trades = (await get('/api/v3/trades?symbol=BTCUSDT&limit=5')).json;
    expect(trades.map((row: { time: number }) => row.time)).toEqual(
      [60, 75, 90, 105, 120].map((seconds) => NOON + seconds * 1_000),
    );
    const from = trades[2].id;
    const later = (await get(`/api/v3/aggTrades?symbol=BTCUSDT&fromId=${from}`)).json;
    expect(later.map((row: { a: number }) => row.a)).toEqual([from, from + 1, from + 2]);
    const timed = (await get(`/api/v3/aggTrades?symbol=BTCUSDT&startTime=${NOON + 61_000}&endTime=${NOON + 105_000}`))
      .json;
    expect(timed.map((row: { T: number }) => row.T)).toEqual([75, 90, 105].map((seconds) => NOON + seconds * 1_000));
  });

  it.each([
    ['/api/v3/depth', -1102],
    ['/api/v3/depth?symbol=NONE', -1121],
    ['/api/v3/klines?symbol=BTCUSDT', -1102],
    ['/api/v3/klines?symbol=BTCUSDT&interval=7m', -1120],
    ['/api/v3/klines?symbol=BTCUSDT&interval=constructor', -1120],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=0', -1130],
    ['/api/v3/ticker/price?symbol=BTCUSDT&side=BUY', -1104],
  ])('refuse %s with %i', async (path, code) => {
    const { get } = await call();
    expect(await get(path)).toMatchObject({ http: 400, json: { code } });
  });
});
