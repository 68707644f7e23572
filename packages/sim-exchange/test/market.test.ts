import { describe, expect, it } from 'vitest';
import { Market } from '../src/market.ts';
import { flatPath, instrument, lockStepClock, minuteOf, pathOf } from './support/ground.ts';

describe('a market', () => {
  it('prices in decimals what its path counts in steps', () => {
    const market = new Market({ seed: 1, instrument, path: flatPath(6_500_001), clock: lockStepClock() });
    expect(market.price(0).toFixed()).toBe('65000.01');
    expect(market.averagePrice(0).toFixed()).toBe('65000.01');
  });

  it('averages the last five closes', () => {
    const minutes = [100, 200, 300, 400, 500, 600].map((price) => minuteOf(price, price, price, price));
    const market = new Market({ seed: 1, instrument, path: pathOf(...minutes), clock: lockStepClock() });
    expect(market.averagePrice(5 * 4).toFixed()).toBe('3');
    expect(market.averagePrice(6 * 4).toFixed()).toBe('4');
  });

  it('keeps the book of a step, and forgets it with the step', () => {
    const market = new Market({ seed: 1, instrument, path: flatPath(6_500_000), clock: lockStepClock() });
    const book = market.book(0);
    book.take('SELL', book.offers('SELL').slice(0, 1));
    expect(market.book(0)).toBe(book);
    expect(market.book(1).offers('SELL')).toHaveLength(50);
  });
});
