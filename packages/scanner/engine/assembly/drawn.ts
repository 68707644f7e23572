import { followBits, kind, letterBits } from './layout';

const digit: u32 = 1;
const hexLower: u32 = 2;
const hexUpper: u32 = 4;
const otherLower: u32 = 8;
const otherUpper: u32 = 16;
const other: u32 = 32;

// Several alphabets have one run.
let lastStart: u32 = 0;
let lastEnd: u32 = 0;
let last: bool = false;

/**
 * Whether a run may be a drawn value. Answers no for plain numbers, and for letters and digits that words explain better;
 * what has marks in it, or begins as hex, is left to the host, which judges the same way and more closely.
 */
export function mayBeDrawn(start: u32, end: u32): bool {
  if (start == lastStart && end == lastEnd) return last;
  lastStart = start;
  lastEnd = end;
  last = judged(start, end);
  return last;
}

/** The same of a value whose marks are part of it. */
export function mayBeDrawnWithMarks(start: u32, end: u32): bool {
  if (!mayBeDrawn(start, end)) return false;
  let kinds: u32 = 0;
  for (let at = start; at < end; at++) kinds |= load<u8>(kind + <u32>load<u8>(at));
  // Without marks it has been judged; the dashes of a UUID, and `0x`, are no part of the value.
  if (!(kinds & other) || end - start == 36 || isHexSign(start)) return true;
  return wordiness(start, end, 256, (kinds & (hexLower | otherLower)) != 0) <= 0;
}

@inline
function isHexSign(start: u32): bool {
  return load<u8>(start) == 0x30 && (<u32>load<u8>(start + 1) | 0x20) == 0x78;
}

/** The same of anything that may be a password: the more kinds of characters there are, the more of them chance explains. */
export function mayBeValue(start: u32, end: u32): bool {
  let kinds: u32 = 0;
  let isOfBase64 = true;
  for (let at = start; at < end; at++) {
    const code = <u32>load<u8>(at);
    const which = <u32>load<u8>(kind + code);
    kinds |= which;
    if (which & other && !(code == 0x2b || code == 0x2f || code == 0x2d || code == 0x5f || code == 0x3d)) isOfBase64 = false;
  }
  if (!(kinds & other)) return mayBeDrawn(start, end);
  return wordiness(start, end, isOfBase64 ? 256 : 384, (kinds & (hexLower | otherLower)) != 0) <= 0;
}

/** The text is another one now. */
export function forgetDrawn(): void {
  lastEnd = 0;
}

function judged(start: u32, end: u32): bool {
  let kinds: u32 = 0;
  for (let at = start; at < end; at++) kinds |= load<u8>(kind + <u32>load<u8>(at));
  if (kinds & other) return true;
  if (isHexSign(start)) return true;
  const hasLower = (kinds & (hexLower | otherLower)) != 0;
  const hasUpper = (kinds & (hexUpper | otherUpper)) != 0;
  const isBothCases = hasLower && hasUpper;
  if (!isBothCases && !(kinds & (otherLower | otherUpper))) return (kinds & digit) != 0 && (hasLower || hasUpper);
  return wordiness(start, end, isBothCases ? 128 : 0, hasLower) <= 0;
}

/** 0 a letter in lower case, 1 in upper case, 2 a digit, 3 a mark. */
@inline
function kindOf(code: u32, capital: u32): u32 {
  if (code - 97 < 26) return 0;
  if (code - 65 < 26) return capital;
  return code - 48 < 10 ? 2 : 3;
}

/** Bits by which "written as words" explains letters and digits better than "drawn evenly". */
function wordiness(start: u32, end: u32, alphabet: u32, hasLower: bool): f64 {
  const capital: u32 = hasLower ? 1 : 0;
  let bits: f64 = 0;
  let before: i32 = -1;
  for (let at = start; at < end; at++) {
    const code = <u32>load<u8>(at);
    const which: u32 = kindOf(code, capital);
    if (which < 2) bits += load<f64>(letterBits + (((code | 0x20) - 97) << 3));
    if (before >= 0) bits += load<f64>(followBits + alphabet + ((<u32>before * 4 + which) << 3));
    before = which;
  }
  return bits;
}
