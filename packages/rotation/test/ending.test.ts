import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcedAt, endingOf } from '../src/index.ts';

const now = new Date('2026-11-27T12:00:00.000Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

describe('the end of a key', () => {
  it.each([
    [31, undefined, undefined],
    [30.01, undefined, undefined],
    [30, 30, 30],
    [15, 30, 15],
    [14, 14, 14],
    [7.5, 14, 7],
    [7, 7, 7],
    [1.5, 7, 1],
    [1, 1, 1],
    [0.2, 1, 0],
    [-3, 1, 0],
  ])('in %d days calls for the announcement of %s days', (days, announcement, daysLeft) => {
    expect(endingOf(inDays(days), now)?.announcement).toBe(announcement);
    expect(endingOf(inDays(days), now)?.daysLeft).toBe(daysLeft);
  });

  it.each(['never', 'unknown'] as const)('that is %s calls for none', (end) => {
    expect(endingOf(end, now)).toBeUndefined();
  });

  it('is announced at most once for each of its days, in their order, as time goes by', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 60, noNaN: true }), { minLength: 1 }), (moments) => {
        const said = moments
          .toSorted((a, b) => b - a)
          .flatMap((days) => endingOf(inDays(days), now)?.announcement ?? []);
        const news = said.filter((each, index) => each !== said[index - 1]);
        expect(news).toEqual(announcedAt.filter((days) => news.includes(days)));
      }),
    );
  });
});
