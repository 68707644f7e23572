import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, downTo, largest, smallest, upTo } from '../src/decimal.ts';

const steps = fc.constantFrom('1', '0.1', '0.01', '0.00001', '0.00000001', '0.05', '25').map((text) => new Big(text));
const values = fc
  .tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 99_999_999 }))
  .map(([whole, part]) => new Big(`${whole}.${String(part).padStart(8, '0')}`));

describe('decimals', () => {
  it.each(['0', '1', '0.1', '123.450', '99999999999999999999.00000001'])('takes %s', (text) => {
    expect(decimalOf(text)?.eq(text)).toBe(true);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '-1',
    '+1',
    '1e3',
    'NaN',
    'Infinity',
    '0x1',
    '1.',
    '.5',
    '01',
    '1,5',
    '9'.repeat(40),
    1,
    null,
    undefined,
    {},
    ['1'],
  ])('takes %j for no decimal', (text) => {
    expect(decimalOf(text)).toBeUndefined();
  });

  it('lands on the step, never further than one step away, and on the side that was asked for', () => {
    fc.assert(
      fc.property(steps, values, (step, value) => {
        const down = downTo(step, value);
        const up = upTo(step, value);
        expect(down.mod(step).eq(0) && up.mod(step).eq(0)).toBe(true);
        expect(down.lte(value) && up.gte(value)).toBe(true);
        expect(value.minus(down).lt(step) && up.minus(value).lt(step)).toBe(true);
      }),
    );
  });

  it('picks the largest and the smallest of what is known', () => {
    const [one, two] = [new Big('1'), new Big('2')];
    for (const known of [
      [one, two],
      [two, one],
      [undefined, one, two],
      [two, undefined, one],
    ]) {
      expect([largest(...known), smallest(...known)]).toEqual([two, one]);
    }
    expect([largest(undefined), smallest(), largest(one, undefined)]).toEqual([undefined, undefined, one]);
  });
});
