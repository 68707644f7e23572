import { describe, expect, it } from 'vitest';
import { formingAfter, priceAt, stepsOf } from '../src/price-path.ts';
import { minuteOf, pathOf } from './support/ground.ts';

describe('a minute', () => {
  it('dips before it rises, and peaks before it falls', () => {
    expect(stepsOf(minuteOf(10, 15, 8, 12))).toEqual([10, 8, 15, 12]);
    expect(stepsOf(minuteOf(12, 15, 8, 10))).toEqual([12, 15, 8, 10]);
  });

  it('shows only what has happened while it forms', () => {
    const whole = minuteOf(10, 15, 8, 12, 400n);
    expect(formingAfter(1, whole)).toEqual(minuteOf(10, 10, 10, 10, 0n));
    expect(formingAfter(2, whole)).toEqual(minuteOf(10, 10, 8, 8, 100n));
    expect(formingAfter(3, whole)).toEqual(minuteOf(10, 15, 8, 15, 200n));
    expect(formingAfter(4, whole)).toEqual(whole);
  });
});

describe('the price at a step', () => {
  const path = pathOf(minuteOf(10, 15, 8, 12), undefined, minuteOf(20, 21, 19, 20));

  it('follows the steps of its minute', () => {
    expect([0, 1, 2, 3].map((step) => priceAt(path, step))).toEqual([10, 8, 15, 12]);
  });

  it('stands still in a gap and after the end, and is not there before the beginning', () => {
    expect([4, 7].map((step) => priceAt(path, step))).toEqual([12, 12]);
    expect([12, 500].map((step) => priceAt(path, step))).toEqual([20, 20]);
    expect(priceAt(path, -1)).toBeUndefined();
  });
});
