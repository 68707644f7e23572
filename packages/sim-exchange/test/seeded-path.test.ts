import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrumentFor } from '../src/instruments.ts';
import type { PricePath } from '../src/price-path.ts';
import { seededPath } from '../src/seeded-path.ts';

const btc = instrumentFor('BTC/USDT');

function crossings(path: PricePath, from: number, to: number): number {
  const mean = (index: number, length: number) => {
    let sum = 0;
    for (let back = 0; back < length; back++) sum += path.minute(index - back)?.close ?? Number.NaN;
    return sum / length;
  };
  const above = (index: number) => mean(index, 5) > mean(index, 20);
  let count = 0;
  for (let index = from; index < to; index++) if (above(index) !== above(index - 1)) count++;
  return count;
}

describe('a seeded path', () => {
  it('gives the same minute whatever was asked before', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1 }), (seed, indices) => {
        const asked = seededPath(seed, btc);
        for (const index of indices) expect(asked.minute(index)).toEqual(seededPath(seed, btc).minute(index));
      }),
      { numRuns: 50 },
    );
  });

  it('opens where the minute before closed, and keeps open and close between low and high', () => {
    const path = seededPath(3, btc);
    for (let index = -300; index < 300; index++) {
      const minute = path.minute(index);
      if (!minute) throw new Error('There is no such minute.');
      expect(minute.open).toBe(path.minute(index - 1)?.close);
      expect(minute.low > 0 && minute.low <= Math.min(minute.open, minute.close)).toBe(true);
      expect(minute.high >= Math.max(minute.open, minute.close) && minute.volume > 0n).toBe(true);
    }
  });

  it('crosses its 5/20 moving averages at least twice in any forty minutes, and mostly three times', () => {
    const counts: number[] = [];
    for (let seed = 0; seed < 10; seed++) {
      for (let from = 0; from < 200; from += 40) counts.push(crossings(seededPath(seed, btc), from, from + 40));
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(counts.filter((count) => count >= 3).length).toBeGreaterThan(counts.length / 2);
  });

  it('differs by seed and by symbol, and reaches a thousand days back', () => {
    expect(seededPath(1, btc).minute(0)).not.toEqual(seededPath(2, btc).minute(0));
    const eth = seededPath(1, instrumentFor('ETH/USDT', { startPrice: '65000' }));
    expect(eth.minute(0)).not.toEqual(seededPath(1, btc).minute(0));
    expect(seededPath(1, btc).first).toBeLessThanOrEqual(-1_000 * 1_440);
    expect(seededPath(1, btc).minute(seededPath(1, btc).first - 1)).toBeUndefined();
  });
});
