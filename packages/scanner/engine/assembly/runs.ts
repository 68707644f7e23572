import { mayBeDrawn, mayBeDrawnWithMarks } from './drawn';
import { mayEncode } from './encoded';
import { encodedFound, runFound } from './host';
import { alphabetCount, alphabets, alphanumeric, anyMember, anySet, hexDigit, lengthCount, lengths, members, text } from './layout';
import { isPieceOfMore } from './piece';
import { nextLongRun, nextRun, runEnd } from './run';

// What the rules ask for at one length of one alphabet.
const anything: u32 = 1;
const withDigit: u32 = 2;
const asDrawn: u32 = 4;
const withDigitAsDrawn: u32 = 8;
/** With a digit, and marks are no excuse. */
const asDrawnWithMarks: u32 = 16;
const asAnyDrawn: u32 = asDrawn | withDigitAsDrawn | asDrawnWithMarks;

// What an alphabet is.
const isPadded: u32 = 1;
const standsAlone: u32 = 2;
const isUuid: u32 = 4;
/** It holds all letters and digits, and so is a whole run unless marks stand in it that it has not. */
const isWide: u32 = 8;
const hasNoPlus: u32 = 16;
const hasNoDash: u32 = 32;

const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

/**
 * Finds the runs of all alphabets that some rule may want: first those of any character, which few bytes are part of, then
 * each alphabet's in them; and those of `longRun` characters and more that may encode a text.
 */
export function searchRuns(length: u32, least: u32, longRun: u32): void {
  const end = text + length;
  let from = text;
  while (true) {
    const start = least < 16 ? nextRun(anyMember, least, from, end) : nextLongRun(anySet, least, from, end);
    if (start == end) return;
    const stop = runEnd;
    from = stop + 1;
    if (isIntegrity(start)) continue;
    const marks = marksIn(start, stop);
    for (let alphabet: u32 = 0; alphabet < alphabetCount; alphabet++) {
      const place = alphabets + (alphabet << 3);
      if (stop - start < load<u32>(place)) continue;
      const flags = load<u32>(place, 4);
      if (flags & isWide && !(flags & marks)) offer(alphabet, start, stop, end);
      else searchAlphabet(alphabet, start, stop, end);
    }
    const begin = start + surroundingsBefore(start);
    if (stop - begin >= longRun && mayEncode(begin, stop)) encodedFound(begin - text, stop - text);
  }
}

/** Which alphabets a run is not whole in: one that has no `+` and `/`, or no `-` and `_`. */
function marksIn(start: u32, stop: u32): u32 {
  let plus = i8x16.splat(0);
  let dash = i8x16.splat(0);
  for (let at = start; at < stop; at += 16) {
    const bytes = v128.load(at);
    // What stands behind the run is none of its marks.
    const left = stop - at;
    const inside = i8x16.lt_u(places, i8x16.splat(left < 16 ? <i8>left : 16));
    const here = v128.or(i8x16.eq(bytes, i8x16.splat(0x2b)), i8x16.eq(bytes, i8x16.splat(0x2f)));
    const there = v128.or(i8x16.eq(bytes, i8x16.splat(0x2d)), i8x16.eq(bytes, i8x16.splat(0x5f)));
    plus = v128.or(plus, v128.and(here, inside));
    dash = v128.or(dash, v128.and(there, inside));
  }
  return (v128.any_true(plus) ? hasNoPlus : 0) | (v128.any_true(dash) ? hasNoDash : 0);
}

/** `sha512-...`: lockfiles are made of them, and no rule wants one. */
function isIntegrity(start: u32): bool {
  // `sha` and a digit.
  if ((load<u32>(start) & 0xf0ffffff) != 0x30616873) return false;
  return load<u8>(start + 4) == 0x2d || load<u8>(start + 6) == 0x2d;
}

function searchAlphabet(alphabet: u32, from: u32, to: u32, end: u32): void {
  const member = members + (alphabet << 8);
  const least = load<u32>(alphabets + (alphabet << 3));
  let at = from;
  while (at < to) {
    const start = nextRun(member, least, at, to);
    if (start == to) return;
    const stop = runEnd;
    offer(alphabet, start, stop, end);
    at = stop + 1;
  }
}

function offer(alphabet: u32, from: u32, to: u32, end: u32): void {
  const flags = load<u32>(alphabets + (alphabet << 3), 4);
  const start = from + surroundingsBefore(from);
  let stop = to;
  if (flags & isPadded) while (stop < to + 2 && stop < end && load<u8>(stop) == 0x3d) stop++;
  if (stop - start >= lengthCount) return;
  const wanted = <u32>load<u8>(lengths + alphabet * lengthCount + (stop - start));
  if (wanted == 0) return;
  const is = given(wanted, start, stop);
  if (is == 0) return;
  if (flags & standsAlone && !isAlone(start, stop, end, start > from)) return;
  if (flags & isUuid && !groupsOfUuid(start, stop)) return;
  runFound(alphabet, start - text, stop - text, is);
}

/** Of what the rules ask for, what this run is. What was cut out of something longer was not drawn as it stands. */
function given(asked: u32, start: u32, end: u32): u32 {
  const wanted = asked & asAnyDrawn && isPieceOfMore(start, end) ? asked & ~asAnyDrawn : asked;
  let is = wanted & anything;
  if (wanted & asDrawn && mayBeDrawn(start, end)) is |= asDrawn;
  if (!(wanted & (withDigit | withDigitAsDrawn | asDrawnWithMarks)) || !hasDigit(start, end)) return is;
  is |= wanted & withDigit;
  if (wanted & withDigitAsDrawn && mayBeDrawn(start, end)) is |= withDigitAsDrawn;
  if (wanted & asDrawnWithMarks && mayBeDrawnWithMarks(start, end)) is |= asDrawnWithMarks;
  return is;
}

function hasDigit(start: u32, end: u32): bool {
  for (let at = start; at < end; at++) if (<u32>load<u8>(at) - 0x30 < 10) return true;
  return false;
}

/** \b \f \n \r \t \v */
function isEscape(letter: u32): bool {
  return letter == 0x62 || letter == 0x66 || letter == 0x6e || letter == 0x72 || letter == 0x74 || letter == 0x76;
}

/** How many of a run's first characters are the end of an escape (`\n`, `%3D`) that was written before it. */
function surroundingsBefore(start: u32): u32 {
  if (start == text) return 0;
  const before = load<u8>(start - 1);
  const first = load<u8>(start);
  if (before == 0x5c) {
    if (isEscape(first)) return 1;
    // `\x0a`, `\u000a`
    if (first == 0x78 && areDigits(start + 1, 2)) return 3;
    return first == 0x75 && areDigits(start + 1, 4) ? 5 : 0;
  }
  if (before == 0x25) return areDigits(start, 2) ? 2 : 0;
  // The `x` or `u` is no digit, so that a run of hex begins behind it.
  if (start < text + 2 || load<u8>(start - 2) != 0x5c) return 0;
  if (before == 0x78) return areDigits(start, 2) ? 2 : 0;
  return before == 0x75 && areDigits(start, 4) ? 4 : 0;
}

function areDigits(at: u32, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (!load<u8>(hexDigit + <u32>load<u8>(at + i))) return false;
  return true;
}

/** Whether a run is no piece of a longer word; `isBehindEscape`: what stands before it has been told from it. */
function isAlone(start: u32, stop: u32, end: u32, isBehindEscape: bool): bool {
  if (stop < end && load<u8>(alphanumeric + <u32>load<u8>(stop))) return false;
  if (isBehindEscape) return true;
  const before: u32 = start == text ? 0 : load<u8>(start - 1);
  if (!load<u8>(alphanumeric + before)) return true;
  const beforeThat: u32 = start < text + 2 ? 0 : load<u8>(start - 2);
  // `0x` is how hex is written; `\n` ends before the run, and so does `%3D`, whose digits are members of most alphabets.
  if ((before | 0x20) == 0x78 && beforeThat == 0x30) {
    return start == text + 2 || !load<u8>(alphanumeric + <u32>load<u8>(start - 3));
  }
  if (beforeThat == 0x5c) return isEscape(before);
  return (
    start > text + 2 &&
    load<u8>(start - 3) == 0x25 &&
    load<u8>(hexDigit + before) != 0 &&
    load<u8>(hexDigit + beforeThat) != 0
  );
}

/** 8-4-4-4-12 */
function groupsOfUuid(start: u32, end: u32): bool {
  if (end - start != 36) return false;
  for (let i: u32 = 0; i < 36; i++) {
    const isBorder = i == 8 || i == 13 || i == 18 || i == 23;
    if ((load<u8>(start + i) == 0x2d) != isBorder) return false;
  }
  return true;
}
