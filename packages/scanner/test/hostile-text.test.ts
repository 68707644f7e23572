import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Finder } from '../src/find/find.ts';
import { rulesetOf } from '../src/find/ruleset.ts';
import { drawFrom } from '../src/judge/draw.ts';
import { rules } from '../src/rules/rules.ts';
import { type Segment, segmentOverlap } from '../src/text/segment.ts';
import { drawSecret } from './repository.ts';

const ruleset = rulesetOf(rules);

interface Seen {
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
  readonly column: number;
  readonly value: string;
}

const seen = (segments: Iterable<Segment>, path = 'notes.txt'): readonly Seen[] => {
  const finder = new Finder(ruleset, path);
  return [...segments].flatMap((segment) =>
    finder
      .look(segment)
      .map(({ rule, severity, line, column, value }) => ({ rule: rule.id, severity, line, column, value })),
  );
};

const whole = (bytes: Buffer): Segment[] => [{ bytes, offset: 0, overlap: 0, last: true }];

/** Cut as a file is cut, only smaller: each piece begins with the end of the one before. */
function cut(bytes: Buffer, size: number): Segment[] {
  const segments: Segment[] = [];
  for (let offset = 0; ; offset += size - segmentOverlap) {
    const last = offset + size >= bytes.length;
    const overlap = offset === 0 ? 0 : segmentOverlap;
    segments.push({ bytes: bytes.subarray(offset, offset + size), offset, overlap, last });
    if (last) return segments;
  }
}

// What rules look for, what surrounds it, and what nobody expects, in any order.
const pieces = fc.oneof(
  fc.constantFrom(...rules.flatMap((rule) => ('keywords' in rule ? rule.keywords : []))),
  fc.constantFrom(
    '=',
    ': ',
    '"',
    "'",
    '`',
    '\\n',
    '\\"',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\t',
    ' ',
    ',',
    '[',
    '{',
    '(',
    '%3D',
    '0x',
    '-----',
    '==',
    '\ufeff',
    '\u3000',
    'é',
    '💥',
  ),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 8, maxLength: 140 }),
  fc.string({ unit: fc.constantFrom(...'ABCdef123+/=_-'), minLength: 8, maxLength: 140 }),
  fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 70 }).map((bytes) => `[${bytes.join(',')}]`),
);

describe('a text that nobody meant', () => {
  it('never makes the finder throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => void seen(whole(Buffer.from(bytes)))),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 60 }),
        fc.constantFrom('utf8', 'utf16le', 'latin1'),
        (parts, encoding) => {
          for (const { line, column } of seen(whole(Buffer.from(parts.join(''), encoding as BufferEncoding)))) {
            expect(line).toBeGreaterThan(0);
            expect(column).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says the same however it is cut into segments', () => {
    const draw = drawFrom(4);
    const samples = rules.flatMap((rule) => rule.samples(draw).match);
    // Between two samples as much as any rule looks around itself.
    const text = samples
      .map((sample) => `${'plain words\n'.repeat(60)}${sample}\n`)
      .join('')
      .slice(0, 450_000);
    const bytes = Buffer.from(text);
    const expected = seen(whole(bytes));
    expect(expected.length).toBeGreaterThan(20);
    expect(bytes.length).toBeGreaterThan(5 * segmentOverlap);
    expect(seen(cut(bytes, 2 * segmentOverlap + 4000))).toEqual(expected);
  });
});

describe('a value on the border of two segments', () => {
  const size = 2 * segmentOverlap;
  const secret = drawSecret();
  const line = `BINANCE_API_SECRET=${secret}`;
  const half = segmentOverlap / 2;
  // Where a piece ends, where the next begins, and where one leaves off reporting and the other takes over.
  const borders = [size, size - segmentOverlap, size - half];

  it('is found once, at its place, whatever part of it the border meets', () => {
    for (const border of borders) {
      for (let shift = -line.length - 2; shift <= 2; shift += 17) {
        const before = border + shift;
        const text = `${'x'.repeat(79)}\n`.repeat(Math.floor(before / 80)) + ' '.repeat(before % 80);
        const bytes = Buffer.from(`${text}${line}\n${'y'.repeat(segmentOverlap)}`);
        const found = seen(cut(bytes, size)).filter(({ value }) => value.includes(secret));
        expect(found).toHaveLength(1);
        expect(found[0]).toMatchObject({
          line: Math.floor(before / 80) + 1,
          column: (before % 80) + line.indexOf('=') + 2,
        });
      }
    }
  });

  it('is found once in UTF-16 too', () => {
    for (let shift = -line.length * 2; shift <= 0; shift += 34) {
      const before = (size - half + shift) / 2;
      const text = `\ufeff${' '.repeat(before - 1)}${line}\r\n${'y'.repeat(segmentOverlap)}`;
      const found = seen(cut(Buffer.from(text, 'utf16le'), size)).filter(({ value }) => value.includes(secret));
      expect(found).toHaveLength(1);
    }
  });
});

describe('the same text in another form', () => {
  const draw = drawFrom(9);
  const samples = rules
    .filter(({ id }) => !id.includes('base64'))
    .map((rule) => ({ id: rule.id, text: rule.samples(draw).match[0] ?? '' }))
    .filter(({ text }) => !/[^\0-\x7f]|\r/.test(text));
  const swapped = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const forms: Readonly<Record<string, (text: string) => Buffer>> = {
    'CRLF line ends': (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
    'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
    'UTF-16, little end first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16, big end first': swapped,
    'UTF-16 without a mark': (text) => Buffer.from(`${text}\n${'plain '.repeat(20)}`, 'utf16le'),
  };

  it.each(Object.keys(forms))('gives the same findings with %s', (form) => {
    const places = (bytes: Buffer) =>
      seen(whole(bytes)).map(({ rule, line, severity }) => `${rule} ${severity} ${line}`);
    for (const { id, text } of samples) {
      const changed = forms[form]?.(`first line\n${text}\n`);
      expect([id, places(changed ?? Buffer.alloc(0))]).toEqual([id, places(Buffer.from(`first line\n${text}\n`))]);
    }
  });

  it('finds a value in a file whose lines end with a carriage return alone', () => {
    const secret = drawSecret();
    const found = seen(whole(Buffer.from(`MODE=live\rBINANCE_API_SECRET=${secret}\rPORT=1\r`)));
    expect(found.map(({ value }) => value)).toEqual([secret]);
  });
});
