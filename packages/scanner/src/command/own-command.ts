import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodingsOf, SecretsError } from '@gatehouse/secrets';
import type { CommandLine } from '../command-line.ts';
import { ScannerError } from '../error.ts';
import { gitFolderOf, placeOf } from '../exceptions/place.ts';
import type { Environment } from '../git/git.ts';
import { isTracked } from '../git/tracked.ts';
import { type OwnKeyFinding, searchOwnKeys } from '../own/keys.ts';
import type { Needle } from '../own/needles.ts';
import { searchIndex } from '../own/staged.ts';
import { type OwnValue, ownValuesIn } from '../own/values.ts';
import { type Finding, fingerprinting } from '../report/finding.ts';
import type { Described } from '../report/report.ts';
import { reports } from '../report/reports.ts';
import { safeName } from '../report/secret-names.ts';
import type { Command, Outcome } from './command.ts';

/**
 * Looks for the very values of a person's own keys, in every form that they take. There are no false alarms, and so no
 * exceptions: neither comment, .scanignore nor baseline is asked.
 */
export const ownCommand: Command = async (line, surroundings): Promise<Outcome> => {
  const { folder, env } = surroundings;
  try {
    const { values, exempt } = await ownValuesIn(line.values.own ?? '', line.values.exchange, {
      env,
      dotenvPath: join(folder, '.env'),
      isTracked: (path) => isTracked(path, env),
    });
    const needles = values.flatMap((one) => encodingsOf(one.secret).map((bytes) => ({ field: nameOf(one), bytes })));
    const { found, looked } = await searchFor(needles, { line, folder, env, exempt });
    const report = await reports[line.as]();
    const findings = await findingsOf(found, values, await gitFolderOf(placeOf(folder, line).root, env));
    const told = {
      what: 'own' as const,
      findings,
      looked,
      excused: { allowed: 0, ignored: 0, baselined: 0, moved: 0 },
      notes: [`Looked for ${[...new Set(values.map(nameOf))].join(', ')}.`],
      rules: values.map(described),
    };
    for (const { secret } of values) secret.wipe();
    return { stdout: report(told), stderr: '', exitCode: findings.length > 0 ? 1 : 0 };
  } catch (error) {
    // Its message names variables and files, never a value.
    if (error instanceof SecretsError) throw new ScannerError('OWN_KEY_MISSING', error.message, { cause: error });
    throw error;
  }
};

interface Search {
  readonly line: CommandLine;
  readonly folder: string;
  readonly env: Environment;
  readonly exempt: readonly string[];
}

interface Found {
  readonly found: readonly OwnKeyFinding[];
  readonly looked: {
    readonly contents: number;
    readonly bytes: number;
    readonly binary: number;
    readonly unread: number;
  };
}

async function searchFor(needles: readonly Needle[], { line, folder, env, exempt }: Search): Promise<Found> {
  const root = resolve(folder, line.path ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ScannerError('PATH_MISSING', '--own looks through a folder, and PATH is none: name one.');
  }
  if (line.what === 'staged') return searchIndex(needles, { root, env });
  const { findings, looked } = await searchOwnKeys({
    root,
    needles,
    exempt,
    ...(line.what !== undefined && { only: line.what === 'history' ? ('history' as const) : ('files' as const) }),
    budgetMs: Number.POSITIVE_INFINITY,
    env,
  });
  return {
    found: findings,
    looked: { contents: looked.files + looked.blobs, bytes: looked.bytes, binary: 0, unread: 0 },
  };
}

const nameOf = ({ exchange, field }: OwnValue) => `${exchange} ${field}`;
const ruleOf = ({ exchange, field }: OwnValue) => `own-${exchange}-${field.toLowerCase()}`;

const described = (one: OwnValue): Described => ({
  id: ruleOf(one),
  severity: 'block',
  finds: `your own ${nameOf(one)}`,
  fix: 'revoke it at the exchange before anything else, make a new one, and take this one out of the file and of the history',
});

async function findingsOf(
  found: readonly OwnKeyFinding[],
  values: readonly OwnValue[],
  gitFolder: string | undefined,
): Promise<readonly Finding[]> {
  const fingerprint = fingerprinting(gitFolder);
  return found.flatMap(({ path, line = 1, column = 1, commit, field }) => {
    const own = values.find((one) => nameOf(one) === field);
    if (!own) return [];
    return {
      path: safeName(path),
      line,
      column,
      rule: ruleOf(own),
      severity: 'block' as const,
      fingerprint: fingerprint(own.secret.expose()),
      ...(commit !== undefined && { commit }),
    };
  });
}
