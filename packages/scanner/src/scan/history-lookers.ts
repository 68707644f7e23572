import { availableParallelism } from 'node:os';
import { isClean } from '../find/content.ts';
import { addCounts } from '../find/counts.ts';
import { inDeltaOrder } from '../git/delta-order.ts';
import type { Git } from '../git/git.ts';
import type { GitObject } from '../git/objects.ts';
import { searchObjects } from './history-search.ts';
import type { Crew } from './pool.ts';
import type { SharedRules, Target } from './way.ts';
import type { Task, TaskAnswer, WorkerData } from './worker-tasks.ts';

/** A history smaller than this is looked through sooner than a worker would have started. */
export const worthSharing = 6 * 2 ** 20;

/**
 * Each looker first gets so much of its part in one piece, because a process of git takes a while to start; the rest goes
 * out in halves, so that all end together.
 */
const firstPart = 0.84;
const leastShare = 4 * 2 ** 20;

/** Looks through the objects of a history with every core: this thread, and one worker for each of the others. */
export class HistoryLookers {
  readonly #target: Target;
  readonly #git: Git;
  readonly #size = availableParallelism();
  #crew: Promise<Crew<Task, TaskAnswer>> | undefined;

  constructor(target: Target, git: Git) {
    this.#target = target;
    this.#git = git;
  }

  /** Has the workers make themselves ready, for objects that are yet to be named; there are none when the rules cannot be sent. */
  begin(): void {
    const { shared } = this.#target;
    if (shared === undefined) return;
    this.#crew ??= this.#hired(shared);
    // Whoever has work for them hears of it.
    this.#crew.catch(() => {});
  }

  /** Returns which objects hold something, or could not be read. */
  async uncleanOf(objects: readonly GitObject[], paths: ReadonlyMap<string, string>): Promise<Set<string>> {
    const { shared, counts, progress, finderFor } = this.#target;
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    const unclean = new Set(objects.map(({ id }) => id));
    let done = 0;
    const lookHere = (ids: readonly string[]) =>
      searchObjects(this.#git, ids, {
        paths,
        finderFor,
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

    this.begin();
    const tasks = sharesOf(objects, paths, { bytes, lookers: this.#size });
    const sharing = this.#crew?.then((crew) =>
      crew.shareOut({
        tasks,
        ahead: 1,
        answered: (task, answer) => {
          if (task.kind !== 'objects') return;
          addCounts(counts, answer.counts);
          const those = new Set(answer.unclean);
          for (const [index, [id]] of task.objects.entries()) if (!those.has(index)) unclean.delete(id);
          done += task.objects.length;
          progress(done, objects.length);
        },
      }),
    );
    const lookAlong = async () => {
      for (const { objects: share } of tasks) await lookHere(share.map(([id]) => id));
    };
    await Promise.all([sharing, lookAlong()]);
    return unclean;
  }

  async dismiss(): Promise<void> {
    const crew = await this.#crew?.catch(() => undefined);
    await crew?.dismiss();
  }

  async #hired(shared: SharedRules): Promise<Crew<Task, TaskAnswer>> {
    const { folder, env, ready } = this.#target;
    const { Crew } = await import('./pool.ts');
    return new Crew({
      script: ready?.thread ?? new URL('./worker.ts', import.meta.url),
      workerData: { shared, opening: 'none', folder, env: { ...env } } satisfies WorkerData,
      // This thread looks along: it is here anyway, and has begun before a worker has read its rules.
      size: this.#size - 1,
    });
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
  for (const { id, size } of inDeltaOrder(objects)) {
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
