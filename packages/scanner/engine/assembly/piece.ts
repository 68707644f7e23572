import { alphanumeric, text } from './layout';

const newline: u32 = 0x0a;
const plus: u32 = 0x2b;
const minus: u32 = 0x2d;
const slash: u32 = 0x2f;
const colon: u32 = 0x3a;
const equals: u32 = 0x3d;
const underscore: u32 = 0x5f;

/** Names with dashes are as long; what is longer and goes on behind one is a piece. */
const longestPart: u32 = 30;
const mostSlashes: u32 = 8;
const farthestScheme: u32 = 110;

/**
 * Whether a run was cut out of something longer on its own line: base64 that goes on behind a `/` or `+`, a word that goes
 * on behind a `-`. As the host's `isPieceOfMore` says, which also knows blocks of several lines.
 */
export function isPieceOfMore(start: u32, end: u32): bool {
  return goesOnAfter(start, end) || goesOnBefore(start, end);
}

function goesOnAfter(start: u32, end: u32): bool {
  const next = <u32>load<u8>(end);
  if (next == slash) return true;
  const afterNext = <u32>load<u8>(end + 1);
  if (next == plus) return isBase64(afterNext);
  return (next == minus || next == underscore) && end - start > longestPart && isLetter(afterNext);
}

function goesOnBefore(start: u32, end: u32): bool {
  if (start < text + 2) return false;
  const previous = <u32>load<u8>(start - 1);
  const beforeThat = <u32>load<u8>(start - 2);
  if (previous == plus) return beforeThat != newline && isBase64(beforeThat);
  if (previous == minus || previous == underscore) return end - start > longestPart && isLetter(beforeThat);
  return previous == slash && isBehindLetters(start) && !isInUrl(start);
}

/** Whether a letter, a digit or a plus stands before the slashes before a place. */
function isBehindLetters(start: u32): bool {
  let at = start - 1;
  while (at > text && start - at <= mostSlashes && load<u8>(at) == slash) at--;
  const code = <u32>load<u8>(at);
  return code == plus || isLetter(code);
}

function isInUrl(start: u32): bool {
  const least = start - text < farthestScheme ? text : start - farthestScheme;
  for (let at = start - 1; at >= least; at--) {
    const code = <u32>load<u8>(at);
    if (isBlank(code)) return false;
    if (code == colon && load<u8>(at + 1) == slash && load<u8>(at + 2) == slash && at + 3 <= start) return true;
  }
  return false;
}

@inline
function isLetter(code: u32): bool {
  return load<u8>(alphanumeric + code) != 0;
}

@inline
function isBase64(code: u32): bool {
  return isLetter(code) || code == plus || code == slash || code == equals;
}

/** White space of Latin-1; of UTF-16 the host sees more. */
@inline
function isBlank(code: u32): bool {
  return code == 0x20 || (code >= 0x09 && code <= 0x0d) || code == 0xa0;
}
