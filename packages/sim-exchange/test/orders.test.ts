import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { instrumentFor } from '../src/instruments.ts';
import { isOpen, OrderBooks, remaining } from '../src/orders.ts';
import { instrument, limit } from './support/ground.ts';

describe('orders', () => {
  it('are found by id, by client id, and while they are open', () => {
    const books = new OrderBooks();
    const one = books.open(limit('BUY', '1', '100'), 'a', 1);
    const two = books.open(limit('BUY', '2', '100'), 'b', 2);
    expect([one.id, two.id]).toEqual([1, 2]);
    expect([books.byId(instrument, 1), books.byClientId(instrument, 'b')]).toEqual([one, two]);
    expect(books.byId(instrumentFor('ETH/USDT'), 1)).toBeUndefined();
    expect(books.byClientId(instrumentFor('ETH/USDT'), 'a')).toBeUndefined();
    books.close(one, 'CANCELED', 3);
    expect([isOpen(one), one.updatedAt, books.openCount(instrument)]).toEqual([false, 3, 1]);
    expect(books.openOrders()).toEqual([two]);
    expect(books.orders(instrument)).toEqual([one, two]);
  });

  it('give a client id to the latest that used it', () => {
    const books = new OrderBooks();
    books.close(books.open(limit('BUY', '1', '100'), 'a', 1), 'FILLED', 1);
    const again = books.open(limit('BUY', '1', '100'), 'a', 2);
    expect(books.byClientId(instrument, 'a')).toBe(again);
  });

  it('carry their trades, counted from 1', () => {
    const books = new OrderBooks();
    const order = books.open(limit('BUY', '3', '100'), 'a', 1);
    const trade = {
      order,
      price: new Big(100),
      amount: new Big(1),
      fee: new Big(0),
      feeAsset: 'BTC',
      maker: false,
      at: 1,
    };
    expect(books.record(trade).id).toBe(1);
    expect(books.record(trade).id).toBe(2);
    expect(books.trades(instrument)).toEqual(order.trades);
    expect(remaining(order).toFixed()).toBe('3');
  });
});
