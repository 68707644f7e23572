import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, linkSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { JournalError } from './error.ts';

const size = 32;

/** Returns the installation key, and makes it when there is none. Throws KEY_UNSAFE, STATE_UNWRITABLE. */
export function provideInstallationKey(file: string): KeyObject {
  return keyIn(file) ?? makeKey(file);
}

/** Returns the installation key. Throws KEY_MISSING, KEY_UNSAFE. */
export function readInstallationKey(file: string): KeyObject {
  const key = keyIn(file);
  if (key) return key;
  throw new JournalError(
    'KEY_MISSING',
    `a journal is here but its installation key ${file} is not: put it back, or set the state folder aside`,
  );
}

/**
 * The key gets its name only when all of it is on disk, and `link` gives a name to one of two first runs only: nobody
 * ever sees half a key, and the loser of a race reads the winner's.
 */
function makeKey(file: string): KeyObject {
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`);
  const bytes = randomBytes(size);
  try {
    // Synchronous from the start: Node's permission model refuses `fsync`, whatever is granted.
    const { O_WRONLY, O_CREAT, O_EXCL, O_SYNC } = constants;
    const descriptor = openSync(draft, O_WRONLY | O_CREAT | O_EXCL | O_SYNC, 0o600);
    try {
      writeSync(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    settleFolder(dirname(file));
  } catch (cause) {
    throw new JournalError(
      'STATE_UNWRITABLE',
      `the installation key ${file} cannot be made: make its folder writable`,
      {
        cause,
      },
    );
  } finally {
    bytes.fill(0);
    rmSync(draft, { force: true });
  }
  return readInstallationKey(file);
}

/** A name is durable only when its folder is. */
function settleFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Behind the permission model: a crash of the machine right now would lose a key under which nothing was written.
    if (!hasCode(error, 'ERR_ACCESS_DENIED')) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Judges the opened file and not its name, which could point elsewhere a moment later. */
function keyIn(file: string): KeyObject | undefined {
  const descriptor = opened(file);
  if (descriptor === undefined) return undefined;
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw unsafe(file, 'is not a regular file');
    if ((status.mode & 0o077) !== 0) throw unsafe(file, 'can be read by other users', 'run chmod 600 on it');
    // One byte more than it may have, so that a longer file shows.
    const bytes = Buffer.alloc(size + 1);
    const length = readSync(descriptor, bytes);
    if (length !== size) throw unsafe(file, `does not hold exactly ${size} bytes`);
    const key = createSecretKey(bytes.subarray(0, size));
    bytes.fill(0);
    return key;
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number | undefined {
  try {
    // Without O_NONBLOCK a named pipe put here would hang the start.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (hasCode(error, 'ELOOP')) throw unsafe(file, 'is a symbolic link');
    throw unsafe(file, 'cannot be read', 'make it readable for this user alone');
  }
}

function unsafe(
  file: string,
  what: string,
  fix = 'put the real key back, or set the state folder aside',
): JournalError {
  return new JournalError('KEY_UNSAFE', `the installation key ${file} ${what}: ${fix}`);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
