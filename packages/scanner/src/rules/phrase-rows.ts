import type { Look } from '../judge/rule.ts';
import { end, gapAt, gapBefore, kindsFor, letter, type Writing } from '../wallet/phrase-writing.ts';
import { everyWordBut, firstHash, nextHash, plainWords, type WordFilter, wideWords } from '../wallet/word-lists.ts';

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
export function rowsOf(look: Look): readonly Row[] {
  const { isBytes } = look;
  const codes = isBytes ? look.bytes : unitsOf(look.text);
  const writing: Writing = { codes, kinds: kindsFor(isBytes), isBytes };
  // UTF-16 is rare, and the engine reads bytes: every place of it may begin a row.
  const next = (from: number) => (isBytes ? look.nextWords(from, leastWords, mayBeWords()) : from);
  const rows: Row[] = [];
  for (let from = next(0); from < codes.length; ) {
    const stop = addRows(writing, from, rows);
    // Where lists had to be loaded, the row is looked at again; else on from behind what ended it.
    from = next(stop === undefined ? from : stop + 1);
  }
  return rows;
}

function unitsOf(text: string): Uint16Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

// Common words that are in no list: where one stands, no list need be loaded.
export const inNoList =
  'the and for are was but his her has had its our out she him who did let per etc not may from with been were said would could should their them which your these those does some each both here set get new uses using value values names files data string returns function array default class following after without while than how made see last back being given called calls errors line lines methods event events param params options optional boolean null undefined const import module copyright software provided including limited warranty implied liability whether contract tort otherwise arising persons hereby granted obtaining rights publish'.split(
    ' ',
  );
let unread: WordFilter | undefined;
let plain: WordFilter | undefined;
const wide = new Map<boolean, WordFilter>();

/** The lists are not loaded until twelve words in a row have passed; before, a word is any but the common ones. */
function plainFilter(): WordFilter {
  unread ??= everyWordBut(inNoList);
  return plain ?? unread;
}

const mayBeWords = () => plainFilter().bits;

/** A word's first judgement, by length and hash; by its first character where its lists have not been read. */
function mayBeWord(hash: number, length: number, isWide: boolean, isBytes: boolean, first: number): boolean {
  if (isWide) return wide.get(isBytes)?.has(hash) ?? length <= (isChinese(first, isBytes) ? (isBytes ? 3 : 1) : 36);
  return length >= 3 && length <= 9 && plainFilter().has(hash);
}

/** A Chinese word of the lists is one character, and prose has no spaces between its characters. */
const isChinese = (code: number, isBytes: boolean) =>
  isBytes ? code >= 0xe4 && code <= 0xe9 : code >= 0x4e00 && code < 0xa000;

/** Loads what is needed to judge a row that looks like one; false when it was loaded already. */
function loaded(hasWide: boolean, isBytes: boolean): boolean {
  if (plain && (!hasWide || wide.has(isBytes))) return false;
  plain ??= plainWords();
  if (hasWide) wide.set(isBytes, wideWords(isBytes));
  return true;
}

/** Adds the rows from `from` up to the next end, and returns where that is; undefined when lists had to be loaded first. */
function addRows(writing: Writing, from: number, rows: Row[]): number | undefined {
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
    const isWord = mayBeWord(hash, at - start, isWide, isBytes, codes[start] as number);
    if (!isWord || !isNear) {
      if (!close(isNear ? start : -1)) return undefined;
      spans = [];
      hasWide = false;
    }
    if (isWord) {
      spans.push(start, at);
      hasWide ||= isWide;
    }
  }
  return close(-1) ? at : undefined;
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
