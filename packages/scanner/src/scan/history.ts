import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScannerError } from '../error.ts';
import { addCounts } from '../find/counts.ts';
import { type Git, openGit, prefixIn } from '../git/git.ts';
import { type History, listHistory } from '../git/history.ts';
import type { GitObject } from '../git/objects.ts';
import { fingerprinting } from '../report/finding.ts';
import { counted } from '../text/printable.ts';
import { HistoryLookers, worthSharing } from './history-lookers.ts';
import { HistoryMemory, isRemembered } from './history-memory.ts';
import { placed } from './history-place.ts';
import { type ObjectOutcome, searchObjects } from './history-search.ts';
import { rulesDigest } from './rules-digest.ts';
import type { HeldMatch, Looked, Target, Way } from './way.ts';

/**
 * Looks through everything that a ref, a stash or HEAD reaches: each blob once, and the messages of commits and tags.
 * What an earlier scan by the same rules found clean is not read again.
 */
export const lookAtHistory: Way = async (target) => {
  const { folder, only, env, revisions, unreachable } = target;
  const git = openGit(folder, { env });
  const [{ gitFolder, isShallow }, from = ''] = await Promise.all([factsOf(git), prefixIn(git, folder)]);
  const under = only ?? (from === '' ? '' : '.');
  const lookers = new HistoryLookers(target, git);
  try {
    const list = () => listHistory(git, { under, revisions, unreachable });
    // Of what was never looked through, git makes its list, and threads read their rules, while the rest is found out.
    const isNew = revisions === undefined && !isRemembered(gitFolder);
    const begun = isNew ? list() : undefined;
    begun?.catch(() => {});
    if (isNew && packedSize(gitFolder) >= worthSharing) lookers.begin();
    return await lookThrough(target, { git, gitFolder, isShallow, from, under, lookers, list: () => begun ?? list() });
  } finally {
    await lookers.dismiss();
  }
};

interface Begun {
  readonly git: Git;
  readonly gitFolder: string;
  readonly isShallow: boolean;
  /** Where the folder lies in the work tree, and the path below it that is asked for. */
  readonly from: string;
  readonly under: string;
  readonly lookers: HistoryLookers;
  list(): Promise<History>;
}

async function lookThrough(
  target: Target,
  { git, gitFolder, isShallow, from, under, lookers, list }: Begun,
): Promise<Looked> {
  const { revisions, unreachable, counts, notes } = target;
  const memory = target.shared && memoryFor(target, gitFolder);
  // What no ref reaches may change without any ref changing.
  const state = revisions || unreachable ? undefined : await stateOf(git, gitFolder, { from, under });
  const known = state !== undefined && !target.wantsValues ? memory?.reportOf(state) : undefined;
  if (known) {
    counts.remembered = memory?.size ?? 0;
    notes.push(...known.notes);
    return { matches: [], git, remembered: known.findings };
  }

  const history = await list();
  if (history.missing > 0 && !(await isPartial(git))) {
    throw new ScannerError(
      'GIT_FAILED',
      `${counted(history.missing, 'object')} of the history cannot be read, so nothing is known to be clean; run "git fsck" to see why.`,
    );
  }
  // The path is context: what is clean as notes.txt may be a key as binance.txt.
  const keyOf = ({ id }: GitObject) => `${id} ${digestOf(history.paths.get(id) ?? '')}`;
  const fresh = history.objects.filter((object) => !memory?.isClean(keyOf(object)));
  const unclean = await lookers.uncleanOf(fresh, history.paths);
  notes.push(...notesOn(history, isShallow));
  counts.unread += history.missing;
  counts.remembered = history.objects.length - fresh.length;

  const outcomes: ObjectOutcome[] = [];
  await searchObjects(git, [...unclean], {
    ...history,
    finderFor: target.finderFor,
    ended: (outcome) => {
      addCounts(counts, outcome.counts);
      outcomes.push(outcome);
    },
  });
  const matches = (await placed(git, outcomes, history.paths)).map((one) => fromFolder(one, from));
  const clean = fresh.filter(({ id }) => !unclean.has(id)).map(keyOf);
  if (!memory || revisions || unreachable) return { matches, git, gitFolder };
  // What is fetched later changes no ref.
  const whole = history.missing > 0 ? '' : (state ?? '');
  const remember: Looked['remember'] = (findings) => memory.remember(clean, { state: whole, findings, notes });
  return { matches, git, gitFolder, remember };
}

async function factsOf(git: Git): Promise<{ gitFolder: string; isShallow: boolean }> {
  const output = await git.run(['rev-parse', '--git-common-dir', '--is-shallow-repository']);
  const [, gitFolder = '', isShallow] = /^([\s\S]*)\n(true|false)\n$/.exec(output.toString('utf8')) ?? [];
  return { gitFolder: resolve(git.folder, gitFolder), isShallow: isShallow === 'true' };
}

/** Whether this clone was made without some of its objects, and fetches them when somebody asks. */
async function isPartial(git: Git): Promise<boolean> {
  const names = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';
  return git.run(['config', '--get-regexp', names]).then(
    () => true,
    () => false,
  );
}

const digests = new Map<string, string>();

function digestOf(path: string): string {
  const known = digests.get(path) ?? createHash('sha256').update(path).digest('base64url').slice(0, 16);
  digests.set(path, known);
  return known;
}

function memoryFor({ shared, ready }: Target, gitFolder: string): HistoryMemory {
  return new HistoryMemory(gitFolder, fingerprinting(gitFolder)(`history ${rulesDigest(shared, ready?.digest)}`));
}

/** A digest of all that decides what is reachable and how it is named: the same state has the same history. */
async function stateOf(git: Git, gitFolder: string, limits: { from: string; under: string }): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(limits));
  // Without any commit there is no ref to show.
  hash.update(await git.run(['show-ref', '--head']).catch(() => Buffer.alloc(0)));
  const worktrees = namesIn(join(gitFolder, 'worktrees')).map((name) => join('worktrees', name, 'HEAD'));
  // The main work tree's HEAD too: seen from another one, `show-ref --head` shows that one's alone.
  for (const name of ['HEAD', 'shallow', 'logs/refs/stash', ...worktrees]) {
    hash.update(`\0${name}\0`).update(contentOf(join(gitFolder, name)));
  }
  return hash.digest('hex');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

/** How large the packs are; what is in them is larger still. */
function packedSize(gitFolder: string): number {
  const packs = join(gitFolder, 'objects/pack');
  const sizes = namesIn(packs).map((name) => statSync(join(packs, name), { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

function notesOn({ objects, missing }: History, isShallow: boolean): readonly string[] {
  return [
    isShallow
      ? 'This clone is shallow: what was committed before its first commit was not looked at (git fetch --unshallow gets it).'
      : '',
    missing > 0
      ? `${counted(missing, 'object')} of the history ${missing === 1 ? 'is' : 'are'} not in this clone and could not be read.`
      : '',
    objects.length === 0 ? 'There is no commit here to look at.' : '',
  ].filter(Boolean);
}

const fromFolder = (one: HeldMatch, from: string): HeldMatch =>
  one.path.startsWith(from) ? { ...one, path: one.path.slice(from.length) } : one;
