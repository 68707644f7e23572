import { escapeFound, jointFound } from './host';
import { alphanumeric, joint, text } from './layout';

const farthest: u32 = 112;
const doubleQuote: u8 = 0x22;
const singleQuote: u8 = 0x27;
const backslash: u8 = 0x5c;
const percent: u8 = 0x25;
const ampersand: u8 = 0x26;

/**
 * Finds the quotes that are followed by one of their kind with nothing between them but what joins two strings, and the
 * escapes that stand for a character of a name or a value (`\u0041`, `\x41`, `%41`, `&quot;`).
 */
export function searchMarks(length: u32): void {
  const end = text + length;
  for (let block = text; block < end; block += 16) {
    const bytes = v128.load(block);
    const quotes = v128.or(i8x16.eq(bytes, i8x16.splat(doubleQuote)), i8x16.eq(bytes, i8x16.splat(singleQuote)));
    for (let mask = i8x16.bitmask(quotes); mask != 0; mask &= mask - 1) joinedAt(block + ctz(mask), end);
    const signs = v128.or(
      i8x16.eq(bytes, i8x16.splat(backslash)),
      v128.or(i8x16.eq(bytes, i8x16.splat(percent)), i8x16.eq(bytes, i8x16.splat(ampersand))),
    );
    for (let mask = i8x16.bitmask(signs); mask != 0; mask &= mask - 1) {
      const at = block + ctz(mask);
      if (isEscape(at)) escapeFound(at - text);
    }
  }
}

@inline
function joinedAt(at: u32, end: u32): void {
  if (!load<u8>(joint + <u32>load<u8>(at + 1))) return;
  const quote = load<u8>(at);
  const last = min(end, at + farthest);
  let next = at + 2;
  while (next < last && load<u8>(joint + <u32>load<u8>(next))) next++;
  if (next < last && load<u8>(next) == quote) jointFound(at - text);
}

function isEscape(at: u32): bool {
  const sign = load<u8>(at);
  const next = load<u8>(at + 1);
  if (sign == percent) return tells(at + 1);
  const third = load<u8>(at + 2);
  if (sign == backslash) {
    // \x41, \u0041
    if (next == 0x78) return tells(at + 2);
    return next == 0x75 && third == 0x30 && load<u8>(at + 3) == 0x30 && tells(at + 4);
  }
  // &quot; &#34; &#39; &#x2
  return (next == 0x71 && third == 0x75) || (next == 0x23 && (third == 0x33 || third == 0x78));
}

/** Whether two hex digits stand for a letter, a digit, a quote, or one of the two marks of base64. */
function tells(at: u32): bool {
  const high = digitOf(load<u8>(at));
  const low = digitOf(load<u8>(at + 1));
  if (high < 2 || high > 7 || low > 15) return false;
  const code = high * 16 + low;
  return load<u8>(alphanumeric + code) != 0 || code == 0x22 || code == 0x27 || code == 0x2b || code == 0x2f;
}

@inline
function digitOf(code: u8): u32 {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 16;
}
