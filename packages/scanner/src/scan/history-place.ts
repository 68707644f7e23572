import type { Git } from '../git/git.ts';
import { placesOf } from '../git/places.ts';
import type { ObjectOutcome } from './history-search.ts';
import type { HeldMatch } from './way.ts';

type Aged = HeldMatch & { readonly age: number };

/**
 * Says where in the history each match stands: once per path, rule and value, at the oldest commit that has it there,
 * and whether HEAD holds the value still and a remote is known to have it.
 */
export async function placed(
  git: Git,
  outcomes: readonly ObjectOutcome[],
  paths: ReadonlyMap<string, string>,
): Promise<readonly HeldMatch[]> {
  const blobs = outcomes.filter(({ object }) => object.type === 'blob').map(({ object }) => object.id);
  const commitsOf = new Map<string, string[]>();
  const noteCommit = (id: string, commit: string) => commitsOf.set(id, [...(commitsOf.get(id) ?? []), commit]);
  const [pushed, places, inHead] = await Promise.all([
    pushedIn(git),
    placesOf(git, blobs, undefined, noteCommit),
    headOf(git, blobs.length > 0),
  ]);
  const tags = await tagsOf(
    git,
    blobs.filter((id) => paths.get(id) === '' && !places.has(id)),
  );

  const oldest = new Map<string, Aged>();
  const held = new Set<string>();
  for (const { object, named, matches } of outcomes) {
    const isPushed = pushed?.(named ? [named.commit] : (commitsOf.get(object.id) ?? []));
    const path = tags.get(object.id) ?? paths.get(object.id) ?? `unreachable object ${object.id.slice(0, 12)}`;
    const unnamed = { path, age: -1 };
    const place = named ? { ...named, age: 0 } : { commit: undefined, ...(places.get(object.id) ?? unnamed) };
    for (const match of matches) {
      if (inHead.has(object.id)) held.add(match.value);
      const key = [place.path, match.rule.id, match.value, named ? object.id : ''].join('\0');
      const known = oldest.get(key);
      const isKnownPushed = known?.pushed || isPushed;
      const one = known && known.age >= place.age ? known : { match, ...withCommit(place), age: place.age };
      oldest.set(key, { ...one, ...(isKnownPushed !== undefined && { pushed: isKnownPushed }) });
    }
  }
  return [...oldest.values()].map(({ age: _, ...one }) => ({ ...one, inHead: held.has(one.match.value) }));
}

const withCommit = ({ path, commit }: { path: string; commit?: string | undefined }) => ({
  path,
  ...(commit !== undefined && { commit }),
});

/** A blob that a tag points at by itself has no path: the tag names it. */
async function tagsOf(git: Git, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tags = new Map<string, string>();
  for (const id of blobs) {
    const names = await git.run(['for-each-ref', '--count=1', '--format=%(refname:short)', `--points-at=${id}`]);
    const [name] = names.toString('utf8').split('\n');
    if (name) tags.set(id, `tag ${name}`);
  }
  return tags;
}

/** The ids of what HEAD's tree holds. */
async function headOf(git: Git, isWanted: boolean): Promise<ReadonlySet<string>> {
  if (!isWanted) return new Set();
  // Before the first commit there is no HEAD.
  const tree = await git.run(['ls-tree', '-r', '-z', '--full-tree', 'HEAD']).catch(() => Buffer.alloc(0));
  const entries = tree.toString('utf8').split('\0');
  return new Set(entries.map((entry) => entry.slice(entry.indexOf(' ', 7) + 1, entry.indexOf('\t'))));
}

/** Says of commits whether a remote-tracking branch reaches one of them; undefined where no remote was ever seen. */
async function pushedIn(git: Git): Promise<((commits: readonly string[]) => boolean) | undefined> {
  const remotes = await git.run(['for-each-ref', '--count=1', 'refs/remotes']);
  if (remotes.length === 0) return undefined;
  const output = await git.run(['rev-list', '--all', '--reflog', '--not', '--remotes']);
  const unpushed = new Set(
    output
      .toString('latin1')
      .split('\n')
      .map((id) => id.slice(0, 12)),
  );
  return (commits) => commits.some((commit) => !unpushed.has(commit.slice(0, 12)));
}
