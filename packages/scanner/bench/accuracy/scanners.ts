import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, relative, resolve } from 'node:path';
import type { Document } from './corpus.ts';
import { placeOf } from './disk.ts';
import { type Asked, linesOf, offsetOf, type Sighting } from './sighting.ts';

export interface Place {
  /** Where the documents were written, a folder per repository. */
  readonly folder: string;
  readonly documents: readonly Document[];
  readonly path: string;
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export function run(command: string, args: readonly string[], cwd: string, path: string): Promise<Ran> {
  return new Promise((done, failed) => {
    const options = { cwd, env: { PATH: path, HOME: cwd }, maxBuffer: 1 << 30, encoding: 'utf8' as const };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') failed(error);
      else done({ stdout, stderr, code: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}

export function commandOn(path: string, name: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

const command = resolve(import.meta.dirname, '../../src/main.ts');

interface OwnFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly severity: Sighting['severity'];
  readonly fingerprint: string;
}

/** The command as people run it, once per repository, so that nothing of one explains another. */
export async function askOwn({ folder, documents, path }: Place): Promise<Asked> {
  const started = performance.now();
  const byPlace = new Map(documents.map((document) => [placeOf(document), document]));
  const repositories = readdirSync(folder);
  const sightings: Sighting[] = [];
  const next = async (): Promise<void> => {
    for (let repository = repositories.pop(); repository !== undefined; repository = repositories.pop()) {
      const { stdout, stderr, code } = await run(
        process.execPath,
        [command, '--tree', '--json'],
        join(folder, repository),
        path,
      );
      if (code === 2) throw new Error(`The scanner gave up on ${repository}: ${stderr}`);
      const { findings } = JSON.parse(stdout) as { findings: OwnFinding[] };
      for (const { path: file, line, column, rule, severity, fingerprint } of findings) {
        const document = byPlace.get(`${repository}/${file}`);
        if (!document) continue;
        const from = offsetOf(document.text, line, column);
        sightings.push({ document, from, to: from + 1, identity: fingerprint, severity, rule });
      }
    }
  };
  await Promise.all([next(), next()]);
  return {
    scanner: 'gatehouse',
    version: 'this checkout, a process per repository',
    seconds: (performance.now() - started) / 1000,
    sightings,
  };
}

interface GitleaksFinding {
  readonly File: string;
  readonly StartLine: number;
  readonly EndLine: number;
  readonly Secret: string;
  readonly RuleID: string;
}

/** gitleaks with its own configuration, decoding twice; also without the rule that guesses. */
export async function askGitleaks({ folder, documents, path }: Place): Promise<readonly Asked[]> {
  const gitleaks = commandOn(path, 'gitleaks');
  if (!gitleaks)
    return ['gitleaks', 'gitleaks, no generic rule'].map((scanner) => ({
      scanner,
      notShown: 'gitleaks is not on the PATH',
    }));
  const started = performance.now();
  const report = join(folder, '..', `${folder.split('/').at(-1)}-gitleaks.json`);
  await run(
    gitleaks,
    [
      'dir',
      '.',
      '--max-decode-depth',
      '2',
      '--redact=0',
      '--no-banner',
      '-f',
      'json',
      '-r',
      report,
      '--exit-code',
      '0',
    ],
    folder,
    path,
  );
  const seconds = (performance.now() - started) / 1000;
  const findings = JSON.parse(await readFile(report, 'utf8')) as GitleaksFinding[];
  const byPlace = new Map(documents.map((document) => [placeOf(document), document]));
  const sightings = findings.flatMap(({ File, StartLine, EndLine, Secret, RuleID }): Sighting[] => {
    const document = byPlace.get(relative(folder, resolve(folder, File)));
    if (!document) return [];
    const at = document.text.indexOf(Secret);
    const [from, to] =
      at === -1 || Secret === '' ? linesOf(document.text, StartLine, EndLine) : [at, at + Secret.length];
    return [{ document, from, to, identity: Secret, severity: 'block', rule: RuleID }];
  });
  const version = await versionOfGo(gitleaks, path);
  return [
    { scanner: 'gitleaks', version, seconds, sightings },
    {
      scanner: 'gitleaks, no generic rule',
      version,
      seconds,
      sightings: sightings.filter(({ rule }) => rule !== 'generic-api-key'),
    },
  ];
}

/** A Go program that was installed as a module says its version to `go`, not by itself. */
async function versionOfGo(file: string, path: string): Promise<string> {
  const go = commandOn(path, 'go');
  if (!go) return 'version unknown';
  const { stdout } = await run(go, ['version', '-m', file], '/', path);
  const [, version = 'version unknown'] = /^\tmod\t\S+\t(\S+)/m.exec(stdout) ?? [];
  const [, tags] = /-tags=(\S+)/.exec(stdout) ?? [];
  return tags === undefined ? version : `${version}, ${tags}`;
}

interface SecretlintFile {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string;
    readonly range: readonly [number, number];
    readonly severity: string;
  }[];
}

const keyRule = '@secretlint/secretlint-rule-secp256k1-privatekey';

/** secretlint with its recommended rules, and with the one for Ethereum's keys besides. */
export async function askSecretlint({ folder, documents, path }: Place, packages: string): Promise<readonly Asked[]> {
  const names = ['secretlint', 'secretlint, secp256k1 rule'];
  const bin = join(packages, 'node_modules', 'secretlint', 'bin', 'secretlint.js');
  if (!existsSync(bin)) return names.map((scanner) => ({ scanner, notShown: 'it is not installed in bench/peers' }));
  const rules = ['@secretlint/secretlint-rule-preset-recommend', keyRule].map((id) =>
    join(packages, 'node_modules', id),
  );
  const config = join(folder, '..', `${folder.split('/').at(-1)}-secretlint.json`);
  await writeFile(config, JSON.stringify({ rules: rules.filter((id) => existsSync(id)).map((id) => ({ id })) }));
  const started = performance.now();
  const everything = ['**/*', '**/.*', '**/.*/**'];
  const { stdout } = await run(
    process.execPath,
    [bin, '--secretlintrc', config, '--format', 'json', '--no-gitignore', ...everything],
    folder,
    path,
  );
  const seconds = (performance.now() - started) / 1000;
  const { version } = JSON.parse(
    await readFile(join(packages, 'node_modules', 'secretlint', 'package.json'), 'utf8'),
  ) as { version: string };
  const byPlace = new Map(documents.map((document) => [placeOf(document), document]));
  const sightings = (JSON.parse(stdout) as SecretlintFile[]).flatMap(({ filePath, messages }) => {
    const document = byPlace.get(relative(folder, filePath));
    if (!document) return [];
    return messages.map(
      ({ ruleId, range: [from, to] }): Sighting => ({
        document,
        from,
        to,
        identity: document.text.slice(from, to),
        severity: 'block',
        rule: ruleId,
      }),
    );
  });
  const recommended = {
    scanner: 'secretlint',
    version,
    seconds,
    sightings: sightings.filter(({ rule }) => !rule.includes('secp256k1')),
  };
  const scanner = 'secretlint, secp256k1 rule';
  return [
    recommended,
    existsSync(rules[1] ?? '')
      ? { scanner, version, seconds, sightings }
      : { scanner, notShown: 'that rule is not installed' },
  ];
}

interface DetectSecretsReport {
  readonly results: Readonly<
    Record<string, readonly { readonly type: string; readonly line_number: number; readonly hashed_secret: string }[]>
  >;
}

/** detect-secrets names lines only, so a whole line counts for it. */
export async function askDetectSecrets({ folder, documents, path }: Place): Promise<Asked> {
  const scanner = 'detect-secrets';
  const found = commandOn(path, 'detect-secrets');
  if (!found) return { scanner, notShown: 'it is not on the PATH' };
  const started = performance.now();
  const { stdout } = await run(found, ['scan', '--all-files', '--no-verify', '.'], folder, path);
  const seconds = (performance.now() - started) / 1000;
  const byPlace = new Map(documents.map((document) => [placeOf(document), document]));
  const sightings = Object.entries((JSON.parse(stdout) as DetectSecretsReport).results).flatMap(([file, secrets]) => {
    const document = byPlace.get(file);
    if (!document) return [];
    return secrets.map(({ type, line_number: line, hashed_secret: identity }): Sighting => {
      const [from, to] = linesOf(document.text, line, line);
      return { document, from, to, identity, severity: 'block', rule: type };
    });
  });
  const { stdout: version } = await run(found, ['--version'], folder, path);
  return { scanner, version: version.trim(), seconds, sightings };
}
