const mask = '[masked]';

/**
 * Returns what takes values out of a text: somebody may have named a file after a key. It asks for each piece of the text
 * whether it is a value, so that ten thousand values cost no more than ten.
 */
export function masking(values: Iterable<string>): (text: string) => string {
  const byLength = new Map<number, Set<string>>();
  for (const value of values) {
    const known = byLength.get(value.length);
    if (known) known.add(value);
    else byLength.set(value.length, new Set([value]));
  }
  byLength.delete(0);
  const longestFirst = [...byLength].toSorted(([a], [b]) => b - a);

  const masked = (text: string): string => {
    for (const [length, those] of longestFirst) {
      for (let at = 0; at + length <= text.length; at++) {
        if (those.has(text.slice(at, at + length)))
          return masked(text.slice(0, at)) + mask + masked(text.slice(at + length));
      }
    }
    return text;
  };
  // A path is told of each finding in it.
  const told = new Map<string, string>();
  return (text) => {
    const known = told.get(text) ?? masked(text);
    told.set(text, known);
    return known;
  };
}
