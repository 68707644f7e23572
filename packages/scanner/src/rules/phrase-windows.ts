import { folded, isLatin, type Language, numbersOf } from '../wallet/word-lists.ts';
import { type Gap, gapOf, isWordLike, type Level, leadOfLine } from './phrase-gaps.ts';
import { leastWords, type Row } from './phrase-rows.ts';

/** A word of one language's list, and what separates it from the word before. */
interface Word {
  readonly at: number;
  readonly end: number;
  readonly number: number;
  readonly text: string;
}

/** As many neighbouring words as a phrase has. */
export interface Window {
  readonly language: Language;
  readonly words: readonly Word[];
  /** On how many of its two sides something parts it from other words: a quote, a line, the end of the row. */
  readonly edges: number;
  /** The row it is cut from: where it begins, how many words it has, and whether all of it might be one phrase. */
  readonly row: { readonly at: number; readonly length: number; readonly isPhraseLong: boolean };
}

/** Of BIP-39, and the 13 that Electrum once gave. */
const lengths = [12, 13, 15, 18, 21, 24] as const;

/** In a longer row a phrase is looked for where something parts it from the rest, and not word by word. */
const longestRow = 30;

/** A word of a row as the text has it, and as it is compared. */
interface Token {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly plain: string;
  readonly marked: string;
}

/** Returns the windows of a row in each language that has so many words of it. */
export function windowsOf(row: Row, languages: readonly Language[], text: string, isBytes: boolean): readonly Window[] {
  const tokens = tokensOf(row, text, isBytes);
  return languages.flatMap((language) => windowsIn(language, tokens, row, text));
}

const plainLetters = /^[A-Za-z]+$/;

function tokensOf({ spans }: Row, text: string, isBytes: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const [at = 0, end = 0] = [spans[i], spans[i + 1]];
    const raw = text.slice(at, end);
    if (plainLetters.test(raw)) {
      const lower = raw.toLowerCase();
      tokens.push({ at, end, text: raw, plain: lower, marked: lower });
      continue;
    }
    const decoded = isBytes && /[\x80-\xff]/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
    const [plain, marked] = [folded(decoded, 'english'), folded(decoded, 'japanese')];
    tokens.push({ at, end, text: decoded, plain, marked });
  }
  return tokens;
}

/**
 * Looks for rows of a phrase's length in one language. Where a word is not of its list, no such row goes across it: so the next
 * word to look up is a row's length behind it, and a long text in another language is hardly looked at.
 */
function windowsIn(language: Language, tokens: readonly Token[], row: Row, text: string): readonly Window[] {
  const numbers = numbersOf(language);
  const isMarked = !isLatin(language);
  const numberAt = (index: number) => {
    const token = tokens[index] as Token;
    return numbers.get(isMarked ? token.marked : token.plain);
  };
  const windows: Window[] = [];
  for (let [from, at] = [0, leastWords - 1]; at < tokens.length; ) {
    let bar = at;
    while (bar >= from && numberAt(bar) !== undefined) bar--;
    if (bar >= from) {
      from = bar + 1;
      at = bar + leastWords;
      continue;
    }
    let to = at + 1;
    while (to < tokens.length && numberAt(to) !== undefined) to++;
    const words = tokens.slice(from, to).map(({ at: start, end, text: word }, index) => ({
      at: start,
      end,
      text: word,
      number: numberAt(from + index) ?? 0,
    }));
    const [before, after] = [tokens[from - 1]?.end ?? row.before, tokens[to]?.at ?? row.after];
    addWindows(words, { before, after, language, text }, windows);
    from = to + 1;
    at = to + leastWords;
  }
  return windows;
}

interface Around {
  readonly before: number;
  readonly after: number;
  readonly language: Language;
  readonly text: string;
}

function addWindows(words: readonly Word[], { before, after, language, text }: Around, windows: Window[]): void {
  // gaps[i] stands before word i; the first and the last are those around the row.
  const gaps: readonly (Gap | undefined)[] = [
    before === -1 ? undefined : gapOf(text.slice(before, words[0]?.at)),
    ...words.slice(1).map((word, index) => gapOf(text.slice(words[index]?.end, word.at))),
    after === -1 ? undefined : gapOf(text.slice(words.at(-1)?.end, after)),
  ];
  const row = { at: words[0]?.at ?? 0, length: words.length, isPhraseLong: isPhraseLong(gaps) };
  const [isFirst, isLast] = [before === -1 || !isWordLike(text, before - 1), after === -1 || !isWordLike(text, after)];
  const leadBefore = before === -1 ? '' : leadOfLine(text, before);
  for (let from = 0; from + leastWords <= words.length; from++) {
    const { manner, lead } = gaps[from + 1] ?? gapOf('');
    // In a long row only what is parted from the word before can begin a phrase.
    if (words.length > longestRow && from > 0 && !isParted(gaps[from], gaps[from + 1])) continue;
    let [least, most, isOfOneLead]: [Level, Level, boolean] = [3, 0, true];
    let length = 1;
    for (const wanted of lengths) {
      for (; length < wanted && from + length < words.length; length++) {
        const gap = gaps[from + length];
        if (gap?.manner !== manner) break;
        [least, most] = [Math.min(least, gap.level) as Level, Math.max(most, gap.level) as Level];
        isOfOneLead &&= gap.lead === lead;
      }
      if (length < wanted) break;
      // One word to a line: then a line that begins otherwise, or holds no such word, is no part of it.
      const isColumn = least > 0 && isOfOneLead;
      const isApart = (gap: Gap | undefined) =>
        gap === undefined || gap.manner !== manner || gap.level > most || (isColumn && gap.lead !== lead);
      const left = isApart(gaps[from]) || (isColumn && from === 0 && (isFirst || leadBefore !== lead));
      const right = isApart(gaps[from + wanted]) || (isColumn && from + wanted === words.length && isLast);
      const edges = Number(left) + Number(right);
      if (edges === 2 || words.length <= longestRow) {
        windows.push({ language, words: words.slice(from, from + wanted), edges, row });
      }
    }
  }
}

const isParted = (gap: Gap | undefined, next: Gap | undefined) =>
  gap?.manner !== next?.manner || gap?.lead !== next?.lead || (gap?.level ?? 0) > (next?.level ?? 0);

/** Whether the whole row is as long as a phrase, written in one manner, and parted from what stands around it. */
function isPhraseLong(gaps: readonly (Gap | undefined)[]): boolean {
  const length = gaps.length - 1;
  if (length % 3 !== 0 || length > 24) return false;
  const [first, last, inside] = [gaps[0], gaps.at(-1), gaps.slice(1, -1)];
  const manner = inside[0]?.manner;
  const most = Math.max(...inside.map((gap) => gap?.level ?? 0));
  const isApart = (gap: Gap | undefined) => gap === undefined || gap.manner !== manner || gap.level > most;
  return isApart(first) && isApart(last) && inside.every((gap) => gap?.manner === manner);
}
