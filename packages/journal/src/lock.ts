import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JournalError } from './error.ts';
import { makePrivateFolder } from './folder.ts';
import { isBusy, translated } from './sqlite-error.ts';

/** Held until it is released or the holder ends, however it ends. */
export interface HeldLock {
  release(): void;
}

/** A lock that is only in a variable would be let go by the garbage collector. */
const held = new Set<DatabaseSync>();

/**
 * Takes a lock that the operating system lets go when the holder dies: SQLite's exclusive lock on an empty file.
 * Undefined when somebody else holds it. `holder` is a few words for others to read with `lockHolder`.
 * The file stays behind when the lock is released, since removing it would let two processes lock two files of one name.
 * Throws STATE_UNWRITABLE, STATE_NOT_PRIVATE (its folder must be private: a stranger's lock file could be a link).
 */
export async function lockExclusively(file: string, holder?: string): Promise<HeldLock | undefined> {
  makePrivateFolder(dirname(file));
  const lock = tryLock(file);
  if (!lock) return undefined;
  if (holder !== undefined) writeFileSync(`${file}.holder`, holder, { mode: 0o600 });
  return {
    release: () => {
      if (holder !== undefined) removeIfThere(`${file}.holder`);
      lock.release();
    },
  };
}

/** Returns what the last holder said of itself; it may have died since. */
export function lockHolder(file: string): string | undefined {
  try {
    return readFileSync(`${file}.holder`, 'utf8');
  } catch {
    return undefined;
  }
}

/** Takes the lock at once or not at all. */
export function tryLock(file: string): HeldLock | undefined {
  createPrivate(file);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // Nothing is ever written to it, so it needs no journal file beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    const error = translated(cause);
    if (isBusy(error)) return undefined;
    throw new JournalError('STATE_UNWRITABLE', `the lock file ${file} cannot be locked: make its folder writable`, {
      cause,
    });
  }
  const taken = database;
  held.add(taken);
  return {
    release: () => {
      if (held.delete(taken)) taken.close();
    },
  };
}

/**
 * Creates a file that only this user can open, and leaves one that exists unopened: closing any descriptor of a file
 * drops every lock this process has on it, SQLite's too.
 */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return;
    throw new JournalError('STATE_UNWRITABLE', `${file} cannot be made: make its folder writable for this user`, {
      cause,
    });
  }
}

/** `rmSync` looks before it removes, which a desk that gave up reading files may not. */
export function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
