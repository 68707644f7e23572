import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Positions } from '../../src/text/position.ts';

it('gives the line and column that counting from the start gives, for any text and any rising offsets', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', 'é', '€', '😀', ' ') }),
      fc.array(fc.nat(60)),
      (text, raw) => {
        const bytes = Buffer.from(text).toString('latin1');
        const positions = new Positions(bytes, { isBytes: true });
        const ends = [...text].map((_, index, all) => Buffer.byteLength(all.slice(0, index).join('')));
        const offsets = raw.flatMap((index) => ends[index] ?? []).sort((a, b) => a - b);
        for (const offset of offsets) {
          const before = Buffer.from(bytes.slice(0, offset), 'latin1').toString('utf8').split('\n');
          const expected = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
          expect(positions.at(offset)).toEqual(expected);
        }
      },
    ),
  );
});

it('goes on from where the segment before ended', () => {
  expect(new Positions('ab\ncd', { isBytes: true, line: 7, column: 5 }).at(1)).toEqual({ line: 7, column: 6 });
  expect(new Positions('ab\ncd', { isBytes: true, line: 7, column: 5 }).at(4)).toEqual({ line: 8, column: 2 });
});
