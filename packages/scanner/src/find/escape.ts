/** A text as numbers: bytes, or units of UTF-16. */
export type Codes = Uint8Array | Uint16Array;

const [backslash, percent, ampersand, hash, semicolon, zero, letterU, letterX] = [
  0x5c, 0x25, 0x26, 0x23, 0x3b, 0x30, 0x75, 0x78,
];

export const beginsEscape = (code: number) => code === backslash || code === percent || code === ampersand;

/** Escapes of escapes have more backslashes; so many are read as one. */
const mostBackslashes = 4;

/**
 * Reads a character that is written by its number at a place (`\\u0041`, `\\x41`, `%41`, `&quot;`, `&#34;`): its code, and 256
 * times the length of what is written; 0 where there is none. Two numbers in one, because a text may have millions.
 */
export function escapeAt(codes: Codes, at: number): number {
  const sign = codes[at];
  if (sign === percent) return withLength(twoDigitsAt(codes, at + 1), 3);
  if (sign === ampersand) return entityAt(codes, at);
  let next = at + 1;
  while (codes[next] === backslash && next < at + mostBackslashes) next++;
  const letter = (codes[next] ?? 0) | 0x20;
  if (letter === letterX) return withLength(twoDigitsAt(codes, next + 1), next + 3 - at);
  if (letter !== letterU || codes[next + 1] !== zero || codes[next + 2] !== zero) return 0;
  return withLength(twoDigitsAt(codes, next + 3), next + 5 - at);
}

const withLength = (code: number, length: number) => (code === 0 ? 0 : (length << 8) | code);

/** What two hex digits stand for, from a space to the last of ASCII; else 0. */
export function twoDigitsAt(codes: Codes, at: number): number {
  const [high, low] = [digitOf(codes[at] ?? 0), digitOf(codes[at + 1] ?? 0)];
  return high < 2 || high > 7 || low > 15 ? 0 : high * 16 + low;
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 && code < 0x80 ? letter - 0x57 : 16;
}

const entities: ReadonlyMap<string, number> = new Map([
  ['quot', 0x22],
  ['apos', 0x27],
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
]);

function entityAt(codes: Codes, at: number): number {
  let end = at + 3;
  while (end < at + 5 && codes[end] !== semicolon) end++;
  if (codes[end] !== semicolon) return 0;
  const name = String.fromCharCode(...codes.subarray(at + 1, end)).toLowerCase();
  return withLength(entities.get(name) ?? (codes[at + 1] === hash ? numbered(name) : 0), end + 1 - at);
}

function numbered(name: string): number {
  const isHex = /^#x[0-9a-f]{2}$/.test(name);
  if (!isHex && !/^#[0-9]{2,3}$/.test(name)) return 0;
  const code = isHex ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 31 && code < 127 ? code : 0;
}
