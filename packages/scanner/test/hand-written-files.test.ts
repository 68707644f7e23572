import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../src/command-line.ts';
import { ScannerError } from '../src/error.ts';
import { emptyBaseline, readBaseline, textOf } from '../src/exceptions/baseline.ts';
import { readScanIgnore } from '../src/exceptions/scan-ignore.ts';
import { readUserRules } from '../src/rules/user-rules.ts';

/** Whatever is read: it is taken, or refused in one line that holds none of its long words. */
function takenOrRefused(text: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(ScannerError);
    const { message } = error as ScannerError;
    expect(message).toMatch(/^[^\n]+$/);
    for (const word of text.match(/[A-Z0-9]{12,}/g) ?? []) expect(message).not.toContain(word);
  }
}

const now = new Date('2026-11-27T12:00:00Z');
const secret = fc.stringMatching(/^[A-Z0-9]{12,20}$/);
const piece = (...some: readonly string[]) => fc.oneof(fc.constantFrom(...some), secret, fc.string({ maxLength: 6 }));
const lines = (...some: readonly string[]) =>
  fc.array(piece(...some), { maxLength: 12 }).map((parts) => parts.join(' '));

describe('what people write is taken or refused, in one line that quotes nothing', () => {
  it('on the command line', () => {
    const word = piece(
      '--tree',
      '--staged',
      '--own',
      '--own=env:',
      '--json',
      '--',
      '-',
      '.',
      '--baseline',
      '--verify',
      '--rules=x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) =>
        takenOrRefused(words.join(' '), () => readCommandLine(words)),
      ),
    );
  });

  it('in .scanignore', () => {
    const text = lines('docs/**', '*', 'until=2026-12-31', 'until=2020-01-01', 'a good long reason', '#', '\n', 'rule');
    fc.assert(
      fc.property(text, (file) => takenOrRefused(file, () => readScanIgnore(file, { now, rules: new Set(['rule']) }))),
    );
  });

  it('in a baseline', () => {
    const head = textOf({ ...emptyBaseline(), reason: 'because of the past' }).split('\n');
    const text = lines(...head, '\n', 'ab'.repeat(16), 'rule', '"path"', '"', '<<<<<<<');
    fc.assert(fc.property(text, (file) => takenOrRefused(file, () => readBaseline(file))));
    fc.assert(fc.property(text, (more) => takenOrRefused(more, () => readBaseline([...head, more].join('\n')))));
  });

  it('in scan.rules.json', () => {
    const json = fc.oneof(
      fc.json(),
      fc.json().map((inner) => `{"rules":[${inner}]}`),
      lines('{', '"rules":', '[', ']', '}'),
    );
    fc.assert(fc.property(json, (file) => takenOrRefused(file, () => readUserRules(file, new Set()))));
    const name = fc.constantFrom(
      'id',
      'severity',
      'finds',
      'fix',
      'keywords',
      'pattern',
      'match',
      'noMatch',
      'reach',
      '__proto__',
    );
    const rule = fc.dictionary(
      name,
      fc.oneof(secret, fc.array(secret, { maxLength: 2 }), fc.integer(), fc.constant(null)),
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), (rules) => {
        const file = JSON.stringify({ rules });
        takenOrRefused(file, () => readUserRules(file, new Set()));
      }),
    );
  });
});
