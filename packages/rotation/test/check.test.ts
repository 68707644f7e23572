import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRotation, defaultPolicy, type PermissionLevel, type RotationQuestion } from '../src/index.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const dayMs = 86_400_000;
const daysAgo = (days: number): Date => new Date(now.getTime() - days * dayMs);
const ask = (change: Partial<RotationQuestion> = {}) =>
  checkRotation({ policy: defaultPolicy, level: 'trading', records: [], now, ...change });

describe('checkRotation', () => {
  const rows: readonly [PermissionLevel, number, 'pass' | 'warn' | 'fail'][] = [
    ['trading', 0, 'pass'],
    ['trading', 30, 'pass'],
    ['trading', 31, 'warn'],
    ['trading', 37, 'warn'],
    ['trading', 38, 'fail'],
    ['read-only', 90, 'pass'],
    ['read-only', 91, 'warn'],
    ['read-only', 98, 'fail'],
    ['withdraw', 14, 'pass'],
    ['withdraw', 15, 'warn'],
    ['withdraw', 22, 'fail'],
  ];
  it.each(rows)('when a %s key is %i days old it says %s', (level, days, result) => {
    const verdict = ask({ level, createdAt: daysAgo(days) });
    expect(verdict.result).toBe(result);
    expect(verdict.evidence.ageDays).toBe(days);
    expect(verdict.fix === undefined).toBe(result === 'pass');
  });

  it('counts from the oldest of the exchange, the records and the first sight, and names it', () => {
    const births = { createdAt: daysAgo(1), records: [{ createdAt: daysAgo(40) }], firstSeen: daysAgo(2) };
    expect(ask(births).evidence).toMatchObject({ countedFrom: 'record', ageDays: 40 });
    expect(ask({ ...births, createdAt: daysAgo(50) }).evidence).toMatchObject({ countedFrom: 'exchange', ageDays: 50 });
    expect(ask({ ...births, firstSeen: daysAgo(60) }).evidence).toMatchObject({
      countedFrom: 'first-seen',
      ageDays: 60,
    });
  });

  it('fails when an event made rotation due, however young the key is', () => {
    expect(ask({ createdAt: now, due: 'it stood in a commit' }).result).toBe('fail');
  });

  it.each<[string, Partial<RotationQuestion>]>([
    ['nothing is known of its birth', {}],
    ['it was born in the future at the exchange', { createdAt: daysAgo(-1), firstSeen: daysAgo(1) }],
    ['a record lies in the future', { createdAt: daysAgo(1), records: [{ createdAt: daysAgo(-1) }] }],
    ['the exchange gave no date', { createdAt: new Date(Number.NaN), firstSeen: daysAgo(1) }],
    ['its end is no date', { createdAt: daysAgo(1), expiresAt: new Date(Number.NaN) }],
    ['the clock gives no date', { createdAt: daysAgo(1), now: new Date(Number.NaN) }],
  ])('fails when %s', (_, change) => {
    expect(ask(change)).toMatchObject({ result: 'fail', evidence: { ageDays: null, countedFrom: null } });
  });

  it.each([
    [31, 'pass'],
    [30, 'warn'],
    [1, 'warn'],
  ] as const)('when the exchange ends the key in %i days it says %s', (days, result) => {
    const verdict = ask({ createdAt: daysAgo(1), expiresAt: daysAgo(-days) });
    expect(verdict).toMatchObject({ result, evidence: { expiresAt: daysAgo(-days).toISOString() } });
    expect(verdict.says.includes('ends at the exchange')).toBe(result === 'warn');
  });

  it('lets a clock be a few minutes off', () => {
    expect(ask({ createdAt: new Date(now.getTime() + 60_000) }).result).toBe('pass');
  });

  it('follows a policy that is stricter', () => {
    expect(ask({ policy: { ...defaultPolicy, tradingDays: 7, graceDays: 0 }, createdAt: daysAgo(8) }).result).toBe(
      'fail',
    );
  });

  it('never calls a key younger for knowing more of it', () => {
    const day = fc.integer({ min: 0, max: 400 }).map(daysAgo);
    const rank = { pass: 0, warn: 1, fail: 2 };
    fc.assert(
      fc.property(fc.option(day), fc.array(day), fc.option(day), day, (created, records, seen, added) => {
        const known = {
          ...(created === null ? {} : { createdAt: created }),
          ...(seen === null ? {} : { firstSeen: seen }),
          records: records.map((createdAt) => ({ createdAt })),
        };
        const before = ask(known);
        const after = ask({ ...known, records: [...known.records, { createdAt: added }] });
        // Before anything is known the key is refused; a first record is what makes it judgeable at all.
        if (before.evidence.ageDays === null) return;
        expect(Number(after.evidence.ageDays)).toBeGreaterThanOrEqual(Number(before.evidence.ageDays));
        expect(rank[after.result]).toBeGreaterThanOrEqual(rank[before.result]);
      }),
    );
  });
});
