import { type Reading, readingOf } from '../label.ts';
import { type NameBefore, nameBefore } from '../name-before.ts';
import type { Hit } from '../rule.ts';

/** What stands around a value, read once for all rules that ask about the same place. */
export interface Sight extends NameBefore {
  readonly reading: Reading;
}

// Several rules ask about one place, and about the same digits with and without `0x`.
const sights = new Map<number, Sight>();
let seenText = '';

export function sightOf({ text, at }: Pick<Hit, 'text' | 'at'>): Sight {
  if (text !== seenText || sights.size > 512) sights.clear();
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  seenText = text;
  const known = sights.get(at);
  if (known) return known;
  const found = nameBefore(text, at);
  const sight = { ...found, reading: readingOf(found.name) };
  sights.set(at, sight);
  return sight;
}
