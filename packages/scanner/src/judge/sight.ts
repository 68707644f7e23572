import { columnOf } from './column.ts';
import { type Reading, readingOf } from './label.ts';
import { type NameBefore, nameBefore } from './name-before.ts';
import type { Hit } from './rule.ts';

/** What stands around a value, read once for all rules that ask about the same place. */
export interface Sight extends NameBefore {
  readonly reading: Reading;
}

// Several rules ask about one place, and about the same digits with and without `0x`.
const sights = new Map<number, Sight>();
let seenText = '';
const [letterX, zero] = [0x78, 0x30];

export function sightOf({ text, at: digits }: Pick<Hit, 'text' | 'at'>): Sight {
  const at = text.charCodeAt(digits - 1) === letterX && text.charCodeAt(digits - 2) === zero ? digits - 2 : digits;
  if (text !== seenText || sights.size > 512) sights.clear();
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  seenText = text;
  const known = sights.get(at);
  if (known) return known;
  const sight = seen(text, at);
  sights.set(at, sight);
  return sight;
}

function seen(text: string, at: number): Sight {
  const found = nameBefore(text, at);
  const reading = readingOf(found.name);
  const name = reading === undefined ? columnOf(text, at) : undefined;
  return name === undefined
    ? { name: found.name, sign: found.sign, isQuoted: found.isQuoted, at: found.at, reading }
    : { ...found, name, sign: '=', reading: readingOf(name) };
}
