import { join, resolve } from 'node:path';
import type { CommandLine } from '../command-line.ts';
import { ScannerError, type ScannerErrorCode } from '../error.ts';
import type { Environment } from '../git/git.ts';
import type { Rule } from '../judge/rule.ts';
import type { Finding, HeldFinding } from '../report/finding.ts';
import type { UserRule } from '../rules/user-rules.ts';
import { readSmallFile } from '../text/small-file.ts';
import type { Baseline, HashAll } from './baseline.ts';
import { gitFolderOf, type Place } from './place.ts';
import type { IgnoreEntry } from './scan-ignore.ts';

/** What one scan lets stay. */
export interface Exceptions {
  readonly ignore: readonly IgnoreEntry[];
  readonly baseline?: Baseline;
}

const names = { ignore: '.scanignore', baseline: '.scanbaseline', rules: 'scan.rules.json' };

/** As large as a list that somebody keeps can be. */
const mostBytes = 4 * 1024 * 1024;

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
    import('../rules/user-rules.ts'),
    import('../rules/user-rule-engine.ts'),
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
      'The baseline (.scanbaseline, or the file after --baseline) does not say why its findings may stay: write it after "# reason:" at its top.',
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
  if ('problem' in read)
    throw new ScannerError(code, `${called} ${read.problem}: put a text file there that this user can read.`);
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

interface Found {
  readonly findings: readonly Finding[];
  /** The same with their values; only a baseline needs them. */
  readonly found: readonly HeldFinding[];
}

/** Parts what was found into what is reported and what may stay. */
export async function settle(
  { findings, found }: Found,
  { ignore, baseline }: Exceptions,
  { place, env, isComplete }: Settling,
): Promise<Settled> {
  const { prefix, root } = place;
  const ignored = ignore.length > 0 ? await passOver(findings, ignore, { prefix, isComplete }) : undefined;
  const { kept = findings, count = 0, notes = [] } = ignored ?? {};
  if (!baseline) return { findings: kept, ignored: count, baselined: 0, moved: 0, notes };

  const left = new Set(kept);
  const { applyBaseline } = await import('./baseline.ts');
  const hashAll = await hashingFor(baseline, { root, env });
  const applied = await applyBaseline(
    found.filter(({ finding }) => left.has(finding)),
    baseline,
    { prefix, hashAll },
  );
  const stale = isComplete && applied.unused > 0;
  return {
    findings: applied.kept,
    ignored: count,
    baselined: applied.baselined,
    moved: applied.moved.length,
    notes: stale
      ? [...notes, `${applied.unused} of the baseline's lines match nothing any more: write it again.`]
      : notes,
  };
}

async function passOver(
  findings: readonly Finding[],
  ignore: readonly IgnoreEntry[],
  { prefix, isComplete }: { readonly prefix: string; readonly isComplete: boolean },
) {
  const { applyScanIgnore, unusedNote } = await import('./scan-ignore.ts');
  const { kept, ignored, unused } = applyScanIgnore(findings, ignore, prefix);
  return { kept, count: ignored, notes: isComplete ? unused.map(unusedNote) : [] };
}

/** Hashes under a baseline's salt, remembered in the repository's git folder where there is one. */
export async function hashingFor(
  { salt }: Pick<Baseline, 'salt'>,
  { root, env }: { readonly root: string; readonly env: Environment },
): Promise<HashAll> {
  const { hashingWith } = await import('./baseline-hash.ts');
  const gitFolder = await gitFolderOf(root, env);
  return hashingWith({ salt, ...(gitFolder !== undefined && { gitFolder }) });
}
