import { isValue } from '../label.ts';
import { type Exchange, exchanges } from './exchange-table.ts';

// Short names are words of other things, so they carry their own borders.
const pattern = new RegExp(exchanges.map(({ names }) => `(${names.join('|')})`).join('|'), 'gi');

/** The name may stand in a comment, a section title or the call around the credentials: some ten lines. */
const nearby = 600;

interface Mention {
  readonly at: number;
  readonly exchange: number;
}

// The text that was asked about last, and its mentions block by block: a lockfile asks thousands of times.
const blockSize = 2048;
const longestName = 24;
let lastText = '';
const blocks = new Map<number, readonly Mention[]>();

function mentionsIn(text: string, block: number): readonly Mention[] {
  if (text !== lastText) blocks.clear();
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  lastText = text;
  const known = blocks.get(block);
  if (known) return known;
  const start = block * blockSize;
  const part = text.slice(Math.max(0, start - 1), start + blockSize + longestName);
  const mentions = Array.from(part.matchAll(pattern), (found) => ({
    at: Math.max(0, start - 1) + found.index,
    exchange: indexOf(found),
  })).filter(({ at }) => at < start + blockSize);
  blocks.set(block, mentions);
  return mentions;
}

const indexOf = (found: RegExpExecArray) => found.findIndex((group, index) => index > 0 && group !== undefined) - 1;

/** Plain words that stand wherever a name of the exchange stands: what the patterns of names have in common. */
export const keywordsOf = ({ names }: Pick<Exchange, 'names'>) => [
  ...new Set(names.map((name) => (/[a-z0-9-]{3,}/.exec(name.replaceAll('\\b', '')) ?? [name])[0])),
];

/** Returns the exchanges that a name speaks of. */
export function exchangesIn(name: string): readonly string[] {
  return name === '' || isValue(name) ? [] : Array.from(name.matchAll(pattern), (found) => idOf(indexOf(found)));
}

let lastPath = '';
let inLastPath: readonly string[] = [];

/** The same of a path, about which every value in a text asks. */
export function exchangesInPath(path: string): readonly string[] {
  if (path !== lastPath) inLastPath = Array.from(path.matchAll(pattern), (found) => idOf(indexOf(found)));
  lastPath = path;
  return inLastPath;
}

const nobody: readonly string[] = [];

/** Returns the exchanges mentioned around a place: the one that stands before it and closest comes first. */
export function exchangesNear(text: string, at: number): readonly string[] {
  const [from, to] = [Math.max(0, at - nearby), Math.min(text.length, at + nearby)];
  let close: { id: string; distance: number }[] | undefined;
  for (let block = Math.floor(from / blockSize); block <= Math.floor(to / blockSize); block++) {
    for (const mention of mentionsIn(text, block)) {
      if (mention.at < from || mention.at > to) continue;
      // What follows is about the next one more often than about this one.
      close ??= [];
      close.push({ id: idOf(mention.exchange), distance: mention.at < at ? at - mention.at : (mention.at - at) * 2 });
    }
  }
  if (!close) return nobody;
  if (close.length < 2) return close.map(({ id }) => id);
  return [...new Set(close.toSorted((a, b) => a.distance - b.distance).map(({ id }) => id))];
}

const idOf = (index: number) => exchanges[index]?.id ?? '';
