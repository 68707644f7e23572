import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { ScannerError } from '../error.ts';
import { type Environment, isRepository, openGit } from '../git/git.ts';
import { searchFolders } from './key-files.ts';
import { searchObjects } from './key-history.ts';
import { type Needle, Needles } from './needles.ts';
import { Seen } from './seen.ts';

export interface OwnKeySearch {
  /** The folder whose files, and whose repository's history, are looked through. */
  readonly root: string;
  /** Every byte form of every value, each at least 8 bytes long. */
  readonly needles: readonly Needle[];
  /** Files or folders where the key may stand: its named source. They are not looked at, except in the history. */
  readonly exempt: readonly string[];
  /** The bot's log folder; looked at also where git ignores it. */
  readonly logs?: string;
  /** Where clean git objects are remembered, and whose: what is clean of one key need not be clean of another. */
  readonly seen?: { readonly folder: string; readonly label: string };
  /** Only the files of the tree and the logs, or only the objects of the repository. Default: both. */
  readonly only?: 'files' | 'history';
  /** Milliseconds; what they do not suffice for is left to `rest`. */
  readonly budgetMs: number;
  readonly signal?: AbortSignal;
  /** For finding git and a person's git configuration. Default: git in the usual places, no configuration. */
  readonly env?: Environment;
}

/** Where a value stands. Holds the name of its field, never a value. */
export interface OwnKeyFinding {
  readonly where: 'tree' | 'history' | 'logs';
  /** From the root; absolute for logs that lie elsewhere. */
  readonly path: string;
  /** Both from 1; absent for what stands in a name or a message. A column is a UTF-16 code unit, as editors count. */
  readonly line?: number;
  readonly column?: number;
  /** The oldest commit that holds it, short; absent for what only the index or an unreachable object holds. */
  readonly commit?: string;
  readonly field: string;
}

export interface OwnKeyReport {
  /** Everything found so far, also by the search whose rest this is. */
  readonly findings: readonly OwnKeyFinding[];
  readonly complete: boolean;
  readonly looked: { readonly files: number; readonly blobs: number; readonly bytes: number };
  /** Looks at what the budget left, without a budget; absent when complete. */
  readonly rest?: () => Promise<OwnKeyReport>;
}

/** What the parts of a search share. */
export interface Progress {
  readonly needles: Needles;
  readonly findings: OwnKeyFinding[];
  readonly looked: { files: number; blobs: number; bytes: number };
  /** True when the budget is spent; throws when the search was stopped. */
  isOver(): boolean;
  /** Aborts when the budget is spent or the search was stopped; for what cannot ask `isOver`. */
  readonly signal: AbortSignal | undefined;
}

/** A part of a search: goes on where it stopped, and returns true when it is done. */
export type Part = (progress: Progress) => Promise<boolean>;

/**
 * Looks for the exact bytes of the bot's own keys in the files that git tracks or would add, in the logs, and in every
 * object of the repository: commits, stashes, tags, messages, the index, and what no ref reaches any more.
 * Throws ScannerError: NEEDLE_TOO_SHORT, SEARCH_ABORTED, REPOSITORY_NOT_OURS, GIT_MISSING, GIT_FAILED.
 */
export async function searchOwnKeys(options: OwnKeySearch): Promise<OwnKeyReport> {
  const needles = new Needles(options.needles);
  const started = performance.now();
  const findings: OwnKeyFinding[] = [];
  const looked = { files: 0, blobs: 0, bytes: 0 };
  const parts = await partsOf(options, needles);

  const run = async (budgetMs: number | undefined): Promise<OwnKeyReport> => {
    const until = budgetMs === undefined ? Number.POSITIVE_INFINITY : started + budgetMs;
    const progress = { needles, findings, looked, ...limitsOf(until, options.signal) };
    while (parts.length > 0 && !progress.isOver()) {
      if (await parts[0]?.(progress)) parts.shift();
      else break;
    }
    const complete = parts.length === 0;
    const report = { findings: [...findings], complete, looked: { ...looked } };
    return complete ? report : { ...report, rest: () => run(undefined) };
  };
  return run(options.budgetMs);
}

async function partsOf(options: OwnKeySearch, needles: Needles): Promise<Part[]> {
  if (options.needles.length === 0) return [];
  const { exempt, logs, env = {} } = options;
  const root = realpathOf(options.root);
  const git = openGit(root, { env });
  const files = searchFolders({ root, env, exempt: new Set(exempt.flatMap(bothPathsOf)), ...(logs && { logs }) });
  if (options.only === 'files' || !(await isRepository(git))) return options.only === 'history' ? [] : [files];
  const objects = searchObjects(git, new Seen(options.seen, needles.digest));
  return options.only === 'history' ? [objects] : [files, objects];
}

function limitsOf(until: number, signal: AbortSignal | undefined): Pick<Progress, 'isOver' | 'signal'> {
  const left = until - performance.now();
  const timeout = Number.isFinite(left) ? AbortSignal.timeout(Math.max(0, Math.ceil(left))) : undefined;
  const signals = [signal, timeout].filter((one) => one !== undefined);
  return {
    signal: signals.length > 0 ? AbortSignal.any(signals) : undefined,
    isOver: () => {
      if (signal?.aborted) throw new ScannerError('SEARCH_ABORTED', 'The search was stopped before it ended.');
      return performance.now() >= until;
    },
  };
}

const bothPathsOf = (path: string) => [resolve(path), realpathOf(path)];

/** Native, because the other walks down from `/`, which the permission model of Node does not allow. */
function realpathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
