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
 * One walk of the history per thousand, and none when there are no blobs to place. `seenIn` hears of every commit that
 * brought a blob in or took it out.
 */
export async function placesOf(
  git: Git,
  blobs: readonly string[],
  signal?: AbortSignal,
  seenIn?: (blob: string, commit: string) => void,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  if (blobs.length === 0) return places;

  const wanted = new Set(blobs);
  // Ids stand on the command line, whose length has a limit.
  if (blobs.length > most) {
    const parts = [blobs.slice(0, most), blobs.slice(most)].map((part) => placesOf(git, part, signal, seenIn));
    return new Map((await Promise.all(parts)).flatMap((part) => [...part]));
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
  let change: RegExpExecArray | undefined;
  let age = 0;
  for (const token of logged.toString('utf8').split('\0')) {
    if (change) {
      const [, before = '', added = ''] = change;
      for (const id of [before, added]) if (wanted.has(id)) seenIn?.(id, commit);
      if (wanted.has(added)) places.set(added, { path: token, commit: commit.slice(0, 12), age: age++ });
      change = undefined;
      continue;
    }
    commit = /^commit ([0-9a-f]+)$/.exec(token)?.[1] ?? commit;
    change = /^\n?:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/.exec(token) ?? undefined;
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
