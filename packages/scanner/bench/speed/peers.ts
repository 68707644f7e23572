import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from './run.ts';

/** Another scanner, in its best documented configuration, with verification off. Absent ways are ways it has not. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly command: string;
  readonly tree?: (folder: string) => readonly string[];
  readonly history?: (folder: string) => readonly string[];
  readonly staged?: (folder: string, files: readonly string[]) => readonly string[];
}

const packages = join(import.meta.dirname, '../peers');

/** The required ones first; undefined where it is not on this machine. */
export const peers: readonly (readonly [string, () => Peer | undefined])[] = [
  ['gitleaks', gitleaks],
  ['secretlint', secretlint],
  ['ripsecrets', ripsecrets],
  ['betterleaks', betterleaks],
  ['detect-secrets', detectSecrets],
];

function gitleaks(): Peer | undefined {
  const command = commandOf('gitleaks');
  if (!command) return undefined;
  return { name: 'gitleaks', version: versionOfModule(command), command, ...likeGitleaks };
}

/** Decoding twice is its documented best; without it both are faster and see less. */
const likeGitleaks = {
  tree: (folder: string) => ['dir', folder, '--max-decode-depth=2', '--no-banner', '--log-level=error', '--redact'],
  history: (folder: string) => ['git', folder, '--max-decode-depth=2', '--no-banner', '--log-level=error', '--redact'],
  staged: () => [
    'git',
    '--pre-commit',
    '--staged',
    '--max-decode-depth=2',
    '--no-banner',
    '--log-level=error',
    '--redact',
    '.',
  ],
};

function betterleaks(): Peer | undefined {
  const command = commandOf('betterleaks');
  return command ? { name: 'betterleaks', version: versionOfModule(command), command, ...likeGitleaks } : undefined;
}

function versionOfModule(command: string): string {
  try {
    const file = command.includes('/') ? command : execFileSync('which', [command], { encoding: 'utf8' }).trim();
    const told = execFileSync('go', ['version', '-m', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, version = 'version unknown'] = /^\tmod\t\S+\t(\S+)/m.exec(told) ?? [];
    const [, tags = 'no build tags'] = /-tags=(\S+)/.exec(told) ?? [];
    return `${version} (${tags})`;
  } catch {
    return 'version unknown';
  }
}

function secretlint(): Peer | undefined {
  const package_ = join(packages, 'node_modules/secretlint/package.json');
  if (!existsSync(package_)) return undefined;
  const { version } = JSON.parse(readFileSync(package_, 'utf8')) as { version: string };
  const bin = join(packages, 'node_modules/secretlint/bin/secretlint.js');
  const config = join(packages, 'node_modules/.secretlintrc.json');
  const preset = join(packages, 'node_modules/@secretlint/secretlint-rule-preset-recommend');
  writeFileSync(config, JSON.stringify({ rules: [{ id: preset }] }));
  const options = ['--secretlintrc', config, '--no-color'];
  return {
    name: 'secretlint',
    version,
    command: process.execPath,
    tree: () => [bin, ...options, '--no-gitignore', '**/*'],
    // As lint-staged calls it: the files of the work tree.
    staged: (_, files) => [bin, ...options, ...files],
  };
}

function ripsecrets(): Peer | undefined {
  const command = commandOf('ripsecrets');
  if (!command) return undefined;
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
  return { name: 'ripsecrets', version, command, tree: (folder) => [folder], staged: (_, files) => files };
}

function detectSecrets(): Peer | undefined {
  const command = commandOf('detect-secrets');
  if (!command) return undefined;
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
  return { name: 'detect-secrets', version, command, tree: (folder) => ['scan', '--no-verify', '--all-files', folder] };
}
