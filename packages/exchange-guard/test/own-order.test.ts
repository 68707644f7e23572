import type { IntentRow, IntentStatus, Journal } from '@gatehouse/journal';
import { assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../src/order.ts';
import { isOrderOf, parted } from '../src/own-order.ts';

const asked = new Date(1_790_000_000_000);
const before = (ms: number): Date => new Date(asked.getTime() - ms);
const row = (over: Partial<IntentRow> = {}): IntentRow =>
  ({
    clientOrderId: 'ours',
    symbol: 'BTC/USDT',
    side: 'buy',
    kind: 'limit',
    amount: '0.001',
    price: '99500',
    status: 'open',
    updatedAt: before(60_000),
    exchangeOrderId: '1',
    ...over,
  }) as IntentRow;
const open: Order = {
  exchangeOrderId: '1',
  clientOrderId: 'ours',
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.00100',
  filled: '0',
  price: '99500.0',
  status: 'open',
  reduceOnly: false,
};
const split = (listed: readonly Order[], intent: IntentRow | undefined, adopted?: ReadonlySet<string>) =>
  parted(listed, {
    journal: { intent: async () => intent } as unknown as Journal,
    ids: { mint: () => '', verify: (id) => (id === 'ours' ? { epoch: 1, sequence: 1 } : undefined) },
    clock: () => new Date(asked.getTime() + 200),
    asked,
    ...(adopted === undefined ? {} : { adopted }),
  });
const isOwn = async (order: Order, intent: IntentRow | undefined) => (await split([order], intent)).own.length === 1;

describe('an open order', () => {
  it('is own when id, journal, terms and the exchange id agree, however the digits are written', async () => {
    expect(await isOwn(open, row())).toBe(true);
    expect(await isOwn(open, undefined)).toBe(false);
    expect(await isOwn({ ...open, clientOrderId: 'web_1' }, row())).toBe(false);
    const { price: _, ...priceless } = open;
    expect(await isOwn(priceless, row())).toBe(false);
  });

  const statuses: readonly (readonly [IntentStatus, boolean])[] = [
    ['intended', true],
    ['sent', true],
    ['open', true],
    ['unresolved', true],
    ['rejected', true],
    ['not-found', true],
    ['filled', false],
    ['cancelled', false],
    ['expired', false],
    ['lost-with-simulator', false],
  ];
  it.each(statuses)('whose intent is %s: own is %s', async (status, own) => {
    expect(await isOwn(open, row({ status }))).toBe(own);
  });

  it.each([
    ['a moment before the list was asked for', before(3000), true],
    ['while the list was on its way', before(-100), true],
    ['long before', before(3001), false],
    ['in the future, by a clock that was set back', before(-60_000), false],
  ])('whose intent ended %s: own is %s', async (_when, updatedAt, own) => {
    expect(await isOwn(open, row({ status: 'cancelled', updatedAt }))).toBe(own);
  });

  it('is foreign as soon as one thing about it differs', async () => {
    const differing: Partial<Order> = {
      exchangeOrderId: '2',
      symbol: 'ETH/USDT',
      side: 'sell',
      kind: 'stop',
      amount: '0.0010000000000000000001',
      price: '99500.00000000000000001',
    };
    for (const [name, value] of Object.entries(differing)) {
      expect([name, await isOwn({ ...open, [name]: value }, row())]).toEqual([name, false]);
    }
  });

  it('is never own beside another under the same id, and adopted ones are neither', async () => {
    const { exchangeOrderId: _, ...unanswered } = row({ status: 'unresolved' });
    const two = await split([open, { ...open, exchangeOrderId: '2' }], unanswered);
    expect([two.own.length, two.foreign.length]).toEqual([1, 1]);
    const none = await split([{ ...open, exchangeOrderId: '2' }], row(), new Set(['2']));
    expect([none.own.length, none.foreign.length]).toEqual([0, 0]);
  });

  it('is own or foreign, and only what agrees in everything is own', async () => {
    const terms = record({
      symbol: constantFrom('BTC/USDT', 'ETH/USDT'),
      side: constantFrom('buy' as const, 'sell' as const),
      amount: integer({ min: 1, max: 3 }).map(String),
      price: integer({ min: 1, max: 3 }).map(String),
      exchangeOrderId: constantFrom('1', '2'),
    });
    await assert(
      asyncProperty(terms, terms, async (ours, shown) => {
        const same = JSON.stringify(ours) === JSON.stringify(shown);
        expect(await isOwn({ ...open, ...shown }, row(ours))).toBe(same);
      }),
    );
  });
});

describe('an order that is shown under the id of an intent', () => {
  it('is that order by the exchange id where one is known, though somebody amended it, and else by its terms', () => {
    expect(isOrderOf(row(), { ...open, amount: '0.0005' })).toBe(true);
    expect(isOrderOf(row(), { ...open, exchangeOrderId: '2' })).toBe(false);
    expect(isOrderOf(row(), { ...open, side: 'sell' })).toBe(false);
    const { exchangeOrderId: _, ...unanswered } = row();
    expect(isOrderOf(unanswered, open)).toBe(true);
    expect(isOrderOf(unanswered, { ...open, amount: '0.0005' })).toBe(false);
  });

  it('is not judged by a price when it is a market order', () => {
    const { price: _, exchangeOrderId: __, ...unanswered } = row({ kind: 'market' });
    expect(isOrderOf(unanswered, { ...open, kind: 'market' })).toBe(true);
  });
});
