import fc from 'fast-check';
import { expect, it } from 'vitest';
import { counted, plain, printable } from '../../src/text/printable.ts';

it('leaves ordinary names as they are, and quotes what steers a terminal, reorders text or cannot be seen', () => {
  for (const path of ['a/b c.ts', 'ü/名前', '😀', "it's", '$(x)']) expect(printable(path)).toBe(path);
  for (const path of ['\u001b[2J', 'a\nb', 'a\u202eb', 'a\u200bb', 'a\u2028b', 'a\u0085b', 'a\ud800', 'a"b', 'a\\b']) {
    expect(printable(path)).toMatch(/^"[ -~]+"$/);
  }
});

it('never prints anything but one line, and loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (path) => {
      const shown = printable(path);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shown.startsWith('"') ? JSON.parse(shown) : shown).toBe(path);
    }),
    { examples: [['\u{e0041}'], ['a\u{110bd}b']] },
  );
});

it('counts', () => {
  expect([counted(1, 'entry'), counted(2, 'entry'), counted(1234, 'content')]).toEqual([
    '1 entry',
    '2 entries',
    '1,234 contents',
  ]);
});

it('keeps a sentence on its line', () => {
  expect(plain('a "b" c')).toBe('a "b" c');
  expect(plain('a\nb\u001b[2J')).toBe(String.raw`a\u000ab\u001b[2J`);
});
