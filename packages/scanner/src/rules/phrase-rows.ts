import { firstHash, hashOf, nextHash, plainWords, type WordFilter, wideWords } from '../word-lists.ts';
import {
  type Codes,
  codesOf,
  end,
  gapAt,
  gapBefore,
  kindsFor,
  letter,
  separator,
  type Writing,
} from './phrase-writing.ts';

/** Words that may all be of a list, with nothing but separators between them. */
export interface Row {
  /** Each word's place in the text: start, end, start, end, ... */
  readonly spans: readonly number[];
  /** Where the word before the row ends and the word after it begins, when only separators lie between; else -1. */
  readonly before: number;
  readonly after: number;
}

export const leastWords = 12;

/** A break of line, an indent, a comment sign, a number: more than this is something else. */
const longestGap = 80;

/** Returns every row of twelve and more words that may all be of one BIP-39 list. */
export function rowsOf(text: string, isBytes: boolean): readonly Row[] {
  const writing: Writing = { codes: codesOf(text, isBytes), kinds: kindsFor(isBytes), isBytes };
  // The shortest Latin words have three letters; a Chinese word is one character, which is three bytes.
  const least = leastWords * (isBytes ? 3 : 1) + leastWords - 1;
  const rows: Row[] = [];
  for (let from = 0, at = least - 1; at < writing.codes.length; at = from + least - 1) {
    const bar = barBefore(writing, from, at);
    from = bar === -1 ? addRows(writing, from, rows) : bar;
  }
  return rows;
}

/**
 * Returns where the last thing between `from` and `at` ends that is in no row, or -1. It is looked for backwards, so that
 * the nearest is met first and most of the text is never looked at.
 */
function barBefore({ codes, kinds, isBytes }: Writing, from: number, at: number): number {
  const { length } = codes;
  let stop = at;
  while (stop >= from) {
    const kind = kinds[codes[stop] as number];
    if (kind === end) return stop + 1;
    if (kind === separator) {
      stop--;
      continue;
    }
    let seen = 0;
    let start = stop;
    while (start > from && kinds[codes[start - 1] as number] === letter) seen |= codes[--start] as number;
    let after = stop;
    while (after < length && kinds[codes[after] as number] === letter) seen |= codes[after++] as number;
    // Other alphabets are judged word by word, and letters after `\` or `%` may belong to an escape.
    if (seen < 0x80 && !isEscaped(codes, start)) {
      const length = after - start;
      if (length < 3 || length > 9 || !mayBeWord(hashOfCodes(codes, start, after), length, false, isBytes))
        return after;
    }
    stop = start - 1;
  }
  return -1;
}

const [backslash, percent] = [0x5c, 0x25];
const isEscaped = (codes: Codes, start: number) =>
  start > 1 && (codes[start - 1] === backslash || codes[start - 1] === percent || codes[start - 2] === percent);

function hashOfCodes(codes: Codes, from: number, to: number): number {
  let hash = firstHash;
  for (let at = from; at < to; at++) hash = nextHash(hash, codes[at] as number);
  return hash;
}

// Common words that are in no list: where one stands, no list need be loaded.
export const inNoList =
  'the and for are was but his her has had its our out she him who did let per etc not may from with been were said would could should their them which your these those does some each both here set get new uses using value values names files data string returns function array default class following after without while than how made see last back being given called calls errors line lines methods event events param params options optional boolean null undefined const import module copyright software provided including limited warranty implied liability whether contract tort otherwise arising persons hereby granted obtaining rights publish'.split(
    ' ',
  );
let proseHashes: ReadonlySet<number> | undefined;
let plain: WordFilter | undefined;
const wide = new Map<boolean, WordFilter>();

/** A word's first judgement, by length and hash; the lists are not loaded until twelve words in a row have passed it. */
function mayBeWord(hash: number, length: number, isWide: boolean, isBytes: boolean): boolean {
  if (isWide) return wide.get(isBytes)?.has(hash) ?? length <= 36;
  if (length < 3 || length > 9) return false;
  if (plain) return plain.has(hash);
  proseHashes ??= new Set(inNoList.map((word) => hashOf(word, 0, word.length)));
  return !proseHashes.has(hash);
}

/** Loads what is needed to judge a row that looks like one; false when it was loaded already. */
function loaded(hasWide: boolean, isBytes: boolean): boolean {
  if (plain && (!hasWide || wide.has(isBytes))) return false;
  plain ??= plainWords();
  if (hasWide) wide.set(isBytes, wideWords(isBytes));
  return true;
}

/** Adds the rows from `from` up to the next end, and returns where to go on. */
function addRows(writing: Writing, from: number, rows: Row[]): number {
  const { codes, kinds, isBytes } = writing;
  const { length } = codes;
  let spans: number[] = [];
  let hasWide = false;
  const close = (after: number) => {
    if (spans.length < leastWords * 2) return true;
    if (loaded(hasWide, isBytes)) return false;
    rows.push({ spans, before: wordBefore(writing, spans[0] ?? 0), after });
    return true;
  };

  let at = from;
  while (at < length && kinds[codes[at] as number] !== end) {
    const gap = gapAt(writing, at);
    if (gap > 0) {
      at += gap;
      continue;
    }
    const start = at;
    let hash = firstHash;
    let isWide = false;
    do {
      const code = codes[at] as number;
      if (code >= 0x80) {
        if (gapAt(writing, at) > 0) break;
        isWide = true;
      }
      hash = nextHash(hash, code);
      at++;
    } while (at < length && kinds[codes[at] as number] === letter);

    const isNear = start - (spans.at(-1) ?? start) <= longestGap;
    const isWord = mayBeWord(hash, at - start, isWide, isBytes);
    if (!isWord || !isNear) {
      if (!close(isNear ? start : -1)) return from;
      spans = [];
      hasWide = false;
    }
    if (isWord) {
      spans.push(start, at);
      hasWide ||= isWide;
    }
  }
  return close(-1) ? at : from;
}

/** Where the word ends that stands before a row, or -1. */
function wordBefore(writing: Writing, first: number): number {
  let at = first;
  while (at > 0 && first - at <= longestGap) {
    const gap = gapBefore(writing, at);
    if (gap === 0) return writing.kinds[writing.codes[at - 1] as number] === letter ? at : -1;
    at -= gap;
  }
  return -1;
}
