import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance, chanceBetween, seededName, seedFor } from '../src/seeded.ts';

describe('seeded chance', () => {
  it('is the same for the same row, on any machine', () => {
    expect(chance(1, 2, 3)).toBe(chance(1, 2, 3));
    // Written down once: a change here changes every log that anyone has kept.
    expect([chance(1), chance(1, 2, 3), chance(2 ** 40)]).toMatchInlineSnapshot(`
      [
        2385989600,
        384277788,
        394024156,
      ]
    `);
  });

  it('differs by every number of the row, in every half of it, and by their order', () => {
    const rows = [[1], [2], [1, 0], [0, 1], [1, 2], [2, 1], [2 ** 32 + 1], [-1]];
    expect(new Set(rows.map((row) => chance(...row))).size).toBe(rows.length);
  });

  it('stays within its bounds and reaches both', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), fc.integer(), (low, spread, place) => {
        const drawn = chanceBetween(low, low + spread, place);
        expect(drawn >= low && drawn <= low + spread).toBe(true);
      }),
    );
    const drawn = Array.from({ length: 1_000 }, (_, place) => chanceBetween(-3, 3, place));
    expect(new Set(drawn).size).toBe(7);
  });

  it('gives each name a seed, and each place a name', () => {
    expect(seedFor(1, 'BTC/USDT')).not.toBe(seedFor(1, 'ETH/USDT'));
    expect(seededName(22, 1, 0)).toMatch(/^[0-9A-Za-z]{22}$/);
    expect(seededName(22, 1, 0)).not.toBe(seededName(22, 1, 1));
  });
});
