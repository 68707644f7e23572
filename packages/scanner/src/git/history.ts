import type { Git } from './git.ts';
import { eachLine } from './lines.ts';
import { type GitObject, listAllObjects, lookUpObjects } from './objects.ts';

/** The objects of a history that can hold something: blobs, commits and tags. */
export interface History {
  readonly objects: readonly GitObject[];
  /** Every blob's first path, by id; commits and tags have none. */
  readonly paths: ReadonlyMap<string, string>;
  /** How many a partial or damaged clone does not have. */
  readonly missing: number;
}

interface Options {
  /** Only what lies under this path, from git's folder; empty for all. */
  readonly under: string;
  /** Lines for `rev-list` in place of every ref, stash and HEAD. */
  readonly revisions?: readonly string[] | undefined;
  /** Also what no ref reaches any more. */
  readonly unreachable: boolean;
}

/** Lists each object once, in the order in which it is reached from the newest commit. */
export async function listHistory(git: Git, { under, revisions, unreachable }: Options): Promise<History> {
  const [paths, all] = await Promise.all([
    reachable(git, under, revisions),
    // A push has few objects among many, which are faster looked up one by one.
    revisions === undefined ? listAllObjects(git) : undefined,
  ]);
  const objects = all ?? (await lookUpObjects(git, [...paths.keys()]));
  const there = new Map(objects.map((one) => [one.id, one]));
  const reached = [...paths.keys()].flatMap((id) => there.get(id) ?? []);
  const others = unreachable ? objects.filter(({ id }) => !paths.has(id)) : [];
  const wanted = [...reached, ...others].filter(({ type }) => type !== 'tree');
  return { objects: wanted, paths, missing: paths.size - reached.length };
}

/** Every id that is reached, with the first path it is known by. */
async function reachable(
  git: Git,
  under: string,
  revisions: readonly string[] | undefined,
): Promise<Map<string, string>> {
  const [options, input] =
    revisions === undefined ? [['--all'], await olderStashes(git)] : [[], `${revisions.join('\n')}\n`];
  // Not among the lines, because a name may hold a line end.
  const limits = ['--', ...(under === '' ? [] : [under])];
  const paths = new Map<string, string>();
  const take = (line: string) => {
    // `?id`: not in this clone.
    if (line.startsWith('?')) return void paths.set(line.slice(1), '');
    const space = line.indexOf(' ');
    if (line) paths.set(space === -1 ? line : line.slice(0, space), space === -1 ? '' : line.slice(space + 1));
  };
  await eachLine(
    git,
    ['rev-list', '--objects', ...options, '--full-history', '--missing=print', '--stdin', ...limits],
    take,
    { input },
  );
  return paths;
}

/** `--all` sees the newest stash only; the older ones stand in its reflog. */
async function olderStashes(git: Git): Promise<string> {
  const stashes = await git.run(['rev-list', '--walk-reflogs', 'refs/stash', '--']).catch(() => Buffer.alloc(0));
  return stashes.toString('latin1');
}
