import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differs, within } from '../src/address-list.ts';

describe('within', () => {
  it.each([
    [['203.0.113.7'], ['203.0.113.7'], true],
    [['203.0.113.7'], ['203.0.113.0/24'], true],
    [['203.0.113.7'], [' 203.0.113.7 '], true],
    [['203.0.113.7', '198.51.100.1'], ['203.0.113.7'], false],
    [['203.0.113.7', '2001:db8::7'], ['203.0.113.7'], true],
    [['2001:db8::7'], ['2001:db8::/64'], true],
    [['2001:db8:0:1::7'], ['2001:db8::/64'], false],
    [['203.0.113.7'], ['203.0.113.0/33'], false],
    [['203.0.113.7'], ['203.0.113.7/32'], true],
    [['203.0.113.8'], ['203.0.113.7/32'], false],
    [['2001:db8::7'], ['2001:db8::7/128'], true],
    [['2001:db8::7'], ['2001:db8::7/129'], false],
    [['203.0.113.7'], ['203.0.113.7/1e1'], false],
    [['203.0.113.7'], ['203.0.113.7/0x8'], false],
    [['203.0.113.7'], ['203.0.113.0/-1'], false],
    [['203.0.113.7'], ['everywhere', '*'], false],
    [[], ['203.0.113.7'], false],
    [['203.0.113.7'], [], false],
  ])('%j in %j: %s', (seen, listed, expected) => {
    expect(within(seen, listed)).toBe(expected);
  });
});

describe('differs', () => {
  it('is about families that both have, and needs nothing in common', () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { minLength: 1 }), fc.array(fc.ipV6()), fc.array(fc.ipV4()), (v4, v6, more) => {
        expect(differs(v4, v6)).toBe(false);
        expect(differs(v4, [...v4, ...more])).toBe(false);
        expect(differs([...more, ...v4], v4)).toBe(false);
        expect(differs(v4, [])).toBe(false);
        const apart = more.filter((address) => !v4.includes(address));
        expect(differs(v4, apart)).toBe(apart.length > 0);
      }),
    );
  });
});
