import type { Git } from './git.ts';

/** Where a blob came into the history: the oldest commit that put it at a path. */
export interface Place {
  readonly path: string;
  readonly commit?: string;
  /** Grows towards the past. */
  readonly age: number;
}

const most = 1000;

/**
 * Returns, for each blob, its oldest commit (short id) and path, looking through every ref, stash and reflog; blobs that
 * only the index holds have a path alone; what nothing names any more is missing from the answer.
 * One walk of the history per thousand, and none when there are no blobs to place.
 */
export async function placesOf(
  git: Git,
  blobs: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  if (blobs.length === 0) return places;

  const wanted = new Set(blobs);
  // Ids stand on the command line, whose length has a limit.
  if (blobs.length > most) {
    const parts = [await placesOf(git, blobs.slice(0, most), signal), await placesOf(git, blobs.slice(most), signal)];
    return new Map(parts.flatMap((part) => [...part]));
  }
  const logged = await git.run(
    [
      'log',
      ...[
        '--all',
        '--reflog',
        '--topo-order',
        '-m',
        '--raw',
        '--no-abbrev',
        '--no-renames',
        '--no-textconv',
        '--no-ext-diff',
        '-z',
      ],
      ...['--format=commit %H', ...blobs.map((id) => `--find-object=${id}`)],
    ],
    signal ? { signal } : {},
  );
  // Children before parents (dates may be equal or wrong), so that the oldest, which is the one that brought it in, is written last.
  let commit = '';
  let added: string | undefined;
  let age = 0;
  for (const token of logged.toString('utf8').split('\0')) {
    if (added !== undefined) {
      if (wanted.has(added)) places.set(added, { path: token, commit: commit.slice(0, 12), age: age++ });
      added = undefined;
      continue;
    }
    commit = /^commit ([0-9a-f]+)$/.exec(token)?.[1] ?? commit;
    added = /^\n?:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(token)?.[1];
  }

  if (blobs.some((id) => !places.has(id))) {
    const staged = await git.run(['ls-files', '--stage', '-z', '--full-name']).catch(() => Buffer.alloc(0));
    for (const entry of staged.toString('utf8').split('\0')) {
      const [, id, path] = /^\d+ ([0-9a-f]+) \d\t([\s\S]*)$/.exec(entry) ?? [];
      if (id && path && wanted.has(id) && !places.has(id)) places.set(id, { path, age: -1 });
    }
  }
  return places;
}
