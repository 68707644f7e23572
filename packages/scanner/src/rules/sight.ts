import { type Reading, readingOf } from '../label.ts';
import { type NameBefore, nameBefore } from '../name-before.ts';
import type { Hit } from '../rule.ts';

/** What stands around a value, read once for all rules that ask about the same place. */
export interface Sight extends NameBefore {
  readonly reading: Reading;
}

let last: { readonly text: string; readonly at: number; readonly sight: Sight } | undefined;

export function sightOf({ text, at }: Pick<Hit, 'text' | 'at'>): Sight {
  if (last && last.at === at && last.text === text) return last.sight;
  const found = nameBefore(text, at);
  const sight = { ...found, reading: readingOf(found.name) };
  last = { text, at, sight };
  return sight;
}
