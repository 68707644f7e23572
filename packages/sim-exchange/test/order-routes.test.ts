import { describe, expect, it } from 'vitest';
import { call } from './support/caller.ts';
import { NOON } from './support/ground.ts';

const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.001', price: '60000' };
const market = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.001' };

describe('the order endpoints', () => {
  it('place an order, find it both ways, and cancel it', async () => {
    const { signed } = await call();
    const placed = await signed('POST', '/api/v3/order', { ...order, newClientOrderId: 'mine' });
    expect(placed).toMatchObject({
      http: 200,
      json: { orderId: 1, status: 'NEW', clientOrderId: 'mine', transactTime: NOON, fills: [] },
    });
    expect(placed.headers.get('x-mbx-order-count-10s')).toBe('1');
    expect(placed.headers.get('x-mbx-used-weight-1m')).toBe('1');
    const named = { symbol: 'BTCUSDT', origClientOrderId: 'mine' };
    expect((await signed('GET', '/api/v3/order', named)).json).toMatchObject({ orderId: 1, status: 'NEW' });
    expect((await signed('GET', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1 })).json.clientOrderId).toBe('mine');
    expect((await signed('GET', '/api/v3/openOrders', {})).json).toHaveLength(1);
    expect((await signed('DELETE', '/api/v3/order', named)).json).toMatchObject({
      status: 'CANCELED',
      origClientOrderId: 'mine',
    });
    expect((await signed('GET', '/api/v3/openOrders', { symbol: 'BTCUSDT' })).json).toEqual([]);
    expect((await signed('GET', '/api/v3/allOrders', { symbol: 'BTCUSDT' })).json).toMatchObject([
      { status: 'CANCELED' },
    ]);
  });

  it('answer as much as they are asked to', async () => {
    const { signed } = await call();
    const keys = async (newOrderRespType: string) =>
      Object.keys((await signed('POST', '/api/v3/order', { ...market, newOrderRespType })).json);
    expect(await keys('ACK')).not.toContain('status');
    expect(await keys('RESULT')).toContain('status');
    expect(await keys('FULL')).toContain('fills');
    expect((await signed('POST', '/api/v3/order', { ...market, newOrderRespType: 'ALL' })).json.code).toBe(-1130);
  });

  it('try an order without placing it', async () => {
    const { signed, exchange } = await call();
    expect((await signed('POST', '/api/v3/order/test', order)).json).toEqual({});
    expect((await signed('POST', '/api/v3/order/test', { ...order, quantity: '99' })).json.code).toBe(-2010);
    expect(exchange.counts().orders).toBe(0);
  });

  it('list trades, by order, by id and by time', async () => {
    const { signed, clock } = await call();
    await signed('POST', '/api/v3/order', market);
    clock.now += 1_000;
    await signed('POST', '/api/v3/order', { ...market, side: 'SELL' });
    const ids = async (params: Record<string, string | number>) =>
      (await signed('GET', '/api/v3/myTrades', { symbol: 'BTCUSDT', ...params })).json.map(
        (row: { id: number }) => row.id,
      );
    expect(await ids({})).toEqual([1, 2]);
    expect(await ids({ orderId: 2 })).toEqual([2]);
    expect(await ids({ fromId: 2 })).toEqual([2]);
    expect(await ids({ startTime: NOON + 1 })).toEqual([2]);
    expect(await ids({ endTime: NOON })).toEqual([1]);
    expect(await ids({ limit: 1 })).toEqual([2]);
  });

  it('cancel all of a symbol at once', async () => {
    const { signed } = await call();
    await signed('POST', '/api/v3/order', order);
    await signed('POST', '/api/v3/order', order);
    expect((await signed('DELETE', '/api/v3/openOrders', { symbol: 'BTCUSDT' })).json).toHaveLength(2);
    expect((await signed('DELETE', '/api/v3/openOrders', { symbol: 'BTCUSDT' })).json.code).toBe(-2011);
  });

  it('cancel nothing that is over', async () => {
    const { signed } = await call();
    await signed('POST', '/api/v3/order', market);
    await signed('POST', '/api/v3/order', order);
    await signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 2 });
    for (const [orderId, status] of [
      [1, 'FILLED'],
      [2, 'CANCELED'],
    ] as const) {
      expect((await signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId })).json.code).toBe(-2011);
      expect((await signed('GET', '/api/v3/order', { symbol: 'BTCUSDT', orderId })).json.status).toBe(status);
    }
  });

  it('forget what never traded after ninety days', async () => {
    const { signed, clock } = await call();
    await signed('POST', '/api/v3/order', order);
    await signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1 });
    clock.now += 91 * 86_400_000;
    expect((await signed('GET', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1 })).json.code).toBe(-2026);
  });

  it.each([
    ['POST', '/api/v3/order', { ...order, price: '60000.001' }, -1013],
    ['POST', '/api/v3/order', { ...order, quantity: '99' }, -2010],
    ['POST', '/api/v3/order', { ...order, reduceOnly: 'true' }, -1104],
    ['POST', '/api/v3/order', { ...order, symbol: 'NONE' }, -1121],
    ['GET', '/api/v3/order', { symbol: 'BTCUSDT' }, -1102],
    ['GET', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 9 }, -2013],
    ['GET', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'x' }, -2013],
    ['DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 9 }, -2011],
    ['GET', '/api/v3/myTrades', {}, -1102],
  ] as const)('%s %s of %j is refused with %i', async (method, path, params, code) => {
    const { signed, exchange } = await call();
    expect(await signed(method, path, params)).toMatchObject({ http: 400, json: { code } });
    expect(exchange.counts()).toMatchObject({ orders: 0, refusals: { [code]: 1 } });
  });

  it('cancel only what is still as it was asked to be', async () => {
    const { signed } = await call();
    await signed('POST', '/api/v3/order', order);
    const cancel = (cancelRestrictions: string) =>
      signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1, cancelRestrictions });
    expect((await cancel('ONLY_PARTIALLY_FILLED')).json.code).toBe(-2011);
    expect((await cancel('ALWAYS')).json.code).toBe(-1145);
    expect((await cancel('ONLY_NEW')).json.status).toBe('CANCELED');
  });
});
