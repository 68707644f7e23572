import { isValue } from '../judge/label.ts';
import type { Look } from '../judge/rule.ts';
import { type Exchange, exchanges } from './exchange-table.ts';
import { firstFrom } from './mentions.ts';

// Short names are words of other things, so they carry their own borders.
const pattern = new RegExp(exchanges.map(({ names }) => `(${names.join('|')})`).join('|'), 'gi');

/** The name may stand in a comment, a section title or the call around the credentials: some ten lines. */
export const nearby = 600;

interface Mention {
  readonly at: number;
  readonly exchange: number;
}

/** The mentions of the text that was asked about last: a lockfile asks thousands of times. */
let known: { readonly look: Look; readonly mentions: readonly Mention[] } | undefined;

function mentionsIn(look: Look): readonly Mention[] {
  if (known?.look === look) return known.mentions;
  const mentions: Mention[] = [];
  for (const { word, at } of look.mentions) {
    for (const { exchange, pattern: name } of byWord.get(word) ?? []) {
      if (name) name.lastIndex = at;
      if (name && !name.test(look.text)) continue;
      mentions.push({ at, exchange });
      break;
    }
  }
  known = { look, mentions };
  return mentions;
}

const indexOf = (found: RegExpExecArray) => found.findIndex((group, index) => index > 0 && group !== undefined) - 1;

/** What a name begins with, up to what may be written in several ways: `crypto`, `hl-` and `hl_`. */
function wordsOf(name: string): readonly string[] {
  const [, plain = '', marks = ''] = /^([a-z0-9-]+)(_(?!\?)|\[[._-]+\](?!\?))?/.exec(name.replaceAll('\\b', '')) ?? [];
  return plain.length > 3 || marks === '' ? [plain] : Array.from(marks.replace(/[[\]]/g, ''), (mark) => plain + mark);
}

/** The words by which a text speaks of an exchange, as the engine looks for them. */
export function keywordsOf({ names }: Pick<Exchange, 'names'>): readonly string[] {
  const known = keywords.get(names) ?? [...new Set(names.flatMap(wordsOf))];
  keywords.set(names, known);
  return known;
}

/** Each rule of an exchange asks. */
const keywords = new Map<readonly string[], readonly string[]>();

interface Named {
  readonly exchange: number;
  /** Where the word is but the beginning of the name. */
  readonly pattern: RegExp | undefined;
}

const byWord = new Map<string, Named[]>();
for (const [exchange, { names }] of exchanges.entries()) {
  for (const name of names) {
    for (const word of wordsOf(name)) {
      const one = { exchange, pattern: word === name ? undefined : new RegExp(name, 'iy') };
      byWord.set(word, [...(byWord.get(word) ?? []), one]);
    }
  }
}
const words = [...byWord.keys()];

/** Returns the exchanges that a name speaks of. */
export function exchangesIn(name: string): readonly string[] {
  const known = inNames.get(name);
  if (known) return known;
  const lower = name.toLowerCase();
  // Most names speak of none, and the pattern of all is not worth making for them.
  const isOne = words.some((word) => lower.includes(word)) && !isValue(name);
  const found = isOne ? Array.from(name.matchAll(pattern), (one) => idOf(indexOf(one))) : nobody;
  if (inNames.size > 2048) inNames.clear();
  inNames.set(name, found);
  return found;
}

/** Names come again and again. */
const inNames = new Map<string, readonly string[]>();

let lastPath = '';
let inLastPath: readonly string[] = [];

/** The same of a path, about which every value in a text asks. */
export function exchangesInPath(path: string): readonly string[] {
  if (path !== lastPath) {
    const lower = path.toLowerCase();
    const isOne = words.some((word) => lower.includes(word));
    inLastPath = isOne ? Array.from(path.matchAll(pattern), (found) => idOf(indexOf(found))) : nobody;
  }
  lastPath = path;
  return inLastPath;
}

const nobody: readonly string[] = [];

/** Returns the exchanges mentioned around a place: the one that stands before it and closest comes first. */
export function exchangesNear(look: Look, at: number): readonly string[] {
  if (mentionsIn(look).length === 0) return nobody;
  if (asked?.look !== look || asked.at !== at) asked = { look, at, exchanges: nearest(look, at) };
  return asked.exchanges;
}

/** The place that was asked about last: several rules ask about one. */
let asked: { readonly look: Look; readonly at: number; readonly exchanges: readonly string[] } | undefined;

/** A text that speaks of exchanges at every place is asked about the closest of them. */
const [mostBefore, mostBehind] = [24, 12];

function nearest(look: Look, at: number): readonly string[] {
  const mentions = mentionsIn(look);
  const here = firstFrom(mentions, at);
  const close: Close[] = [];
  for (let i = here - 1; i >= Math.max(0, here - mostBefore); i--) {
    const { at: place, exchange } = mentions[i] as Mention;
    if (at - place > nearby) break;
    // Of one exchange, the first is the closest.
    if (!close.some((one) => one.exchange === exchange))
      close.push({ exchange, distance: at - place, order: here - i });
  }
  for (let i = here; i < Math.min(mentions.length, here + mostBehind); i++) {
    const { at: place, exchange } = mentions[i] as Mention;
    if (place - at > nearby) break;
    // What follows is about the next one more often than about this one.
    const distance = (place - at) * 2;
    const known = close.find((one) => one.exchange === exchange);
    if (!known) close.push({ exchange, distance, order: mostBefore + i - here + 1 });
    else if (distance < known.distance) [known.distance, known.order] = [distance, mostBefore + i - here + 1];
  }
  if (close.length === 0) return nobody;
  if (close.length > 1) close.sort((a, b) => a.distance - b.distance || a.order - b.order);
  return close.map(({ exchange }) => idOf(exchange));
}

/** The closest mention of an exchange; `order`: of two that are as close, the one before the value comes first. */
interface Close {
  readonly exchange: number;
  distance: number;
  order: number;
}

const idOf = (index: number) => exchanges[index]?.id ?? '';
