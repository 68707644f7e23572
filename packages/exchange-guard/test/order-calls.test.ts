import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CcxtClient } from '../src/ccxt-class.ts';
import { GuardError } from '../src/error.ts';
import { ordersAt } from '../src/order-calls.ts';
import { toldWith } from '../src/told.ts';
import { venueRow } from '../src/venues.ts';

const bybit = venueRow('bybit');
const id = 'a'.repeat(32);
const named = { marketId: 'BTCUSDT', clientOrderId: id };

/** Answers each path with the next of its answers, and the last one for ever. */
function there(answers: Readonly<Record<string, readonly (object | Error)[]>>) {
  const asked: string[] = [];
  const client = {
    request: async (path: string) => {
      asked.push(path);
      const list = answers[path] ?? [];
      const answer = list[Math.min(asked.filter((one) => one === path).length, list.length) - 1];
      if (answer instanceof Error) throw answer;
      return answer ?? { result: { list: [] } };
    },
    parseOrder: (raw: { readonly status: string }) => ({
      info: raw,
      id: '1',
      clientOrderId: id,
      symbol: 'BTC/USDT',
      type: 'limit',
      side: 'buy',
      amount: '1',
      filled: raw.status === 'closed' ? '1' : '0',
      status: raw.status,
    }),
  } as unknown as CcxtClient;
  return { asked, orders: ordersAt({ row: bybit, client, told: toldWith((text) => text) }) };
}

const listing = (status: string) => ({ result: { list: [{ orderLinkId: id, symbol: 'BTCUSDT', status }] } });
const heard = { result: { orderId: '1' } };
const refusal = (code: string) => new GuardError('VENUE_REFUSED', 'no', { answer: { status: 200, code } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a cancel that was only heard', () => {
  it('is waited for until the order is over', async () => {
    const { orders, asked } = there({
      'v5/order/cancel': [heard],
      'v5/order/realtime': [listing('open'), listing('open'), listing('canceled')],
    });
    const cancelling = orders.cancel(named);
    await vi.runAllTimersAsync();
    expect(await cancelling).toMatchObject({ clientOrderId: id, status: 'cancelled', marketId: 'BTCUSDT' });
    expect(asked).toEqual(['v5/order/cancel', 'v5/order/realtime', 'v5/order/realtime', 'v5/order/realtime']);
  });

  it('came too late when the order was filled, or nobody knows it any more', async () => {
    for (const realtime of [listing('closed'), { result: { list: [] } }]) {
      const { orders } = there({ 'v5/order/cancel': [heard], 'v5/order/realtime': [realtime] });
      expect(await orders.cancel(named)).toBeUndefined();
    }
  });

  it('is not taken for done while the order is still shown as open', async () => {
    const { orders } = there({ 'v5/order/cancel': [heard], 'v5/order/realtime': [listing('open')] });
    const cancelling = orders.cancel(named).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await cancelling).toMatchObject({ code: 'VENUE_TIMEOUT', unsent: false });
  });

  it('that is refused because there is no such order has nothing to wait for; any other refusal is thrown', async () => {
    const gone = there({ 'v5/order/cancel': [refusal('170213')] });
    expect(await gone.orders.cancel(named)).toBeUndefined();
    expect(gone.asked).toEqual(['v5/order/cancel']);
    const other = there({ 'v5/order/cancel': [refusal('10016')] });
    await expect(other.orders.cancel(named)).rejects.toThrow(expect.objectContaining({ code: 'VENUE_REFUSED' }));
  });
});

describe('looking up', () => {
  it('an order that is nowhere finds none, and one under another id is not it', async () => {
    const other = { result: { list: [{ orderLinkId: 'b'.repeat(32), symbol: 'BTCUSDT', status: 'open' }] } };
    const { orders, asked } = there({ 'v5/order/realtime': [other], 'v5/order/history': [other] });
    expect(await orders.find(named)).toBeUndefined();
    expect(asked).toEqual(['v5/order/realtime', 'v5/order/history']);
  });

  it('reads no order out of what is none', async () => {
    const { orders } = there({
      'v5/order/realtime': [{ result: { list: [{ orderLinkId: id, status: 'unheard of' }] } }],
    });
    await expect(orders.find(named)).rejects.toThrow(expect.objectContaining({ code: 'VENUE_MALFORMED' }));
  });
});
