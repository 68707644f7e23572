import { text, wordBits, wordKind, wordMask, wordSet } from './layout';
import { membersAt } from './members';

// What a character is to a row of words.
const end: u32 = 0;
const letter: u32 = 1;
const separator: u32 = 2;

const firstHash: u32 = 7;

const maybe: u32 = 0;
const no: u32 = 1;
/** Of another alphabet, or behind `\` or `%`, where its first letters may belong to an escape: the host judges these. */
const unknown: u32 = 2;

/**
 * Returns where the next row of `least` words may begin, or `length`. A row has nothing between its words but separators,
 * and a word is three characters long: so wherever a bar stands (a character of no row, a word of no list), the next place
 * to look at is a row's length behind it.
 */
export function nextWords(length: u32, from: u32, least: u32): u32 {
  const stop = text + length;
  const reach = least * 4 - 1;
  let start = text + from;
  for (let at = start + reach - 1; at < stop; at = start + reach - 1) {
    const border = endBefore(start, at);
    if (border != 0) {
      start = border;
      continue;
    }
    const bar = barBefore(start, at, stop);
    start = bar != 0 ? bar : endOfShortRow(start, stop, least);
    if (start == 0) return found - text;
  }
  return length;
}

/** Returns the place behind the last character up to `at` that stands in no row, or 0; sixteen characters at a time. */
@inline
function endBefore(from: u32, at: u32): u32 {
  const low = v128.load(wordSet);
  const high = v128.load(wordSet, 16);
  let block = at - 15;
  while (true) {
    const missing = ~membersAt(block, low, high) & 0xffff;
    if (missing != 0) return block + 32 - clz(missing);
    if (block == from) return 0;
    block = max(from, block - 16);
  }
}

/** Returns where the last bar between `from` and `at` ends, or 0. It is looked for backwards: the nearest tells most. */
function barBefore(from: u32, at: u32, stop: u32): u32 {
  let place = at;
  while (place >= from) {
    const what = kindAt(place);
    if (what == end) return place + 1;
    if (what == separator) {
      place--;
      continue;
    }
    let start = place;
    while (start > from && kindAt(start - 1) == letter) start--;
    let after = place + 1;
    while (after < stop && kindAt(after) == letter) after++;
    if (judged(start, after) == no) return after;
    place = start - 1;
  }
  return 0;
}

let found: u32 = 0;

/** Returns where a row ends that has too few words, or 0 for one that has enough or that the host must judge. */
function endOfShortRow(from: u32, stop: u32, least: u32): u32 {
  found = from;
  let words: u32 = 0;
  let at = from;
  while (at < stop) {
    const what = kindAt(at);
    if (what == end) return at + 1;
    if (what == separator) {
      at++;
      continue;
    }
    let after = at + 1;
    while (after < stop && kindAt(after) == letter) after++;
    const judgement = judged(at, after);
    if (judgement == no) return after;
    if (judgement == unknown || ++words == least) return 0;
    at = after;
  }
  return stop;
}

@inline
function kindAt(at: u32): u32 {
  return load<u8>(wordKind + <u32>load<u8>(at));
}

function judged(start: u32, after: u32): u32 {
  const length = after - start;
  let hash = firstHash;
  let seen: u32 = 0;
  for (let at = start; at < after; at++) {
    const code = <u32>load<u8>(at);
    seen |= code;
    hash = hash * 31 + (code | 0x20);
  }
  if (seen >= 0x80 || isEscaped(start)) return unknown;
  if (length < 3 || length > 9) return no;
  const bit = (hash ^ (hash >> 13)) & wordMask;
  return (<u32>load<u8>(wordBits + (bit >> 3)) >> (bit & 7)) & 1 ? maybe : no;
}

@inline
function isEscaped(start: u32): bool {
  if (start < text + 2) return false;
  const before = load<u8>(start - 1);
  return before == 0x5c || before == 0x25 || load<u8>(start - 2) == 0x25;
}
