import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { isClean } from '../find/content.ts';
import { addCounts } from '../find/counts.ts';
import { type Git, openGit, prefixIn } from '../git/git.ts';
import { type History, listHistory } from '../git/history.ts';
import type { GitObject } from '../git/objects.ts';
import { fingerprinting } from '../report/finding.ts';
import { counted } from '../text/printable.ts';
import { HistoryMemory } from './history-memory.ts';
import { placed } from './history-place.ts';
import { type ObjectOutcome, searchObjects } from './history-search.ts';
import { rulesDigest } from './rules-digest.ts';
import type { HeldMatch, Target, Way } from './way.ts';
import type { Task, TaskAnswer, WorkerData } from './worker-tasks.ts';

/**
 * Looks through everything that a ref, a stash or HEAD reaches: each blob once, and the messages of commits and tags.
 * What an earlier scan by the same rules found clean is not read again.
 */
export const lookAtHistory: Way = async (target) => {
  const { folder, only, env, revisions, unreachable, counts, notes } = target;
  const git = openGit(folder, { env });
  const { gitFolder, isShallow } = await factsOf(git);
  const from = (await prefixIn(git, folder)) ?? '';
  const under = only ?? (from === '' ? '' : '.');
  const memory = target.shared && memoryFor(target, gitFolder);
  // What no ref reaches may change without any ref changing.
  const state = revisions || unreachable ? undefined : await stateOf(git, gitFolder, { from, under });
  const known = state !== undefined && !target.wantsValues ? memory?.reportOf(state) : undefined;
  if (known) {
    counts.remembered = memory?.size ?? 0;
    notes.push(...known.notes);
    return { matches: [], git, remembered: known.findings };
  }

  const history = await listHistory(git, { under, revisions, unreachable });
  notes.push(...notesOn(history, isShallow));
  counts.unread += history.missing;
  const fresh = history.objects.filter(({ id }) => !memory?.isClean(id));
  counts.remembered = history.objects.length - fresh.length;

  const unclean = await uncleanOf(target, git, fresh, history.paths);
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
  const clean = fresh.filter(({ id }) => !unclean.has(id)).map(({ id }) => id);
  if (!memory || revisions || unreachable) return { matches, git };
  return { matches, git, remember: (findings) => memory.remember(clean, { state: state ?? '', findings, notes }) };
};

async function factsOf(git: Git): Promise<{ gitFolder: string; isShallow: boolean }> {
  const output = await git.run(['rev-parse', '--git-common-dir', '--is-shallow-repository']);
  const [, gitFolder = '', isShallow] = /^([\s\S]*)\n(true|false)\n$/.exec(output.toString('utf8')) ?? [];
  return { gitFolder: resolve(git.folder, gitFolder), isShallow: isShallow === 'true' };
}

function memoryFor({ shared }: Target, gitFolder: string): HistoryMemory {
  return new HistoryMemory(gitFolder, fingerprinting(gitFolder)(`history ${rulesDigest(shared)}`));
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

/** A history smaller than this is looked through sooner than a worker would have started. */
const worthSharing = 6 * 2 ** 20;

/**
 * Each looker first gets so much of its part in one piece, because a new process of git unpacks anew what the one before
 * had at hand (a tenth of a second for each); the rest goes out in halves, so that all end together.
 */
const firstPart = 0.84;
const leastShare = 4 * 2 ** 20;

/** Returns which objects hold something, or could not be read. */
async function uncleanOf(
  target: Target,
  git: Git,
  objects: readonly GitObject[],
  paths: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const { shared, folder, env, counts, progress } = target;
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  const unclean = new Set(objects.map(({ id }) => id));
  let done = 0;
  const lookHere = (ids: readonly string[]) =>
    searchObjects(git, ids, {
      paths,
      finderFor: target.finderFor,
      ended: (outcome) => {
        progress(++done, objects.length);
        if (!isClean(outcome)) return;
        unclean.delete(outcome.object.id);
        addCounts(counts, outcome.counts);
      },
    });
  if (bytes < worthSharing || shared === undefined) {
    await lookHere([...unclean]);
    return unclean;
  }

  const { shareOut } = await import('./pool.ts');
  const lookers = availableParallelism();
  const tasks = sharesOf(objects, paths, { bytes, lookers });
  const sharing = shareOut<Task, TaskAnswer>({
    script: new URL('./worker.ts', import.meta.url),
    workerData: { shared, opening: 'none', folder, env: { ...env } } satisfies WorkerData,
    tasks,
    // This thread looks along: it is here anyway, and has begun before a worker has read its rules.
    size: lookers - 1,
    ahead: 1,
    answered: (task, answer) => {
      if (task.kind !== 'objects') return;
      addCounts(counts, answer.counts);
      const those = new Set(answer.unclean);
      for (const [index, [id]] of task.objects.entries()) if (!those.has(index)) unclean.delete(id);
      done += task.objects.length;
      progress(done, objects.length);
    },
  });
  await Promise.all([sharing, lookAlong()]);
  return unclean;

  async function lookAlong(): Promise<void> {
    for (const { objects: share } of tasks) await lookHere(share.map(([id]) => id));
  }
}

type Share = Extract<Task, { kind: 'objects' }>;

function* sharesOf(
  objects: readonly GitObject[],
  paths: ReadonlyMap<string, string>,
  { bytes, lookers }: { bytes: number; lookers: number },
): Generator<Share> {
  let share: (readonly [string, string])[] = [];
  let [filled, given, left] = [0, 0, bytes];
  for (const { id, size } of objects) {
    share.push([id, paths.get(id) ?? '']);
    filled += size;
    if (filled < (given < lookers ? (bytes * firstPart) / lookers : Math.max(leastShare, left / 2))) continue;
    yield { kind: 'objects', objects: share };
    given++;
    left -= filled;
    [share, filled] = [[], 0];
  }
  if (share.length > 0) yield { kind: 'objects', objects: share };
}

const fromFolder = (one: HeldMatch, from: string): HeldMatch =>
  one.path.startsWith(from) ? { ...one, path: one.path.slice(from.length) } : one;
