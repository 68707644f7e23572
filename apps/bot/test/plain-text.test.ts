import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../src/plain-text.ts';
import { anyText } from './support/text.ts';

describe('plainText', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jgone', ' [2Jgone'],
    ['an eight-bit escape', '\u009b31mred', ' 31mred'],
    ['a bell, a backspace and a delete', 'a\u0007b\bc\u007fd', 'a b c d'],
    ['line ends of every kind', 'a\rb\nc\u0085d\u2028e\u2029f', 'a b c d e f'],
    ['text that runs backwards', 'a\u202eb\u2066c\u200fd', 'a b c d'],
    ['characters of no width', 'a\u200bb\u200dc\ufeffd\u00ade', 'a b c d e'],
    ['invisible tags', 'a\u{e0041}b', 'a b'],
    ['half of a character', 'a\ud83db', 'a b'],
  ])('puts a space where there was %s', (_what, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('leaves what can be seen as it is', () => {
    for (const text of ['✓ 1,5 € für “alle” · 中文 😀', '', '   ', 'a_b-c/d.e#f%g']) expect(plainText(text)).toBe(text);
  });

  it('leaves nothing of the kind in any text, and nothing to do a second time', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(plainText(plain)).toBe(plain);
      }),
    );
  });
});
