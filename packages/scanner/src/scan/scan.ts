import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ScannerError } from '../error.ts';
import { type Counts, noCounts } from '../find/counts.ts';
import { Finder } from '../find/find.ts';
import { rulesetOf } from '../find/ruleset.ts';
import type { Environment, Git } from '../git/git.ts';
import type { Rule } from '../judge/rule.ts';
import type { Finding, HeldFinding } from '../report/finding.ts';
import { masking } from '../report/mask.ts';
import { safeName } from '../report/secret-names.ts';
import { notesOnFull } from '../rules/limited.ts';
import { rules as allRules } from '../rules/rules.ts';
import type { UserRule } from '../rules/user-rules.ts';
import type { HeldMatch, Looked, Ready, Target, Way } from './way.ts';

export type What = 'staged' | 'tree' | 'history' | 'stdin' | 'logs';

export interface ScanOptions {
  /** The folder to stand in. */
  readonly root: string;
  readonly what: What;
  /** Only this file or folder, from `root`. Findings then name paths from there. */
  readonly path?: string;
  /** For finding git, the person's git configuration, and in a hook what git says about it. Default: none of it. */
  readonly env?: Environment;
  /** In place of the rules there are. They stay on this thread, because a rule cannot be sent to another. */
  readonly rules?: readonly Rule[];
  /** Beside the rules there are: checked data, from which every thread makes the same rules. */
  readonly userRules?: readonly UserRule[];
  /** `history`: also what no ref reaches any more. */
  readonly unreachable?: boolean;
  /** `history`: lines for `git rev-list --stdin` in place of everything, such as `['HEAD', '^origin/main']`. */
  readonly revisions?: readonly string[];
  /** `tree` and `logs`: looks into zip, tar and gzip files, two levels deep. Packed logs are looked into in any case. */
  readonly archives?: boolean;
  /** `stdin`: what to look through. */
  readonly input?: AsyncIterable<Uint8Array>;
  readonly ready?: Ready;
  /** `staged`: the descriptor of a pipe from start/staged.sh. */
  readonly handed?: number;
  /** Called at most ten times a second. `total` is absent where it is not known. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called once, before the scan returns, with each value in the order of the findings: the one place where values leave. */
  readonly onValues?: (found: readonly HeldFinding[]) => void | Promise<void>;
}

export interface Progress {
  /** Contents: files, or objects of the history. */
  readonly done: number;
  readonly total?: number;
  readonly bytes: number;
}

export interface ScanReport {
  readonly what: What;
  /** By path, line and column. */
  readonly findings: readonly Finding[];
  /** Matches that a `gatehouse-allow: reason` comment let through. */
  readonly allowed: number;
  readonly looked: Readonly<Omit<Counts, 'allowed'>>;
  /** Sentences about what was not looked at, and why. */
  readonly notes: readonly string[];
}

/** Each way of looking, by name. Loaded when asked for: a hook waits for every module. */
const ways: Readonly<Record<What, () => Promise<Way>>> = {
  staged: async () => (await import('./staged.ts')).lookAtIndex,
  tree: async () => (await import('./tree.ts')).lookAtTree,
  logs: async () => (await import('./tree.ts')).lookAtLogs,
  stdin: async () => (await import('./stream.ts')).lookAtStream,
  history: async () => (await import('./history.ts')).lookAtHistory,
};

/**
 * Looks for secrets of any kind. Never prints or stores a value, and hands values to `onValues` alone.
 * Throws ScannerError: PATH_MISSING, PATH_UNREADABLE, NOT_A_REPOSITORY (staged, history), REPOSITORY_NOT_OURS,
 * GIT_MISSING, GIT_FAILED, RULES_MALFORMED, WORKER_FAILED.
 */
export async function scan(options: ScanOptions): Promise<ScanReport> {
  const { what, onValues } = options;
  const look = await ways[what]();
  const target = await targetOf(options);
  const looked = await look(target);
  const held = looked.remembered === undefined ? await findingsOf(looked) : [];
  const findings = looked.remembered ?? held.map(({ finding }) => finding);
  looked.remember?.(findings);
  await onValues?.(held);
  const { allowed, ...counts } = target.counts;
  const masked = masking(held.map(({ value }) => value));
  return { what, findings, allowed, looked: counts, notes: [...target.notes.map(masked), ...notesOnFull(findings)] };
}

async function targetOf(options: ScanOptions): Promise<Target> {
  const { root, path, env = {}, rules, userRules = [], onProgress, ready } = options;
  const more = userRules.length === 0 ? [] : (await import('../rules/user-rule-engine.ts')).compileUserRules(userRules);
  const isUsual = rules === undefined && more.length === 0;
  const ruleset = rulesetOf([...(rules ?? allRules), ...more], isUsual ? ready?.tables : undefined);
  const counts = noCounts();
  let last = 0;
  return {
    root,
    ...placeOf(resolve(root, path ?? '.')),
    isWhole: path === undefined,
    env,
    finderFor: (name) => new Finder(ruleset, name),
    shared: rules === undefined ? { userRules } : undefined,
    archives: options.archives ?? false,
    unreachable: options.unreachable ?? false,
    revisions: options.revisions,
    input: options.input,
    handed: options.handed,
    ready,
    wantsValues: options.onValues !== undefined,
    counts,
    notes: [],
    progress: (done, total) => {
      const now = uptime();
      if (!onProgress || now - last < 100) return;
      last = now;
      onProgress({ done, bytes: counts.bytes, ...(total !== undefined && { total }) });
    },
  };
}

/** In milliseconds. Node loads three modules for `performance`, and a hook waits for them. */
export const uptime = () => process.uptime() * 1000;

function placeOf(target: string): { folder: string; only: string | undefined } {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (!stats) throw new ScannerError('PATH_MISSING', `There is no file or folder at ${JSON.stringify(target)}.`);
  const real = realpathSync(target);
  if (stats.isDirectory()) return { folder: real, only: undefined };
  if (stats.isFile()) return { folder: dirname(real), only: basename(real) };
  throw new ScannerError('PATH_UNREADABLE', `${JSON.stringify(target)} is neither a file nor a folder.`);
}

async function findingsOf({ matches, git, gitFolder }: Looked): Promise<readonly HeldFinding[]> {
  if (matches.length === 0) return [];
  const { fingerprinting } = await import('../report/finding.ts');
  const fingerprint = fingerprinting(gitFolder ?? (git && (await gitFolderOf(git))));
  const masked = masking(matches.map(({ match }) => match.value));
  const held = matches
    .map((one) => ({ finding: findingOf(one, fingerprint, masked), value: one.match.value, name: one.match.name }))
    .sort(({ finding: a }, { finding: b }) => inOrder(a, b));
  if (held.length === 1) return held;
  const { withPairs } = await import('../report/pairs.ts');
  const findings = withPairs(
    held.map(({ finding }) => finding),
    held.map(({ name }) => name),
  );
  return held.map(({ finding, value }, index) => ({ finding: findings[index] ?? finding, value }));
}

function findingOf(
  { match, path, ...where }: HeldMatch,
  fingerprint: (value: string) => string,
  masked: (text: string) => string,
) {
  const { rule, severity, line, column, value, known, decoded, bareAllow } = match;
  return {
    path: safeName(masked(path)),
    line,
    column,
    rule: rule.id,
    severity,
    fingerprint: fingerprint(value),
    ...where,
    ...(known !== undefined && { known }),
    ...(decoded !== undefined && { decoded }),
    ...(bareAllow && { bareAllow }),
  };
}

const inOrder = (a: Finding, b: Finding) =>
  compare(a.path, b.path) ||
  a.line - b.line ||
  a.column - b.column ||
  compare(a.rule, b.rule) ||
  compare(a.fingerprint, b.fingerprint);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

async function gitFolderOf(git: Git): Promise<string> {
  const output = await git.run(['rev-parse', '--git-common-dir']);
  return resolve(git.folder, output.toString('utf8').replace(/\n$/, ''));
}
