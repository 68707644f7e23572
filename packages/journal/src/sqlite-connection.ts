import { DatabaseSync } from 'node:sqlite';
import { createPrivate } from './lock.ts';
import { isBusy, translated } from './sqlite-error.ts';
import { Store } from './store.ts';

/** How long a writer waits for another one. Ours are done within a few milliseconds: this is for a machine in trouble. */
const busyMs = 2000;

const writing = [
  // A commit is on disk, not on its way there; on macOS a plain fsync leaves it in the drive's cache.
  'PRAGMA synchronous = FULL',
  'PRAGMA fullfsync = ON',
  'PRAGMA checkpoint_fullfsync = ON',
];

const always = [
  // No temporary file outside the state folder, no function called by a schema somebody altered, no page taken on trust.
  'PRAGMA temp_store = MEMORY',
  'PRAGMA trusted_schema = OFF',
  'PRAGMA cell_size_check = ON',
  // Reads the first page, so that a file of another kind is noticed here and not somewhere later.
  'PRAGMA schema_version',
];

/** Opens the database, and creates it with mode 0600 (SQLite gives its companion files the same). */
export function connect(file: string, { readOnly }: { readonly readOnly: boolean }): Store {
  if (!readOnly) createPrivate(file);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly, timeout: busyMs, defensive: true });
    if (!readOnly) enterWal(database);
    for (const pragma of readOnly ? always : [...always, ...writing]) database.exec(pragma);
    return new Store(database);
  } catch (cause) {
    database?.close();
    throw translated(cause);
  }
}

/** Readers do not wait for writers in this mode. SQLite does not wait its turn for the change itself: two first runs. */
function enterWal(database: DatabaseSync): void {
  for (let waited = 0; ; waited += 5) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (cause) {
      if (waited >= busyMs || !isBusy(translated(cause))) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
