import { ScannerError } from '../error.ts';
import { type FinderFor, isClean } from '../find/content.ts';
import { addCounts, type Counts, noCounts } from '../find/counts.ts';
import { Finder } from '../find/find.ts';
import { rulesetOf } from '../find/ruleset.ts';
import { type Environment, openGit } from '../git/git.ts';
import type { TreeFile } from '../git/tree.ts';
import { rules } from '../rules/rules.ts';
import { searchObjects } from './history-search.ts';
import type { Reply } from './pool.ts';
import { type Opening, TreeSearch } from './tree-search.ts';
import type { SharedRules } from './way.ts';

/** What every task of a worker shares. */
export interface WorkerData {
  readonly shared: SharedRules;
  readonly opening: Opening;
  /** For git. */
  readonly folder: string;
  readonly env: Environment;
}

export type Task =
  | { readonly kind: 'files'; readonly files: readonly TreeFile[] }
  | { readonly kind: 'objects'; readonly objects: readonly (readonly [id: string, path: string])[] };

/**
 * Says which of a task's contents are not clean, by their place in it. What was found in them is not said: the thread
 * that reports looks at those few itself, so no value travels from one thread to another.
 */
export interface TaskAnswer {
  readonly unclean: readonly number[];
  /** Of the contents that are clean; the others count where they are looked at again. */
  readonly counts: Counts;
}

interface Tools {
  readonly data: WorkerData;
  readonly finderFor: FinderFor;
}

/** Makes the rules ready, once for a worker's life; `tables` are those of the rules there are, where they were made before. */
export async function answererOf(
  data: WorkerData,
  tables?: Uint8Array,
): Promise<(task: Task) => Promise<Reply<TaskAnswer>>> {
  const { userRules } = data.shared;
  const more = userRules.length === 0 ? [] : (await import('../rules/user-rule-engine.ts')).compileUserRules(userRules);
  const ruleset = rulesetOf([...rules, ...more], more.length === 0 ? tables : undefined);
  const tools: Tools = { data, finderFor: (path) => new Finder(ruleset, path) };
  return async (task) => {
    try {
      return { answer: task.kind === 'files' ? await searchFiles(task, tools) : await searchIds(task, tools) };
    } catch (error) {
      if (error instanceof ScannerError) return { failed: { code: error.code, message: error.message } };
      throw error;
    }
  };
}

async function searchFiles(task: Extract<Task, { kind: 'files' }>, { data, finderFor }: Tools): Promise<TaskAnswer> {
  const search = new TreeSearch({ finderFor, opening: data.opening });
  const counts = noCounts();
  const unclean: number[] = [];
  for (const [index, file] of task.files.entries()) {
    const looking = search.search(file);
    const outcome = looking instanceof Promise ? await looking : looking;
    // A note is told by the thread that reports.
    if (isClean(outcome) && outcome.note === undefined) addCounts(counts, outcome.counts);
    else unclean.push(index);
  }
  return { unclean, counts };
}

async function searchIds(task: Extract<Task, { kind: 'objects' }>, { data, finderFor }: Tools): Promise<TaskAnswer> {
  const git = openGit(data.folder, { env: data.env });
  const counts = noCounts();
  const clean = new Set<string>();
  const ids = task.objects.map(([id]) => id);
  await searchObjects(git, ids, {
    paths: new Map(task.objects),
    finderFor,
    ended: (outcome) => {
      if (!isClean(outcome)) return;
      clean.add(outcome.object.id);
      addCounts(counts, outcome.counts);
    },
  });
  // What could not be read is in no set, and so not clean.
  return { unclean: [...ids.keys()].filter((index) => !clean.has(ids[index] ?? '')), counts };
}
