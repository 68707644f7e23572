import { beforeEach, describe, expect, it } from 'vitest';
import { approve } from '../src/approved-order.ts';
import { Permits } from '../src/permits.ts';
import type { VenueRow, WireOrder } from '../src/venues/row.ts';

// What ccxt really signs is held against permits in guarded-client-orders.test.ts; here every part of the comparison is alone.
const row = {
  wireOrder: (body: string) => (body === 'not an order' ? undefined : (JSON.parse(body) as WireOrder)),
} as Partial<VenueRow> as VenueRow;
const terms = {
  clientOrderId: 'one',
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99000',
  postOnly: false,
  receivedAt: new Date(0),
} as const;
const wire: WireOrder = {
  clientOrderId: 'one',
  marketId: 'BTCUSDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99000',
};
const notApproved = {
  code: 'ORDER_NOT_APPROVED',
  message: 'An order without approval was stopped before it left.',
  unsent: true,
};

let permits: Permits;
let looks: number;
const look = async (): Promise<void> => {
  looks += 1;
};
beforeEach(() => {
  permits = new Permits(row);
  looks = 0;
});
const use = (over: Partial<WireOrder> = {}) => permits.use(JSON.stringify({ ...wire, ...over }));

describe('a permit', () => {
  it('lets the bytes of the approved order leave once, after the last look', async () => {
    permits.grant(approve(terms), look);
    await use();
    expect(looks).toBe(1);
    await expect(use()).rejects.toMatchObject(notApproved);
    expect(looks).toBe(1);
  });

  it.each([
    ['nothing', undefined],
    ['what is no order', 'not an order'],
    ['another order', JSON.stringify({ ...wire, clientOrderId: 'two' })],
  ])('lets %s by', async (_what, body) => {
    permits.grant(approve(terms), look);
    await expect(permits.use(body)).rejects.toMatchObject(notApproved);
    expect(looks).toBe(0);
    // It was not for this one, and is still there for its own.
    await use();
  });

  it.each<readonly [string, Partial<WireOrder>]>([
    ['market', { marketId: 'ETHUSDT' }],
    ['side', { side: 'sell' }],
    ['kind', { kind: 'market' }],
    ['kind', { kind: 'limit-post-only' }],
    ['amount', { amount: '0.0010' }],
    ['price', { price: '99001' }],
    ['reduce-only', { reduceOnly: true }],
    ['time in force', { timeInForce: 'IOC' }],
    ['market, side', { marketId: 'ETHUSDT', side: 'sell' }],
  ])('stops an order whose %s was altered, and is gone', async (what, over) => {
    permits.grant(approve(terms), look);
    await expect(use(over)).rejects.toMatchObject({
      code: 'ORDER_ALTERED',
      message: `An order was stopped before it left: its ${what} is not what was approved.`,
      unsent: true,
    });
    expect(looks).toBe(0);
    await expect(use()).rejects.toMatchObject(notApproved);
  });

  it('takes the time in force that no word means for the one it is', async () => {
    for (const [approved, sent] of [
      [{}, { timeInForce: 'GTC' }],
      [{ timeInForce: 'GTC' }, {}],
      [{ timeInForce: 'IOC' }, { timeInForce: 'IOC' }],
    ] as const) {
      permits.grant(approve({ ...terms, ...approved }), look);
      await use(sent);
    }
    permits.grant(approve({ ...terms, timeInForce: 'FOK' }), look);
    await expect(use()).rejects.toMatchObject({ code: 'ORDER_ALTERED' });
    expect(looks).toBe(3);
  });

  it('for a post-only order is for one that says so', async () => {
    permits.grant(approve({ ...terms, postOnly: true }), look);
    await use({ kind: 'limit-post-only' });
    permits.grant(approve({ ...terms, postOnly: true }), look);
    await expect(use()).rejects.toMatchObject({ code: 'ORDER_ALTERED' });
  });

  it('for an order that may only reduce is for one that says so', async () => {
    permits.grant(approve({ ...terms, reduceOnly: true }), look);
    await use({ reduceOnly: true });
    for (const sent of [{}, { reduceOnly: false }]) {
      permits.grant(approve({ ...terms, reduceOnly: true }), look);
      await expect(use(sent)).rejects.toMatchObject({ code: 'ORDER_ALTERED' });
    }
    permits.grant(approve(terms), look);
    await use({ reduceOnly: false });
  });

  it('that was taken back lets nothing by, and says whether it had been used', async () => {
    const approved = approve(terms);
    permits.grant(approved, look);
    expect(permits.withdraw(approved)).toBe(true);
    expect(permits.withdraw(approved)).toBe(false);
    await expect(use()).rejects.toMatchObject(notApproved);
  });

  it('stops an order when the last look throws', async () => {
    permits.grant(approve(terms), async () => {
      throw new Error('halted');
    });
    await expect(use()).rejects.toThrow('halted');
  });
});
