import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MomentForm, momentOf } from '../../src/readers/moments.ts';

const at = new Date('2026-11-10T08:00:00Z');
const forms: readonly MomentForm[] = ['ms', 's', 'iso'];

describe('a moment that an exchange tells', () => {
  it.each<[unknown, MomentForm]>([
    [at.getTime(), 'ms'],
    [String(at.getTime()), 'ms'],
    [at.getTime() / 1000, 's'],
    [String(at.getTime() / 1000), 's'],
    ['2026-11-10T08:00:00Z', 'iso'],
    ['2026-11-10T08:00:00.000Z', 'iso'],
    ['2026-11-10T17:00:00+09:00', 'iso'],
  ])('is understood as %j (%s)', (told, form) => {
    expect(momentOf(told, form)).toEqual(at);
  });

  it('is none in another unit, which would be years off', () => {
    expect(momentOf(at.getTime(), 's')).toBeUndefined();
    expect(momentOf(at.getTime() / 1000, 'ms')).toBeUndefined();
  });

  const wrong = [
    undefined,
    null,
    true,
    '',
    ' ',
    'now',
    '-1',
    -1,
    0,
    '0',
    1.5,
    Number.NaN,
    1e300,
    {},
    [],
    [at.getTime()],
  ];
  it.each([
    ...wrong,
    '2026-11-10',
    '2026-11-10 08:00:00',
    '2026-11-10T08:00:00',
    '2026-13-40T08:00:00Z',
    '1970-01-01T00:00:00Z',
  ])('is none for %j', (told) => {
    for (const form of forms) expect(momentOf(told, form)).toBeUndefined();
  });

  it('never throws, and is a real date when it is one', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...forms), (told, form) => {
        const moment = momentOf(told, form);
        expect(moment === undefined || !Number.isNaN(moment.getTime())).toBe(true);
      }),
    );
  });
});
