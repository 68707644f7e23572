import type { Finder, Match } from './find.ts';
import type { Git } from './git.ts';
import { type GitObject, lookUpObjects, readObjects } from './objects.ts';
import { type Place, placesOf } from './places.ts';

/** A match in a blob, a commit message or a tag message. */
export interface HistoryMatch {
  readonly match: Match;
  readonly path: string;
  readonly commit?: string;
}

interface Options {
  /** Only what lies under this path, from git's folder; empty for all. */
  readonly under: string;
  readonly finderFor: (path: string) => Finder;
}

/**
 * Looks through everything that a ref, a stash or HEAD reaches: each blob once, and the messages of commits and tags.
 * A value is reported once per path, at the oldest commit that has it there.
 */
export async function searchHistory(
  git: Git,
  { under, finderFor }: Options,
): Promise<{ matches: readonly HistoryMatch[]; finders: readonly Finder[]; bytes: number }> {
  const paths = await reachable(git, under);
  const objects = (await lookUpObjects(git, [...paths.keys()])).filter(({ type }) => type !== 'tree');

  const inBlobs = new Map<string, Match[]>();
  const inMessages: HistoryMatch[] = [];
  const finders: Finder[] = [];
  let bytes = 0;
  let finder: Finder | undefined;
  const ids = objects.map(({ id }) => id);
  await readObjects(git, ids, (object, segment) => {
    finder ??= finderFor(object.type === 'blob' ? (paths.get(object.id) ?? '') : '');
    const part = object.type === 'blob' ? segment : { ...segment, bytes: messageOf(segment.bytes) };
    bytes += part.bytes.length - part.overlap;
    for (const match of finder.look(part)) {
      if (object.type === 'blob') inBlobs.set(object.id, [...(inBlobs.get(object.id) ?? []), match]);
      else inMessages.push({ match, ...nameOf(object, segment.bytes) });
    }
    if (segment.last) {
      finders.push(finder);
      finder = undefined;
    }
    return true;
  });

  const places = await placesOf(git, [...inBlobs.keys()]);
  return { matches: [...oldestFirst(inBlobs, places, paths), ...inMessages], finders, bytes };
}

/** Every id that a ref, HEAD or a stash reaches, with the first path it is known by. */
async function reachable(git: Git, under: string): Promise<Map<string, string>> {
  // `--all` sees the newest stash only; the older ones stand in its reflog.
  const stashes = await git.run(['rev-list', '--walk-reflogs', 'refs/stash', '--']).catch(() => Buffer.alloc(0));
  const output = await git.run(['rev-list', '--objects', '--all', '--full-history', '--stdin'], {
    input: `${stashes.toString('latin1')}--\n${under === '' ? '' : `${under}\n`}`,
  });
  const paths = new Map<string, string>();
  for (const line of output.toString('utf8').split('\n')) {
    const space = line.indexOf(' ');
    if (line) paths.set(space === -1 ? line : line.slice(0, space), space === -1 ? '' : line.slice(space + 1));
  }
  return paths;
}

/** A commit's or tag's message, without the lines of ids and names before it. */
export function messageOf(bytes: Buffer): Buffer {
  const blank = bytes.indexOf('\n\n');
  return blank === -1 ? bytes : bytes.subarray(blank + 2);
}

export function nameOf({ id, type }: GitObject, bytes: Buffer): { path: string; commit: string } {
  if (type === 'commit') return { path: 'commit message', commit: id.slice(0, 12) };
  const [, target] = /^object ([0-9a-f]+)$/m.exec(bytes.toString('latin1', 0, 200)) ?? [];
  return { path: 'tag message', commit: (target ?? id).slice(0, 12) };
}

function oldestFirst(
  inBlobs: ReadonlyMap<string, readonly Match[]>,
  places: ReadonlyMap<string, Place>,
  paths: ReadonlyMap<string, string>,
): readonly HistoryMatch[] {
  const oldest = new Map<string, HistoryMatch & { age: number }>();
  for (const [id, matches] of inBlobs) {
    const { path, commit, age } = places.get(id) ?? { path: paths.get(id) ?? '', commit: undefined, age: -1 };
    for (const match of matches) {
      const one = `${path}\0${match.rule.id}\0${match.value}`;
      if ((oldest.get(one)?.age ?? -2) < age) oldest.set(one, { match, path, ...(commit && { commit }), age });
    }
  }
  return [...oldest.values()].map(({ age: _, ...rest }) => rest);
}
