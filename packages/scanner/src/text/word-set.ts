/** Words to be asked for one by one. */
export interface WordSet {
  has(word: string): boolean;
}

/**
 * The words of a text, parted when one is first asked for. Node takes a millisecond to make a pattern of as many, and
 * a tenth to make a set, and a hook waits for both.
 */
export function wordSet(text: string): WordSet & Iterable<string> {
  let words: ReadonlySet<string> | undefined;
  const parted = () => {
    words ??= new Set(text.split(/\s+/).filter((word) => word !== ''));
    return words;
  };
  return { has: (word) => parted().has(word), [Symbol.iterator]: () => parted()[Symbol.iterator]() };
}
