import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Places } from '../../src/own/place.ts';
import { type Segment, segmentOverlap } from '../../src/text/segment.ts';

const whole = (text: string): Segment => ({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });

/** Cut as files are, with a smaller size. */
function* segmentsOf(bytes: Buffer, size: number): Generator<Segment> {
  for (let offset = 0; ; offset += size - segmentOverlap) {
    const last = offset + size >= bytes.length;
    yield { bytes: bytes.subarray(offset, offset + size), offset, overlap: offset === 0 ? 0 : segmentOverlap, last };
    if (last) return;
  }
}

it('counts lines and columns from 1, in the letters that an editor counts', () => {
  expect(new Places().at(whole('KEY'), 0)).toEqual({ line: 1, column: 1 });
  expect(new Places().at(whole('\n\nab KEY'), 5)).toEqual({ line: 3, column: 4 });
  const text = 'x\nprix € 5 😀 KEY';
  expect(new Places().at(whole(text), Buffer.from(text).indexOf('KEY'))).toEqual({
    line: 2,
    column: text.indexOf('KEY') - 1,
  });
});

it('says the same of a content in several segments as of the whole', () => {
  const size = 2 * segmentOverlap;
  const bytes = Buffer.alloc(5 * segmentOverlap, 'a');
  const lines = fc.array(fc.nat(bytes.length - 1), { maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.nat(bytes.length - 1), (breaks, at) => {
      bytes.fill('a');
      for (const one of breaks) bytes[one] = 0x0a;
      const before = bytes.subarray(0, at).toString('latin1');
      const expected = { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
      const places = new Places();
      for (const segment of segmentsOf(bytes, size)) {
        const { offset, bytes: own } = segment;
        if (at >= offset && at < offset + own.length) expect(places.at(segment, at - offset)).toEqual(expected);
        places.pass(segment);
      }
    }),
    { numRuns: 60 },
  );
});
