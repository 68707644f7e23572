import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affordable, cutToAsset, decimalPlaces, floorTo, isDecimal, least, toText } from '../src/decimals.ts';

const amounts = fc.bigInt({ min: 1n, max: 10n ** 16n }).map((units) => new Big(units.toString()).times('1e-8'));
const steps = fc.integer({ min: 0, max: 8 }).map((places) => new Big(`1e-${places}`));

describe('amounts', () => {
  it('are written with eight decimals, never rounded up, never with an exponent', () => {
    expect(toText(new Big('0.000000019'))).toBe('0.00000001');
    expect(toText(new Big('1e21'))).toBe('1000000000000000000000.00000000');
    expect(cutToAsset(new Big('1.999999999')).toFixed()).toBe('1.99999999');
    expect(least(new Big(1), new Big(2)).toFixed()).toBe('1');
  });

  it('are floored to a step by less than one step', () => {
    fc.assert(
      fc.property(amounts, steps, (amount, step) => {
        const floored = floorTo(amount, step);
        expect(floored.mod(step).eq(0)).toBe(true);
        expect(floored.lte(amount) && amount.minus(floored).lt(step)).toBe(true);
      }),
    );
  });

  it('buy the most whole steps that the money pays, and not one more', () => {
    fc.assert(
      fc.property(amounts, amounts, steps, (money, price, step) => {
        const most = affordable(money, price, step);
        expect(most.times(price).lte(money)).toBe(true);
        expect(most.plus(step).times(price).gt(money)).toBe(true);
      }),
    );
  });
});

describe('a quotient that is rounded up to the next step', () => {
  it('does not buy that step', () => {
    const price = new Big('10000000000000');
    expect(affordable(price.times(3).minus('1e-8'), price, new Big(1)).toFixed()).toBe('2');
  });
});

describe('decimal text', () => {
  it('is digits with at most one point', () => {
    for (const good of ['0', '1', '0.1', '00.10', '12345678901234567890.1']) expect(isDecimal(good)).toBe(true);
    for (const bad of ['', '.', '1.', '.1', '-1', '+1', '1e5', '0x1', 'NaN', ' 1', '1,0', 1, null, undefined, {}]) {
      expect(isDecimal(bad)).toBe(false);
    }
  });

  it('has as many places as matter', () => {
    expect(['1', '1.0', '1.10', '1.001'].map(decimalPlaces)).toEqual([0, 0, 1, 3]);
  });
});
