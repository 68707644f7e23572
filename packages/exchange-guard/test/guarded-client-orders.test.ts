import { beforeEach, describe, expect, it } from 'vitest';
import { approve } from '../src/approved-order.ts';
import type { CcxtClient, CcxtConstructor, SignedRequest } from '../src/ccxt-class.ts';
import { Permits } from '../src/permits.ts';
import { type AnyClient, anewForEach, Base, build, call, exchange, row } from './guarded.ts';

let client: AnyClient;
let permits: Permits;

anewForEach();
beforeEach(async () => {
  permits = new Permits(row);
  client = build(exchange, row, Base, permits);
  await client.loadMarkets(true);
});

describe('an order with a permit', () => {
  const approved = () =>
    approve({
      clientOrderId: 'a'.repeat(32),
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'limit',
      amount: '0.001',
      price: '99000.5',
      postOnly: false,
      receivedAt: new Date(),
    });
  const placing = (params: object = {}, amount = '0.001') =>
    client.createOrder('BTC/USDT', 'limit', 'buy', amount, '99000.5', { clientOrderId: 'a'.repeat(32), ...params });

  it('leaves exactly as it was approved, under our own id, once', async () => {
    let looks = 0;
    permits.grant(approved(), async () => {
      looks += 1;
    });
    await placing();
    await expect(placing()).rejects.toThrow(expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }));
    const [sent, ...more] = exchange.asked('POST', '/api/v3/order');
    expect(more).toEqual([]);
    expect(looks).toBe(1);
    expect(Object.fromEntries(sent?.params ?? [])).toMatchObject({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.001',
      price: '99000.5',
      newClientOrderId: 'a'.repeat(32),
    });
  });

  it('stays when something stands beside the body that nobody compared', async () => {
    class Beside extends (Base as unknown as new (config: object) => CcxtClient) {
      override sign(...args: Parameters<CcxtClient['sign']>): SignedRequest {
        const signed = super.sign(...args);
        const isOrder = signed.method === 'POST' && signed.url.endsWith('/order');
        return isOrder ? { ...signed, url: `${signed.url}?quantity=0.5&side=SELL` } : signed;
      }
    }
    client = build(exchange, row, Beside as unknown as CcxtConstructor, permits);
    await client.loadMarkets(true);
    permits.grant(approved(), async () => undefined);
    await expect(placing()).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }));
    expect(exchange.asked('POST', '/api/v3/order')).toEqual([]);
  });

  it('stays when anything about it differs from what was approved', async () => {
    for (const [params, amount] of [
      [{}, '0.002'],
      [{ timeInForce: 'IOC' }, '0.001'],
      [{ postOnly: true }, '0.001'],
    ] as const) {
      permits.grant(approved(), async () => undefined);
      await expect(placing(params, amount)).rejects.toThrow(
        expect.objectContaining({ code: 'ORDER_ALTERED', unsent: true }),
      );
    }
    const bare = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.001',
      price: '99000.5',
      newClientOrderId: 'a'.repeat(32),
    };
    for (const change of [
      { stopPrice: '1' },
      { quoteOrderQty: '5' },
      { icebergQty: '1' },
      { trailingDelta: '1' },
      { selfTradePreventionMode: 'NONE' },
      { type: 'STOP_LOSS' },
      { type: 'constructor' },
      { side: 'SELL' },
      { symbol: 'ETHUSDT' },
      { price: '99000.50' },
      { newClientOrderId: 'b'.repeat(32) },
    ]) {
      permits.grant(approved(), async () => undefined);
      await expect(call(client, 'privatePostOrder', { ...bare, ...change }), JSON.stringify(change)).rejects.toThrow(
        expect.objectContaining({ unsent: true }),
      );
    }
    expect(exchange.seen.filter(({ method }) => method === 'POST')).toHaveLength(0);
  });

  it('stays when the last look throws', async () => {
    permits.grant(approved(), async () => {
      throw new Error('halted just now');
    });
    await expect(placing()).rejects.toThrow('halted just now');
    expect(exchange.asked('POST', '/api/v3/order')).toHaveLength(0);
  });
});
