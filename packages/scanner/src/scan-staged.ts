import { ContentLook } from './content.ts';
import { addCounts } from './counts.ts';
import { ScannerError } from './error.ts';
import { type Environment, type Git, openGit, prefixIn } from './git.ts';
import { reading, readObjects } from './objects.ts';
import type { HeldMatch, Target, Way } from './scan-way.ts';
import { listing, stagedFiles } from './staged.ts';

interface Begun {
  readonly folder: string;
  readonly env: Environment;
  readonly git: Git;
}

let begun: Begun | undefined;

/** Starts both processes, which get ready while the rules are loaded. Returns what ends those that nobody came for. */
export function beginLook(folder: string, env: Environment): () => void {
  const git = openGit(folder, { env, inHook: true });
  begun = { folder, env, git };
  const ends = [listing, reading].map((args) => git.begin(args));
  return () => {
    for (const end of ends) end();
    begun = undefined;
  };
}

function hookedGit(folder: string, env: Environment): Git {
  return begun?.folder === folder && begun.env === env ? begun.git : openGit(folder, { env, inHook: true });
}

/** Looks through what the next commit would write: two processes of git, and one look at each content for each name. */
export const lookAtIndex: Way = async (target) => {
  const { root, only, isWhole, env, finderFor, counts, progress } = target;
  const { git, from } = isWhole ? { git: hookedGit(root, env), from: '' } : await indexOf(target);
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
};

/** The index that holds a path: the hook's own where the path lies in its work tree, else that of the path. */
async function indexOf({ root, folder, env }: Target): Promise<{ git: Git; from: string }> {
  const hooked = openGit(root, { env, inHook: true });
  const git = (await prefixIn(hooked, folder)) === undefined ? openGit(folder, { env }) : hooked;
  return { git, from: (await prefixIn(git, folder)) ?? '' };
}
