import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goesByMarket, volumeOf, worthOf } from '../src/worth.ts';

const linear = { contract: { size: '0.001', settle: 'USDT', inverse: false } };
const inverse = { contract: { size: '100', settle: 'BTC', inverse: true } };
const big = (text: string) => new Big(text);

describe('what an order is worth and moves', () => {
  it.each([
    ['an amount of the base asset', {}, '0.5', '100000', '50000', '0.5'],
    ['linear contracts', linear, '500', '100000', '50000', '0.5'],
    ['inverse contracts', inverse, '500', '100000', '50000', '0.5'],
  ])('is told in the quote asset and in the base asset: %s', (_what, of, amount, price, worth, volume) => {
    expect(worthOf(of, big(amount), big(price)).toFixed()).toBe(worth);
    expect(volumeOf(of, big(amount), big(price))?.toFixed()).toBe(volume);
  });

  it.each([
    ['market', 'buy', inverse, true],
    ['market', 'sell', {}, true],
    ['limit', 'buy', {}, false],
    ['limit', 'buy', linear, false],
    ['limit', 'sell', {}, true],
    ['limit', 'sell', linear, true],
    ['limit', 'sell', undefined, true],
    ['limit', 'sell', inverse, false],
  ] as const)('goes by the market for a %s %s of %j: %s', (kind, side, instrument, expected) => {
    expect(goesByMarket({ kind, side }, instrument)).toBe(expected);
  });

  it('of an inverse contract does not change with the price, and of a linear one moves the same', () => {
    expect(worthOf(inverse, big('7'), big('1')).eq(worthOf(inverse, big('7'), big('999999')))).toBe(true);
    expect(volumeOf(linear, big('7'), undefined)?.toFixed()).toBe('0.007');
    expect(volumeOf(inverse, big('7'), undefined)).toBeUndefined();
    expect(volumeOf(inverse, big('7'), big('0'))).toBeUndefined();
  });

  it('is never told too small where it cannot be told to the last digit', () => {
    const positive = fc.integer({ min: 1, max: 10_000_000 }).map(String);
    fc.assert(
      fc.property(positive, positive, (amount, price) => {
        const volume = volumeOf(inverse, big(amount), big(price)) ?? expect.fail('it has a price');
        const short = big(amount).times(100).minus(big(volume.toFixed()).times(price));
        expect(short.lte(0)).toBe(true);
        expect(short.gt('-0.00000000000001')).toBe(true);
      }),
    );
  });
});
