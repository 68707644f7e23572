import fc from 'fast-check';

/** A code point of any kind: most of the trouble (controls, bidi, zero width, halves of pairs) lies in a few blocks. */
const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x2ff }),
  fc.integer({ min: 0x1ff0, max: 0x2070 }),
  fc.integer({ min: 0xd7f0, max: 0xe010 }),
  fc.integer({ min: 0, max: 0x10ffff }),
);

/** Any text at all. Cheaper than fast-check's own `binary`, which first builds a table of all of Unicode. */
export const anyText = (maxLength: number) =>
  fc.array(codePoint, { maxLength }).map((codes) => String.fromCodePoint(...codes));
