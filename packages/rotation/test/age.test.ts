import { describe, expect, it } from 'vitest';
import { ageInDays, birthOf } from '../src/age.ts';

const at = (text: string): Date => new Date(text);

describe('birthOf', () => {
  it('knows nothing when nothing is known', () => {
    expect(birthOf({ records: [] })).toBeUndefined();
  });

  it('prefers the first that was named when two are equally old', () => {
    const day = at('2026-01-01T00:00:00Z');
    expect(birthOf({ createdAt: day, records: [{ createdAt: day }], firstSeen: day })?.from).toBe('exchange');
  });
});

describe('ageInDays', () => {
  it('counts full days only', () => {
    expect(ageInDays(at('2026-01-01T00:00:00Z'), at('2026-01-01T23:59:59Z'))).toBe(0);
    expect(ageInDays(at('2026-01-01T00:00:00Z'), at('2026-01-02T00:00:00Z'))).toBe(1);
  });

  it('is never negative', () => {
    expect(ageInDays(at('2026-01-02T00:00:00Z'), at('2026-01-01T00:00:00Z'))).toBe(0);
  });
});
