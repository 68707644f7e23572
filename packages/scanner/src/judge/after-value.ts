import { mostLetters, mostRows } from './label.ts';
import { longestName } from './name-before.ts';
import type { Look } from './rule.ts';

/** What stands right before a value, where that is plainly another value: a list has a hundred thousand of them. */
export type AfterValue = 'quoted after a comma' | 'another' | undefined;

const furthestGlue = 12;
/** A letter less than a name may have: the first may belong to an escape. */
const leastLength = 21;

const [space, tab, comma, dash, dot, slash, zero, backslash, letterX] = [
  0x20, 0x09, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x5c, 0x78,
];
const [digit, small, capital, mark, quote] = [1, 2, 3, 4, 5];
const kinds = new Uint8Array(256);
kinds.fill(digit, 0x30, 0x3a).fill(capital, 0x41, 0x5b).fill(small, 0x61, 0x7b);
for (const character of '_$') kinds[character.charCodeAt(0)] = mark;
for (const character of '"\'`') kinds[character.charCodeAt(0)] = quote;

/** The place that was asked about last: several rules ask about one. */
let asked: Look | undefined;
let askedAt = -1;
let answer: AfterValue;

/**
 * Tells at a glance what `nameBefore` and `readingOf` would find out: that what names the value at a place is a value itself,
 * and so names nothing. undefined: they must be asked.
 */
export function afterValue(look: Look, at: number): AfterValue {
  if (look === asked && at === askedAt) return answer;
  answer = read(look.bytes, at);
  asked = look;
  askedAt = at;
  return answer;
}

function read(bytes: Uint8Array, digits: number): AfterValue {
  // As `sightOf` does: `0x` is no name.
  const at = bytes[digits - 1] === letterX && bytes[digits - 2] === zero ? digits - 2 : digits;
  let end = at;
  let [isQuoted, hasComma] = [false, false];
  for (; end > at - furthestGlue; end--) {
    const code = bytes[end - 1] ?? 0;
    if (kinds[code] === quote) isQuoted ||= !hasComma;
    else if (code === comma) hasComma = true;
    else if (code !== space && code !== tab) break;
  }
  if (!isOfName(bytes[end - 1])) return undefined;
  const floor = Math.max(0, end - longestName);
  let start = end;
  let [rows, changes, marks, before] = [0, 0, 0, 0];
  let isInRow = false;
  for (; start > floor; start--) {
    const code = bytes[start - 1] as number;
    const kind = kinds[code] as number;
    if (kind === 0 || kind === quote) {
      // `.` and `-` stand inside of names.
      if ((code !== dash && code !== dot) || start - 1 <= floor || !isOfName(bytes[start - 2])) break;
      marks++;
      isInRow = false;
      continue;
    }
    if (kind === digit && !isInRow) rows++;
    isInRow = kind === digit;
    if (kind === mark) marks++;
    else if (kind !== before) {
      changes++;
      before = kind;
    }
  }
  const length = end - start;
  const previous = bytes[start - 1];
  // A tag that ends names nothing, and what stands before it may.
  if (length < leastLength || previous === slash) return undefined;
  // Words before a name belong to it, and more rows of digits make it no name.
  const isWhole = previous !== space && previous !== dash && previous !== backslash;
  const isValue = rows > mostRows || (isWhole && (changes * 2 > length || (length > mostLetters && marks === 0)));
  if (!isValue) return undefined;
  return isQuoted && hasComma ? 'quoted after a comma' : 'another';
}

const isOfName = (code = 0) => kinds[code] !== 0 && kinds[code] !== quote;
