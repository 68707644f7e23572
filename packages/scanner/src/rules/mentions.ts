import type { Look, RunRule } from '../judge/rule.ts';

/** Returns the index of the first of these places, which stand in order, that is no less than `least`. */
export function firstFrom(places: readonly { readonly at: number }[], least: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.at ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Runs come in order, and so the first mention around the next is not far.
let lastLook: Look | undefined;
let lastLeast = 0;
let lastFirst = 0;

function firstAround(look: Look, least: number): number {
  const { mentions } = look;
  if (look !== lastLook || least < lastLeast) lastFirst = firstFrom(mentions, least);
  while (lastFirst < mentions.length && (mentions[lastFirst]?.at ?? 0) < least) lastFirst++;
  lastLook = look;
  lastLeast = least;
  return lastFirst;
}

/** Returns true where a word that fits is mentioned between two places, both included. */
export function isMentioned(look: Look, from: number, to: number, fits: (word: string) => boolean): boolean {
  const { mentions } = look;
  if (mentions.length === 0) return false;
  for (let i = firstAround(look, from); i < mentions.length; i++) {
    const { word, at } = mentions[i] as Look['mentions'][number];
    if (at > to) return false;
    if (fits(word)) return true;
  }
  return false;
}

/** Asks, of a run, whether one of these words is mentioned no farther from it than this. */
export function mentionedAround(words: readonly string[], reach: number): NonNullable<RunRule['where']> {
  const fits = (word: string) => words.includes(word);
  return (look, start, end) => isMentioned(look, start - reach, end + reach, fits);
}
