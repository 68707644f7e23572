import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { CommandLine } from '../command-line.ts';
import { type Environment, openGit } from '../git/git.ts';

/** The repository around what is scanned: where the files of exceptions lie, and where paths count from. */
export interface Place {
  readonly root: string;
  /** From the root to what the findings' paths begin at: empty, or `sub/folder/`. */
  readonly prefix: string;
}

/** What a FILE on the command line counts from: pnpm runs a script at its package's root, and says where it was called. */
export const callerOf = (folder: string, env: Environment): string =>
  env.npm_lifecycle_event === 'scan' ? (env.INIT_CWD ?? folder) : folder;

/** Whether a path on the command line is the whole repository. */
export const isWholeOf = ({ root, prefix }: Place, folder: string, path: string | undefined): boolean =>
  prefix === '' && (path === undefined || realOf(resolve(folder, path)) === root);

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

/** Where the fingerprints' key and the hashes lie; undefined outside a repository. */
export async function gitFolderOf(folder: string, env: Environment): Promise<string | undefined> {
  try {
    const output = await openGit(folder, { env }).run(['rev-parse', '--git-common-dir']);
    return resolve(folder, output.toString('utf8').replace(/\n$/, ''));
  } catch {
    return undefined;
  }
}
