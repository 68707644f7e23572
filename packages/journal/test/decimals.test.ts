import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, isDecimal } from '../src/decimals.ts';

describe('a decimal', () => {
  it('is digits with at most one point', () => {
    for (const text of ['0', '1', '-1', '0.015', '00.10', '123456789012345678901234567890.5'])
      expect(isDecimal(text)).toBe(true);
    for (const text of [
      '',
      ' 1',
      '1.',
      '.5',
      '+1',
      '1e5',
      '0x1',
      'NaN',
      'Infinity',
      '1,5',
      '1.2.3',
      '--1',
      '٣',
      '1\n',
    ]) {
      expect(isDecimal(text), JSON.stringify(text)).toBe(false);
    }
  });

  it('compares exactly where a float would not', () => {
    expect(compareDecimals('0.1', '0.10')).toBe(0);
    expect(compareDecimals('9007199254740993', '9007199254740992')).toBe(1);
    expect(compareDecimals('-0.5', '0.5')).toBe(-1);
    expect(compareDecimals('2', '10')).toBe(-1);
  });

  it('compares as its digits do, at any scale', () => {
    const scale = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(10));
    const text = (digits: bigint, places: number) => {
      const whole = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
      const sign = digits < 0n ? '-' : '';
      return places === 0 ? sign + whole : `${sign}${whole.slice(0, -places)}.${whole.slice(-places)}`;
    };
    fc.assert(
      fc.property(scale, scale, ([a, p], [b, q]) => {
        const left = a * 10n ** BigInt(q);
        const right = b * 10n ** BigInt(p);
        expect(compareDecimals(text(a, p), text(b, q))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });
});
