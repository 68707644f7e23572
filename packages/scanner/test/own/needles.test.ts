import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Needles } from '../../src/own/needles.ts';

const placesOf = (needles: Needles, bytes: Uint8Array) => {
  const places: string[] = [];
  needles.search(bytes, (field, at) => places.push(`${field}@${at}`));
  return places.sort();
};

describe('Needles', () => {
  it('finds exactly what looking at every place finds, for any needles in any bytes', () => {
    // Few letters, so that needles overlap, repeat, and stand inside each other.
    const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ min: 97, max: 99, minLength, maxLength });
    fc.assert(
      fc.property(
        fc.array(bytes(8, 14), { minLength: 1, maxLength: 6 }),
        fc.array(bytes(0, 20)),
        fc.nat(),
        (all, filling, pick) => {
          const planted = all[pick % all.length] ?? new Uint8Array();
          const hay = Buffer.concat([...filling, planted, ...filling]);
          const twinless = new Map(all.map((needle) => [Buffer.from(needle).toString('latin1'), needle]));
          const named = [...twinless.values()].map((needle, index) => ({ field: `f${index}`, bytes: needle }));
          const expected = named.flatMap(({ field, bytes: needle }) =>
            Array.from({ length: hay.length }, (_, at) => at)
              .filter((at) => hay.subarray(at, at + needle.length).equals(needle))
              .map((at) => `${field}@${at}`),
          );
          expect(placesOf(new Needles(named), hay)).toEqual(expected.sort());
          expect(expected.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses a needle that would be found by accident, by its field and not by its value', () => {
    const short = 'qzx7#';
    const make = () => new Needles([{ field: 'password', bytes: Buffer.from(short) }]);
    expect(make).toThrow(expect.objectContaining({ code: 'NEEDLE_TOO_SHORT' }));
    expect(make).toThrow(/password/);
    expect(make).not.toThrow(short);
  });

  it('has another digest for other needles', () => {
    const of = (text: string) => new Needles([{ field: 'secret', bytes: Buffer.from(text) }]).digest.toString('hex');
    expect(of('abcdefgh')).toBe(of('abcdefgh'));
    expect(of('abcdefgh')).not.toBe(of('abcdefgi'));
    expect(of('abcdefgh')).toHaveLength(8);
  });

  it('looks through bytes shorter than a needle, and through none', () => {
    const needles = new Needles([{ field: 'secret', bytes: Buffer.from('abcdefghij') }]);
    for (const text of ['', 'a', 'abcdefghi']) expect(placesOf(needles, Buffer.from(text))).toEqual([]);
    expect(placesOf(needles, Buffer.from('abcdefghij'))).toEqual(['secret@0']);
  });
});
