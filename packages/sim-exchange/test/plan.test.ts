import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { amountOf, Book } from '../src/book.ts';
import { type Order, type OrderAsk, OrderBooks } from '../src/orders.ts';
import { needOf, planOf, wouldTake } from '../src/plan.ts';
import { atMarket, instrument, limit } from './support/ground.ts';

const PRICE = 6_500_000;
const book = () => new Book(1, instrument, 0, PRICE);
const own = (...asks: readonly OrderAsk[]): readonly Order[] => {
  const books = new OrderBooks();
  return asks.map((ask, index) => books.open(ask, `own-${index}`, 0));
};
const bestAsk = book().offers('SELL')[0] ?? { price: new Big(0), amount: new Big(0) };

describe('the plan of an order', () => {
  it('takes nothing beyond its limit', () => {
    expect(planOf(limit('BUY', '1', '60000'), book(), []).takes).toEqual([]);
    const takes = planOf(limit('BUY', '100', bestAsk.price.toFixed()), book(), []).takes;
    expect(takes).toEqual([bestAsk]);
  });

  it('spends a value as far as whole steps go, and says when the book was too short', () => {
    const plan = planOf(atMarket('BUY', { value: '1000' }), book(), []);
    expect([plan.exhausted, plan.amount.mod(instrument.amountStep).eq(0)]).toEqual([false, true]);
    expect(planOf(atMarket('BUY', { value: '99999999' }), book(), []).exhausted).toBe(true);
  });

  it('needs the limit of a buy, the planned cost of a market buy, the amount of a sell', () => {
    const need = (ask: OrderAsk) => needOf(ask, planOf(ask, book(), [])).toFixed();
    expect(need(limit('BUY', '0.01', '60000'))).toBe('600');
    expect(need(limit('SELL', '0.01', '70000'))).toBe('0.01');
    expect(need(atMarket('BUY', { amount: '0.001' }))).toBe(bestAsk.price.times('0.001').toFixed());
    expect(need(atMarket('BUY', { value: '700' }))).toBe('700');
  });
});

describe('an order that would meet one of our own', () => {
  const inside = bestAsk.price.minus('0.01').toFixed();
  const resting = own(limit('SELL', '0.01', inside), limit('SELL', '0.01', '66000'));
  const buy = (prevention: OrderAsk['selfTradePrevention'], price = bestAsk.price.toFixed()) =>
    planOf(limit('BUY', '0.00001', price, { selfTradePrevention: prevention }), book(), resting);

  it('lets the resting one expire, by default', () => {
    const plan = buy('EXPIRE_MAKER');
    expect([plan.expires, plan.stopsAtOwn]).toEqual([[resting[0]], false]);
    expect(amountOf(plan.takes).toFixed()).toBe('0.00001');
  });

  it('stops itself, or both, when asked to', () => {
    expect(buy('EXPIRE_TAKER')).toMatchObject({ expires: [], stopsAtOwn: true, takes: [] });
    expect(buy('EXPIRE_BOTH')).toMatchObject({ expires: [resting[0]], stopsAtOwn: true, takes: [] });
  });

  it('does not reach one that stands behind all it takes', () => {
    const plan = planOf(limit('BUY', '0.00001', '70000'), book(), resting.slice(1));
    expect([plan.expires, plan.stopsAtOwn]).toEqual([[], false]);
  });

  it('would take when it is a maker order, from the world or from ourselves', () => {
    expect(wouldTake(limit('BUY', '1', bestAsk.price.toFixed()), book(), [])).toBe(true);
    expect(wouldTake(limit('BUY', '1', inside), book(), [])).toBe(false);
    expect(wouldTake(limit('BUY', '1', inside), book(), resting)).toBe(true);
  });
});
