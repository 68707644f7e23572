import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { JournalError } from './error.ts';

/**
 * Makes a folder that only this user can enter, and its missing parents likewise. One that exists is left as it is:
 * throws STATE_NOT_PRIVATE when others can enter it, STATE_UNWRITABLE when it cannot be made or is no folder.
 */
export function makePrivateFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (cause) {
    throw new JournalError('STATE_UNWRITABLE', `the state folder ${folder} cannot be made: choose another place`, {
      cause,
    });
  }
  requirePrivateFolder(folder);
}

/** Throws STATE_NOT_PRIVATE when other users can enter the folder. */
export function requirePrivateFolder(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & 0o077) === 0) return;
  const bits = (mode & 0o777).toString(8).padStart(4, '0');
  throw new JournalError(
    'STATE_NOT_PRIVATE',
    `the state folder ${folder} has mode ${bits}, so other users can enter it: run chmod 700 on it`,
  );
}

/**
 * Node's own `recursive` never ends where a folder cannot be made and its parent exists, as under /proc. Parents are
 * touched only when they are missing: a walled desk may not even look at them.
 */
function makeWithParents(folder: string): void {
  try {
    makeOrFind(folder);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(folder) === folder) throw error;
    makeWithParents(dirname(folder));
    makeOrFind(folder);
  }
}

function makeOrFind(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !statSync(folder).isDirectory()) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
