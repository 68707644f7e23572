import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { addCounts } from '../find/counts.ts';
import { isRepository, openGit } from '../git/git.ts';
import { filesIn, type Passing, type TreeFile, walk } from '../git/tree.ts';
import { counted } from '../text/printable.ts';
import { type Opening, TreeSearch } from './tree-search.ts';
import type { HeldMatch, Looked, Target, Way } from './way.ts';
import type { Task, TaskAnswer, WorkerData } from './worker-tasks.ts';

/** Looks through the files that git tracks in a folder, or would add. */
export const lookAtTree: Way = async (target) => {
  const { folder, only, isWhole, env, archives } = target;
  const passing = passingFor(target);
  const all = only === undefined ? await filesIn(folder, env, { ...passing, isAskedFor: !isWhole }) : [oneFile(target)];
  passing.tell();
  return withGit(target, await lookAt(target, all, archives ? 'archives' : 'none'));
};

/** Looks through log files, ignored ones and packed ones too. */
export const lookAtLogs: Way = async (target) => {
  const { folder, only, archives } = target;
  const passing = passingFor(target);
  const all = only === undefined ? [...walk(folder, passing)] : [oneFile(target)];
  passing.tell();
  return withGit(target, await lookAt(target, all, archives ? 'archives' : 'gzip'));
};

const oneFile = ({ folder, only = '' }: Target) => ({ path: only, file: join(folder, only) });

/** The key of the fingerprints is only asked for when there is a finding. */
async function withGit({ folder, env }: Target, looked: Looked): Promise<Looked> {
  const git = openGit(folder, { env });
  return looked.matches.length > 0 && (await isRepository(git)) ? { ...looked, git } : looked;
}

function passingFor({ counts, notes }: Target): Passing & { tell(): void } {
  let leftOut = 0;
  return {
    special: () => void counts.special++,
    unread: () => void counts.unread++,
    leftOut: () => void leftOut++,
    tell: () => {
      if (counts.special > 0) notes.push(`${counted(counts.special, 'pipe, socket or device')} left alone.`);
      if (leftOut > 0)
        notes.push('Installed packages (node_modules) were left out; name their folder to look into it.');
    },
  };
}

/** How long this thread looks alone: a small tree is done before a worker would have started. */
const aloneMs = 80;

/** How many files a worker is given at a time. */
const batch = 24;

async function lookAt(target: Target, files: readonly TreeFile[], opening: Opening): Promise<Looked> {
  const { finderFor, counts, notes, shared, progress, folder, env } = target;
  const matches: HeldMatch[] = [];
  const search = new TreeSearch({ finderFor, opening });
  const look = async (file: TreeFile) => {
    const looking = search.search(file);
    const outcome = looking instanceof Promise ? await looking : looking;
    matches.push(...outcome.matches);
    addCounts(counts, outcome.counts);
    if (outcome.note !== undefined) notes.push(outcome.note);
  };

  let done = 0;
  const until = performance.now() + aloneMs;
  while (done < files.length && (shared === undefined || performance.now() < until)) {
    for (const file of files.slice(done, ++done)) await look(file);
    progress(done, files.length);
  }
  if (done === files.length || shared === undefined) return { matches };

  const { shareOut } = await import('./pool.ts');
  // One after the other: a packed log is read in turns, and its content must not be mixed with the next.
  let before = Promise.resolve();
  const inTurn = (file: TreeFile) => {
    before = before.then(() => look(file));
    // Awaited at the end; a failure before that is no stray rejection.
    before.catch(() => {});
    return before;
  };
  const tasks = batches(files, done);
  const sharing = shareOut<Task, TaskAnswer>({
    script: target.ready?.thread ?? new URL('./worker.ts', import.meta.url),
    workerData: { shared, opening, folder, env: { ...env } } satisfies WorkerData,
    tasks,
    answered: (task, answer) => {
      if (task.kind !== 'files') return;
      addCounts(counts, answer.counts);
      done += task.files.length;
      for (const index of answer.unclean) {
        const file = task.files[index];
        if (file) void inTurn(file);
      }
      progress(done, files.length);
    },
    // This thread is a worker too: it has begun, and it is warm.
    size: availableParallelism() - 1,
  });
  await Promise.all([sharing, lookAlong()]);
  await before;
  return { matches };

  async function lookAlong(): Promise<void> {
    for (const task of tasks) {
      for (const file of task.files) {
        await inTurn(file);
        progress(++done, files.length);
      }
      // Answers are heard between two batches.
      await setImmediate();
    }
  }
}

type Batch = Extract<Task, { kind: 'files' }>;

function* batches(files: readonly TreeFile[], from: number): Generator<Batch> {
  for (let at = from; at < files.length; at += batch) yield { kind: 'files', files: files.slice(at, at + batch) };
}
