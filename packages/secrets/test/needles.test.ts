import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Needles } from '../src/needles.ts';

const units = (text: string) => Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

/** The same answer, found the slow way. */
function slowly(needles: readonly string[], text: string) {
  const hit = new Array<boolean>(text.length).fill(false);
  const joined = new Array<boolean>(text.length).fill(false);
  for (const needle of needles) {
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      hit.fill(true, at, at + needle.length);
      joined.fill(true, at + 1, at + needle.length);
    }
  }
  return hit;
}

const covered = (needles: readonly string[], text: string) => {
  const hit = new Array<boolean>(text.length).fill(false);
  for (const { start, end } of new Needles(needles.map(units)).spansIn(text)) hit.fill(true, start, end);
  return hit;
};

describe('Needles', () => {
  it('finds what a search for each string alone finds, overlaps and repeats included', () => {
    const letters = fc.constantFrom('a', 'b', 'c', '\u0101', '\ud83d');
    const word = (minLength: number, maxLength: number) =>
      fc.array(letters, { minLength, maxLength }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(word(3, 9), { minLength: 1, maxLength: 6 }),
        fc.array(word(0, 12)),
        fc.infiniteStream(fc.nat()),
        (needles, gaps, picks) => {
          const text = gaps
            .map((gap) => gap + (needles[(picks.next().value as number) % needles.length] ?? ''))
            .join('');
          expect(covered(needles, text)).toEqual(slowly(needles, text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('joins what overlaps or touches, and keeps apart what does not', () => {
    const needles = new Needles(['abcdef', 'defghi', 'xyz123'].map(units));
    expect(needles.spansIn('abcdefghi')).toEqual([{ start: 0, end: 9 }]);
    expect(needles.spansIn('abcdefxyz123')).toEqual([{ start: 0, end: 12 }]);
    expect(needles.spansIn('abcdef xyz123')).toEqual([
      { start: 0, end: 6 },
      { start: 7, end: 13 },
    ]);
  });

  it.each(['', 'ab', 'abcde', 'abcdeg'])('finds nothing in %j', (text) => {
    expect(new Needles([units('abcdef')]).spansIn(text)).toEqual([]);
  });

  it('finds a needle that is longer than a jump can be', () => {
    const long = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(33 + ((index * 7) % 90))).join('');
    expect(new Needles([units(long)]).spansIn(`..${long}..`)).toEqual([{ start: 2, end: 5002 }]);
  });
});
