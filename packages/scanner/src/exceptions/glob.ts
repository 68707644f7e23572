/**
 * The globs of .scanignore, small enough to be sure of: `*` is any text within one name, `?` one character of a name,
 * and `**`, as a whole name, any number of folders. Everything else stands for itself. A glob is always read from the
 * repository's root, and must match the whole path. No regular expression is made, so none can be slow.
 */
export function matchesGlob(path: string, glob: string): boolean {
  return matchesAll(path.split('/'), glob.split('/'), {
    isMany: (name) => name === '**',
    matches: (name, pattern) =>
      matchesAll([...name], [...pattern], {
        isMany: (character) => character === '*',
        matches: (character, wanted) => wanted === '?' || character === wanted,
      }),
  });
}

interface Kind {
  readonly isMany: (pattern: string) => boolean;
  readonly matches: (part: string, pattern: string) => boolean;
}

/** Goes on from the last "many" where a match fails, so it takes parts times patterns at most. */
function matchesAll(parts: readonly string[], patterns: readonly string[], { isMany, matches }: Kind): boolean {
  let part = 0;
  let pattern = 0;
  let many = -1;
  let tried = 0;
  while (part < parts.length) {
    const wanted = patterns[pattern];
    if (wanted !== undefined && isMany(wanted)) {
      many = pattern++;
      tried = part;
    } else if (wanted !== undefined && matches(parts[part] ?? '', wanted)) {
      pattern++;
      part++;
    } else if (many !== -1) {
      pattern = many + 1;
      part = ++tried;
    } else return false;
  }
  return patterns.slice(pattern).every(isMany);
}
