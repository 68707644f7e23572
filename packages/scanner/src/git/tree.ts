import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ScannerError } from '../error.ts';
import { type Environment, type Git, isRepository, namesIn, openGit } from './git.ts';

export interface TreeFile {
  /** Relative to the folder, for people. */
  readonly path: string;
  /** Where it is; bytes when the name is not UTF-8. */
  readonly file: string | Buffer;
}

/** Hears of what a walk passes by. */
export interface Passing {
  /** A pipe, a socket or a device. */
  special?(path: string): void;
  /** A folder that may not be read; without this, its error ends the walk. */
  unread?(path: string): void;
  /** A `node_modules` of a project that no .gitignore speaks for. */
  leftOut?(path: string): void;
}

interface Options extends Passing {
  readonly signal?: AbortSignal;
  /** Somebody asked for this very folder: then it is looked into even where git ignores it. */
  readonly isAskedFor?: boolean;
}

/**
 * Returns what git tracks in a folder, or would add: ignored files are left out. Outside a repository: every file but
 * what a package manager installed. A repository inside, submodule or not, is looked into by its own rules.
 */
export async function filesIn(folder: string, env: Environment, options: Options = {}): Promise<readonly TreeFile[]> {
  const git = openGit(folder, { env });
  const isInstalled = folder.split(sep).includes('node_modules');
  if (!(await isRepository(git))) return [...walk(folder, options, !isInstalled)];

  const { signal } = options;
  let unopened = 0;
  const listed = await git.run(['ls-files', '-z', '-co', '--exclude-standard'], {
    ...(signal && { signal }),
    // Git passes by what it may not open, and succeeds.
    complained: (text) => {
      unopened = text.split('could not open directory').length - 1;
    },
  });
  if (unopened > 0 && !options.unread) {
    throw new ScannerError('PATH_UNREADABLE', 'A folder in here cannot be opened: let this user read it.');
  }
  for (let i = 0; i < unopened; i++) options.unread?.('');
  const inner = await repositoriesIn(git, folder);
  const files: TreeFile[] = [];
  let before: Buffer | undefined;
  for (const name of namesIn(listed)) {
    // A file in conflict is listed once for each side.
    if (before?.equals(name)) continue;
    before = name;
    const path = name.toString('utf8');
    if (path.endsWith('/') || inner.has(path)) {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      const those = await filesIn(join(folder, path), env, signal ? { ...options, signal } : options);
      files.push(...those.map((one) => ({ path: prefix + one.path, file: one.file })));
    } else files.push({ path, file: Buffer.from(path).equals(name) ? join(folder, path) : bytesOf(folder, name) });
  }
  const isIgnored = options.isAskedFor === true && files.length === 0;
  return isIgnored ? [...walk(folder, options, !isInstalled)] : files;
}

/** Paths of submodules that are there; git lists one as if it were a file. */
async function repositoriesIn(git: Git, folder: string): Promise<ReadonlySet<string>> {
  const top = (await git.run(['rev-parse', '--show-toplevel'])).toString('utf8').replace(/\n$/, '');
  if (!existsSync(join(top, '.gitmodules'))) return new Set();
  const staged = namesIn(await git.run(['ls-files', '--stage', '-z'])).map((entry) => entry.toString('utf8'));
  const links = staged
    .filter((entry) => entry.startsWith('160000'))
    .map((entry) => entry.slice(entry.indexOf('\t') + 1));
  return new Set(links.filter((path) => existsSync(join(folder, path, '.git'))));
}

const bytesOf = (folder: string | Buffer, name: Buffer) => Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);

/**
 * Every file and link below a folder, but for what git keeps for itself; links to folders are not followed, so a loop
 * ends nowhere but here. `withoutInstalled`: leaves out the `node_modules` beside a package.json.
 */
export function* walk(
  folder: string | Buffer,
  passing: Passing = {},
  withoutInstalled = false,
  prefix = '',
): Generator<TreeFile> {
  const entries = entriesOf(folder, prefix, passing);
  const isProject = withoutInstalled && entries.some(({ name }) => name === 'package.json');
  for (const { name, entry } of entries) {
    const path = prefix + name;
    const file = fileIn(folder, name, entry.name);
    if (entry.isDirectory()) {
      if (name === '.git') continue;
      if (isProject && name === 'node_modules') passing.leftOut?.(path);
      else yield* walk(file, passing, withoutInstalled, `${path}/`);
    } else if (entry.isFile() || entry.isSymbolicLink()) yield { path, file };
    else passing.special?.(path);
  }
}

interface Entry {
  readonly name: string;
  readonly entry: Dirent<string> | Dirent<Buffer>;
}

function entriesOf(folder: string | Buffer, prefix: string, { unread }: Passing): readonly Entry[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    // A name that is not UTF-8 cannot be opened by its text.
    if (entries.every(({ name }) => !name.includes('\ufffd')))
      return entries.map((entry) => ({ name: entry.name, entry }));
    const exact = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    return exact.map((entry) => ({ name: entry.name.toString('utf8'), entry }));
  } catch (error) {
    if (prefix === '' || !unread) throw error;
    unread(prefix);
    return [];
  }
}

function fileIn(folder: string | Buffer, text: string, name: string | Buffer): string | Buffer {
  if (typeof name !== 'string' && !Buffer.from(text).equals(name)) return bytesOf(folder, name);
  return typeof folder === 'string' ? join(folder, text) : bytesOf(folder, Buffer.from(text));
}
