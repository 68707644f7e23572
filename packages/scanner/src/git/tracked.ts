import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ScannerError } from '../error.ts';
import { type Environment, openGit } from './git.ts';

/**
 * Says whether git tracks a file, in whichever repository its folder belongs to. False where there is none. Throws
 * ScannerError when git cannot be asked: that is not a no.
 */
export async function isTracked(path: string, env: Environment): Promise<boolean> {
  const folder = dirname(path);
  if (!existsSync(folder)) return false;
  try {
    const listed = await openGit(folder, { env }).run(['ls-files', '-z', '--', basename(path)]);
    return listed.length > 0;
  } catch (error) {
    const code = error instanceof ScannerError ? error.code : undefined;
    if (code === 'NOT_A_REPOSITORY') return false;
    // Without git and without a repository there is nothing that could track it.
    if (code === 'GIT_MISSING' && !repositoryAbove(folder)) return false;
    throw error;
  }
}

function repositoryAbove(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && repositoryAbove(dirname(folder));
}
