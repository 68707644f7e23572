import { describe, expect, it } from 'vitest';
import { oneOf } from '../../src/text/character-set.ts';

describe('a set of characters', () => {
  it('holds those it was made of, and nothing else that there is', () => {
    const isSign = oneOf('=:|');
    const held = Array.from({ length: 0x10000 }, (_, code) => code).filter(isSign);

    expect(String.fromCharCode(...held)).toBe(':=|');
    expect([Number.NaN, -1].some(isSign)).toBe(false);
  });
});
