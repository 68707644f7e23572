import { ScannerError } from '../error.ts';
import { ContentLook } from '../find/content.ts';
import { addCounts, noCounts } from '../find/counts.ts';
import { openGit, prefixIn } from '../git/git.ts';
import { readHanded } from '../git/handed.ts';
import { readObjects } from '../git/objects.ts';
import { stagedFiles } from '../git/staged.ts';
import type { HeldMatch, Looked, Target, Way } from './way.ts';

/** Looks through what the next commit would write: what a hook was handed, where that is all of it, or what git says. */
export const lookAtIndex: Way = async (target) => lookAtHanded(target) ?? (await lookThroughGit(target));

function lookAtHanded({ root, isWhole, env, finderFor, counts, handed }: Target): Looked | undefined {
  if (handed === undefined || !isWhole) return undefined;
  const look = new ContentLook(finderFor);
  const matches: HeldMatch[] = [];
  const counted = noCounts();
  const seen = new Set<string>();
  const isAll = readHanded(handed, ({ id, path }, segment) => {
    look.take(path, segment);
    if (!segment.last) return;
    const outcome = look.end();
    for (const match of outcome.matches) matches.push({ match, path });
    if (!seen.has(id)) addCounts(counted, outcome.counts);
    seen.add(id);
  });
  if (!isAll) return undefined;
  addCounts(counts, counted);
  return { matches, git: openGit(root, { env, inHook: true }) };
}

/** Two processes of git, and one look at each content for each name. */
async function lookThroughGit(target: Target): Promise<Looked> {
  const { root, only, isWhole, env, finderFor, counts, progress } = target;
  const { git, from } = isWhole ? { git: openGit(root, { env, inHook: true }), from: '' } : await indexOf(target);
  const paths = new Map<string, string[]>();
  for (const { id, path } of await stagedFiles(git)) {
    const isInside = path.startsWith(from) && (only === undefined || path === from + only);
    if (isInside) paths.set(id, [...(paths.get(id) ?? []), path.slice(from.length)]);
  }

  const matches: HeldMatch[] = [];
  let open: readonly ContentLook[] = [];
  let seen = 0;
  await readObjects(git, [...paths.keys()], ({ id }, segment) => {
    const names = paths.get(id) ?? [];
    if (open.length === 0) open = names.map(() => new ContentLook(finderFor));
    for (const [index, look] of open.entries()) look.take(names[index] ?? '', segment);
    if (!segment.last) return true;
    for (const [index, look] of open.entries()) {
      const outcome = look.end();
      for (const match of outcome.matches) matches.push({ match, path: names[index] ?? '' });
      // The same bytes under a second name were read once.
      if (index === 0) addCounts(counts, outcome.counts);
    }
    open = [];
    progress(++seen, paths.size);
    return true;
  });
  // What cannot be read is not clean.
  if (seen < paths.size) {
    throw new ScannerError('GIT_FAILED', 'A staged file is missing from the object store; run "git fsck" to see why.');
  }
  return { matches, git };
}

/** The index that holds a path: the hook's own where the path lies in its work tree, else that of the path. */
async function indexOf({ root, folder, env }: Target) {
  const hooked = openGit(root, { env, inHook: true });
  const git = (await prefixIn(hooked, folder)) === undefined ? openGit(folder, { env }) : hooked;
  return { git, from: (await prefixIn(git, folder)) ?? '' };
}
