import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Baseline } from './baseline.ts';
import type { CommandLine } from './command-line.ts';
import { ScannerError, type ScannerErrorCode } from './error.ts';
import type { Finding, HeldFinding } from './finding.ts';
import { type Environment, openGit } from './git.ts';
import type { Rule } from './rule.ts';
import type { IgnoreEntry } from './scan-ignore.ts';
import { readSmallFile } from './small-file.ts';
import type { UserRule } from './user-rules.ts';

/** The repository around what is scanned: where the files of exceptions lie, and where paths count from. */
export interface Place {
  readonly root: string;
  /** From the root to what the findings' paths begin at: empty, or `sub/folder/`. */
  readonly prefix: string;
}

/** What one scan lets stay. */
export interface Exceptions {
  readonly ignore: readonly IgnoreEntry[];
  readonly baseline?: Baseline;
}

const names = { ignore: '.scanignore', baseline: '.scanbaseline', rules: 'scan.rules.json' };

/** As large as a list that somebody keeps can be. */
const mostBytes = 4 * 1024 * 1024;

/** Finds the top of the work tree by its `.git`, without asking git: a hook waits for this. */
export function placeOf(folder: string, { what, path }: Pick<CommandLine, 'what' | 'path'>): Place {
  const target = resolve(folder, path ?? '.');
  const stats = statSync(target, { throwIfNoEntry: false });
  const from = realOf(stats?.isFile() ? dirname(target) : target);
  const root = topOf(from) ?? from;
  // What is staged, or in commits to be pushed, is named from the top.
  const isWhole = path === undefined && (what === 'staged' || what === 'pushed');
  const inside = isWhole ? '' : relative(root, from);
  return { root, prefix: inside === '' || isAbsolute(inside) ? '' : `${inside.split(sep).join('/')}/` };
}

function topOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : topOf(dirname(folder));
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The scan itself says that it is not there.
    return path;
  }
}

interface Wanted {
  /** What a relative FILE counts from. */
  readonly folder: string;
  readonly place: Place;
  readonly values: CommandLine['values'];
}

/** Rules that the repository or `--rules` brings: as data for the threads, and as the rules that the data makes. */
export interface UserRules {
  readonly data: readonly UserRule[];
  readonly rules: readonly Rule[];
}

/** Returns the rules of the repository or of `--rules`, proven by their examples; loads no engine where there are none. */
export async function userRulesFor({ folder, place, values }: Wanted, rules: readonly Rule[]): Promise<UserRules> {
  const text = textFor(
    { option: 'rules', file: values.rules, name: names.rules, code: 'RULES_MALFORMED' },
    { folder, root: place.root },
  );
  if (text === undefined) return { data: [], rules: [] };
  const [{ readUserRules }, { compileUserRules }] = await Promise.all([
    import('./user-rules.ts'),
    import('./user-rule-engine.ts'),
  ]);
  const data = readUserRules(text, new Set(rules.map(({ id }) => id)));
  return { data, rules: compileUserRules(data) };
}

/** Returns what may stay. Throws ScannerError for a file that cannot be relied on. */
export async function exceptionsFor(
  { folder, place, values }: Wanted,
  { rules, now }: { readonly rules: readonly Rule[]; readonly now: Date },
): Promise<Exceptions> {
  const from = { folder, root: place.root };
  const ignore = textFor({ file: undefined, name: names.ignore, code: 'IGNORE_MALFORMED' }, from);
  const writes = values['write-baseline'] !== undefined;
  const listed = textFor(
    {
      option: 'baseline',
      file: values.baseline,
      name: writes ? undefined : names.baseline,
      code: 'BASELINE_MALFORMED',
    },
    from,
  );
  return {
    ignore:
      ignore === undefined
        ? []
        : (await import('./scan-ignore.ts')).readScanIgnore(ignore, { now, rules: new Set(rules.map(({ id }) => id)) }),
    ...(listed !== undefined && { baseline: await reasoned(listed) }),
  };
}

async function reasoned(text: string): Promise<Baseline> {
  const { readBaseline } = await import('./baseline.ts');
  const baseline = readBaseline(text);
  if (baseline.reason.length < 10) {
    throw new ScannerError(
      'BASELINE_MALFORMED',
      'The baseline does not say why its findings may stay: write it after "# reason:" at its top.',
    );
  }
  return baseline;
}

interface Source {
  readonly option?: string;
  /** What the command line names; must be there. */
  readonly file: string | undefined;
  /** The name that is looked for at the root otherwise; may be absent. */
  readonly name: string | undefined;
  readonly code: ScannerErrorCode;
}

function textFor({ option, file, name, code }: Source, from: { folder: string; root: string }): string | undefined {
  if (file === undefined && name === undefined) return undefined;
  const called = file === undefined ? name : `The file of --${option}`;
  const read = readSmallFile(file === undefined ? join(from.root, name ?? '') : resolve(from.folder, file), mostBytes);
  if ('text' in read) return read.text;
  if ('problem' in read) throw new ScannerError(code, `${called} ${read.problem}: put a text file there.`);
  if (file === undefined) return undefined;
  throw new ScannerError(code, `${called} is not there: name one that is.`);
}

export interface Settled {
  readonly findings: readonly Finding[];
  readonly ignored: number;
  readonly baselined: number;
  readonly moved: number;
  readonly notes: readonly string[];
}

interface Settling {
  readonly place: Place;
  readonly env: Environment;
  /** Whether everything was looked at: only then does an exception that met nothing excuse nothing. */
  readonly isComplete: boolean;
}

/** Parts what was found into what is reported and what may stay. */
export async function settle(
  found: readonly HeldFinding[],
  { ignore, baseline }: Exceptions,
  { place, env, isComplete }: Settling,
): Promise<Settled> {
  const { applyScanIgnore, unusedNote } = await import('./scan-ignore.ts');
  const { prefix } = place;
  const { kept, ignored, unused } = applyScanIgnore(
    found.map(({ finding }) => finding),
    ignore,
    prefix,
  );
  const notes = isComplete ? unused.map(unusedNote) : [];
  if (!baseline) return { findings: kept, ignored, baselined: 0, moved: 0, notes };

  const left = new Set(kept);
  const [{ applyBaseline }, { hashingWith }] = await Promise.all([
    import('./baseline.ts'),
    import('./baseline-hash.ts'),
  ]);
  const gitFolder = await gitFolderOf(place.root, env);
  const hashAll = hashingWith({ salt: baseline.salt, ...(gitFolder !== undefined && { gitFolder }) });
  const applied = await applyBaseline(
    found.filter(({ finding }) => left.has(finding)),
    baseline,
    { prefix, hashAll },
  );
  return {
    findings: applied.kept,
    ignored,
    baselined: applied.baselined,
    moved: applied.moved.length,
    notes:
      isComplete && applied.unused > 0
        ? [...notes, `${applied.unused} of the baseline's lines match nothing any more: write it again.`]
        : notes,
  };
}

/** Where hashes may be remembered; undefined outside a repository. */
export async function gitFolderOf(folder: string, env: Environment): Promise<string | undefined> {
  try {
    const output = await openGit(folder, { env }).run(['rev-parse', '--git-common-dir']);
    return resolve(folder, output.toString('utf8').replace(/\n$/, ''));
  } catch {
    return undefined;
  }
}
