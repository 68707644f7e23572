import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, Book, isWorse, opposite, worthOf } from '../src/book.ts';
import { instrument } from './support/ground.ts';

const PRICE = 6_500_000;
const bookAt = (step = 0, seed = 1) => new Book(seed, instrument, step, PRICE);

describe('the book', () => {
  it('stands around the price, best first, in whole steps', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 2 ** 40 }), (seed, step, price) => {
        const book = new Book(seed, instrument, step, price);
        for (const side of ['BUY', 'SELL'] as const) {
          const offers = book.offers(side);
          offers.forEach((level, index) => {
            const before = offers[index - 1];
            expect(level.amount.gt(0) && level.amount.mod(instrument.amountStep).eq(0)).toBe(true);
            expect(level.price.gt(0) && level.price.mod(instrument.priceStep).eq(0)).toBe(true);
            if (before) expect(isWorse(side, level.price, before.price)).toBe(true);
          });
        }
        const bid = book.best('BUY');
        if (bid) expect(book.best('SELL')?.price.gt(bid.price)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same for the same seed and step, and another for another', () => {
    const amounts = (book: Book) => book.offers('SELL').map((level) => level.amount.toFixed());
    expect(amounts(bookAt(5))).toEqual(amounts(bookAt(5)));
    expect(amounts(bookAt(5))).not.toEqual(amounts(bookAt(6)));
    expect(amounts(bookAt(5))).not.toEqual(amounts(bookAt(5, 2)));
  });

  it('gives what was wanted within the limit, and has less of it afterwards', () => {
    const book = bookAt();
    const [first, second] = book.offers('SELL');
    if (!first || !second) throw new Error('The book is empty.');
    const wanted = first.amount.plus(instrument.amountStep);
    const takes = book.reach('SELL', second.price, (_, taken) => wanted.minus(amountOf(taken)));
    expect(amountOf(takes).eq(wanted)).toBe(true);
    expect(worthOf(takes).eq(first.amount.times(first.price).plus(instrument.amountStep.times(second.price)))).toBe(
      true,
    );
    expect(amountOf(book.reach('SELL', first.price, () => new Big(1_000)))).toEqual(first.amount);

    book.take('SELL', takes);
    expect(book.best('SELL')?.price).toEqual(second.price);
    expect(book.best('SELL')?.amount).toEqual(second.amount.minus(instrument.amountStep));
    expect(book.revision).toBe(1);
  });

  it('has two sides', () => {
    expect([opposite('BUY'), opposite('SELL')]).toEqual(['SELL', 'BUY']);
  });
});
