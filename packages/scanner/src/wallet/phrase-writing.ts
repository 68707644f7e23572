// How people write a phrase down: what stands between its words, in UTF-8 and in UTF-16.

/** A text as numbers, which are read five times as fast as characters. */
export type Codes = Uint8Array | Uint16Array;

/** What each character is to a row of words. */
export type Kinds = Uint8Array;

export interface Writing {
  readonly codes: Codes;
  readonly kinds: Kinds;
  /** One number per byte of UTF-8, not per unit of UTF-16. */
  readonly isBytes: boolean;
}

// What a character is to a row: its end, a letter, or something between two words.
export const [end, letter, separator] = [0, 1, 2];

// Numbered, quoted, in tables, behind comment signs, escaped, in a URL.
const separators = ' \t\r\n,.;\'"`+-*#|/)%\\0123456789';

function kindsOf(size: number, wide: readonly (readonly [from: number, to: number, kind: number])[]): Kinds {
  const kinds = new Uint8Array(size);
  for (const character of separators) kinds[character.charCodeAt(0)] = separator;
  for (const [from, to, kind] of [[0x41, 0x5a, letter], [0x61, 0x7a, letter], ...wide] as const) {
    kinds.fill(kind, from, to + 1);
  }
  return kinds;
}

// UTF-8: the bytes of accents, kana, jamo, Hangul and Chinese; no list is Greek, Cyrillic or Arabic.
const byteKinds = kindsOf(256, [
  [0x80, 0xc3, letter],
  [0xcc, 0xcc, letter],
  [0xe1, 0xed, letter],
  [0xef, 0xef, letter],
]);

let unitKinds: Kinds | undefined;

export function kindsFor(isBytes: boolean): Kinds {
  if (isBytes) return byteKinds;
  unitKinds ??= kindsOf(0x10000, [
    [0x80, 0xbf, separator],
    [0xc0, 0xff, letter],
    [0x300, 0x36f, letter],
    [0x1100, 0x11ff, letter],
    [0x2000, 0x303f, separator],
    [0x3040, 0x30ff, letter],
    [0x4e00, 0x9fff, letter],
    [0xac00, 0xd7a3, letter],
    [0xfe00, 0xffef, separator],
  ]);
  return unitKinds;
}

const [backslash, percent] = [0x5c, 0x25];
const escapes = new Set([...'nrtfv'].map((character) => character.charCodeAt(0)));
const isHex = (code = 0) => (code >= 0x30 && code < 0x3a) || ((code | 0x20) >= 0x61 && (code | 0x20) < 0x67);

/** How many characters from `at` on stand between words: an escape counts whole, so that `\nable` is not `nable`. */
export function gapAt({ codes, isBytes, kinds }: Writing, at: number): number {
  const code = codes[at] as number;
  if (kinds[code] === letter) return isBytes ? wideGapAt(codes, at) : 0;
  if (kinds[code] === end) return 0;
  if (code === backslash) return escapes.has(codes[at + 1] ?? 0) ? 2 : 1;
  if (code === percent) return isHex(codes[at + 1]) && isHex(codes[at + 2]) ? 3 : 1;
  return 1;
}

/** Punctuation and spaces of several bytes: U+0080 to U+00BF, U+2000 to U+2FFF, U+3000 to U+303F, full-width forms. */
function wideGapAt(codes: Codes, at: number): number {
  const code = codes[at] as number;
  if (code === 0xc2) return 2;
  if (code === 0xe2 || code === 0xef) return 3;
  return code === 0xe3 && codes[at + 1] === 0x80 ? 3 : 0;
}

/** How many characters just before `at` stand between words. */
export function gapBefore(writing: Writing, at: number): number {
  const { codes, kinds } = writing;
  for (const length of [3, 2]) {
    if (at >= length && gapAt(writing, at - length) === length) return length;
  }
  return kinds[codes[at - 1] as number] === separator ? 1 : 0;
}
