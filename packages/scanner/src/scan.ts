import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ScannerError } from './error.ts';
import { Finder, type Match } from './find.ts';
import type { Finding } from './finding.ts';
import { type Environment, type Git, isRepository, openGit } from './git.ts';
import type { Rule } from './rule.ts';
import { rules as allRules } from './rules.ts';
import { rulesetOf } from './ruleset.ts';

export type What = 'staged' | 'tree' | 'history';

export interface ScanOptions {
  /** The folder to stand in. */
  readonly root: string;
  readonly what: What;
  /** Only this file or folder, from `root`. Findings then name paths from there. */
  readonly path?: string;
  /** For finding git, the person's git configuration, and in a hook what git says about it. Default: none of it. */
  readonly env?: Environment;
  readonly rules?: readonly Rule[];
}

export interface ScanReport {
  readonly what: What;
  /** By path, line and column. */
  readonly findings: readonly Finding[];
  /** Matches that a `gatehouse-allow: reason` comment let through. */
  readonly allowed: number;
  /** `unread`: files that are there and could not be read. Binary contents are counted, and rules do not judge them. */
  readonly looked: {
    readonly contents: number;
    readonly bytes: number;
    readonly binary: number;
    readonly unread: number;
  };
}

interface Looked {
  readonly matches: readonly { readonly match: Match; readonly path: string; readonly commit?: string }[];
  readonly finders: readonly Finder[];
  readonly bytes: number;
  readonly unread: number;
  /** Where the key of the fingerprints lies. */
  readonly git?: Git;
}

interface Target {
  readonly root: string;
  readonly folder: string;
  /** A single file in `folder`. */
  readonly only: string | undefined;
  /** Whether a path was asked for. */
  readonly isWhole: boolean;
  readonly env: Environment;
  readonly finderFor: (path: string) => Finder;
}

/** Each way of looking, by name. Loaded when asked for: a hook waits for every module. */
const ways: Readonly<Record<What, (target: Target) => Promise<Looked>>> = {
  staged: lookAtIndex,
  tree: lookAtTree,
  history: lookAtHistory,
};

/**
 * Looks for secrets of any kind. Never returns, prints or stores a value.
 * Throws ScannerError: PATH_MISSING, PATH_UNREADABLE, NOT_A_REPOSITORY (staged, history), REPOSITORY_NOT_OURS,
 * GIT_MISSING, GIT_FAILED.
 */
export async function scan({ root, what, path, env = {}, rules = allRules }: ScanOptions): Promise<ScanReport> {
  const ruleset = rulesetOf(rules);
  const { folder, only } = placeOf(resolve(root, path ?? '.'));
  const finderFor = (name: string) => new Finder(ruleset, name);
  const looked = await ways[what]({ root, folder, only, isWhole: path === undefined, env, finderFor });
  return {
    what,
    findings: await findingsOf(looked),
    allowed: looked.finders.reduce((sum, finder) => sum + finder.allowed, 0),
    looked: {
      contents: looked.finders.length,
      bytes: looked.bytes,
      binary: looked.finders.filter((finder) => finder.isBinary).length,
      unread: looked.unread,
    },
  };
}

function placeOf(target: string): { folder: string; only: string | undefined } {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (!stats) throw new ScannerError('PATH_MISSING', `There is no file or folder at ${JSON.stringify(target)}.`);
  const real = realpathSync(target);
  if (stats.isDirectory()) return { folder: real, only: undefined };
  if (stats.isFile()) return { folder: dirname(real), only: basename(real) };
  throw new ScannerError('PATH_UNREADABLE', `${JSON.stringify(target)} is neither a file nor a folder.`);
}

async function lookAtIndex({ root, folder, only, isWhole, env, finderFor }: Target): Promise<Looked> {
  const [{ stagedFiles }, { readObjects }] = await Promise.all([import('./staged.ts'), import('./objects.ts')]);
  const { git, from } = isWhole
    ? { git: openGit(root, { env, inHook: true }), from: '' }
    : await indexOf({ root, folder, env });
  const files = (await stagedFiles(git)).flatMap(({ id, path }) => {
    const inside = path.startsWith(from) && (only === undefined || path === from + only);
    return inside ? [{ id, path: path.slice(from.length) }] : [];
  });

  const paths = new Map<string, string[]>();
  for (const { id, path } of files) paths.set(id, [...(paths.get(id) ?? []), path]);
  const matches: { match: Match; path: string }[] = [];
  const finders: Finder[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  let open: Finder[] = [];
  await readObjects(git, [...paths.keys()], ({ id }, segment) => {
    const names = paths.get(id) ?? [];
    if (open.length === 0) open = names.map(finderFor);
    bytes += segment.bytes.length - segment.overlap;
    for (const [index, finder] of open.entries()) {
      for (const match of finder.look(segment)) matches.push({ match, path: names[index] ?? '' });
    }
    if (segment.last) {
      finders.push(...open);
      open = [];
      seen.add(id);
    }
    return true;
  });
  // What cannot be read is not clean.
  if (seen.size < paths.size) {
    throw new ScannerError('GIT_FAILED', 'A staged file is missing from the object store; run "git fsck" to see why.');
  }
  return { matches, finders, bytes, unread: 0, git };
}

/** The index that holds a path: the hook's own where the path lies in its work tree, else that of the path. */
async function indexOf({
  root,
  folder,
  env,
}: Pick<Target, 'root' | 'folder' | 'env'>): Promise<{ git: Git; from: string }> {
  const hooked = openGit(root, { env, inHook: true });
  const git = (await prefixIn(hooked, folder)) === undefined ? openGit(folder, { env }) : hooked;
  return { git, from: (await prefixIn(git, folder)) ?? '' };
}

/** Where a folder lies in a work tree, as `sub/folder/`; undefined when it does not. */
async function prefixIn(git: Git, folder: string): Promise<string | undefined> {
  const top = await git.run(['rev-parse', '--show-toplevel']).catch(() => undefined);
  if (!top) return undefined;
  const path = relative(realpathSync(top.toString('utf8').replace(/\n$/, '')), folder);
  if (path === '') return '';
  return path.startsWith('..') || isAbsolute(path) ? undefined : `${path.split(sep).join('/')}/`;
}

async function lookAtTree({ folder, only, env, finderFor }: Target): Promise<Looked> {
  const [{ filesIn }, { segmentsOfFile }] = await Promise.all([import('./tree.ts'), import('./segment.ts')]);
  const git = openGit(folder, { env });
  const files = only === undefined ? await filesIn(folder, env) : [{ path: only, file: join(folder, only) }];

  const matches: { match: Match; path: string }[] = [];
  const finders: Finder[] = [];
  let bytes = 0;
  let unread = 0;
  for (const { path, file } of files) {
    try {
      const finder = finderFor(path);
      let isThere = false;
      for (const segment of segmentsOfFile(file)) {
        isThere = true;
        bytes += segment.bytes.length - segment.overlap;
        for (const match of finder.look(segment)) matches.push({ match, path });
        if (finder.isBinary) break;
      }
      if (isThere) finders.push(finder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      unread++;
    }
  }
  return { matches, finders, bytes, unread, ...((await isRepository(git)) && { git }) };
}

async function lookAtHistory({ folder, only, env, finderFor }: Target): Promise<Looked> {
  const { searchHistory } = await import('./history.ts');
  const git = openGit(folder, { env });
  await git.run(['rev-parse', '--git-dir']);
  const from = (await prefixIn(git, folder)) ?? '';
  const { matches, ...rest } = await searchHistory(git, { under: only ?? (from === '' ? '' : '.'), finderFor });
  const named = matches.map((one) => (one.path.startsWith(from) ? { ...one, path: one.path.slice(from.length) } : one));
  return { ...rest, matches: named, unread: 0, git };
}

async function findingsOf({ matches, git }: Looked): Promise<readonly Finding[]> {
  if (matches.length === 0) return [];
  const { fingerprinting } = await import('./finding.ts');
  const fingerprint = fingerprinting(git && (await gitFolderOf(git)));
  const values = [...new Set(matches.map(({ match }) => match.value))];
  return matches
    .map(({ match: { rule, severity, line, column, value }, path, commit }) => ({
      path: masked(path, values),
      line,
      column,
      rule: rule.id,
      severity,
      fingerprint: fingerprint(value),
      ...(commit !== undefined && { commit }),
    }))
    .sort((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Somebody may have named a file after a key. */
function masked(path: string, values: readonly string[]): string {
  return values.reduce((text, value) => text.replaceAll(value, '[masked]'), path);
}

async function gitFolderOf(git: Git): Promise<string> {
  const output = await git.run(['rev-parse', '--git-common-dir']);
  return resolve(git.folder, output.toString('utf8').replace(/\n$/, ''));
}
