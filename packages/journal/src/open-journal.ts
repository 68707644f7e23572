import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JournalError } from './error.ts';
import { makePrivateFolder, requirePrivateFolder } from './folder.ts';
import { provideInstallationKey, readInstallationKey } from './installation-key.ts';
import type { Journal } from './journal.ts';
import { laySchema, schemaOf, schemaVersion } from './schema.ts';
import { type Seals, sealsUnder } from './seals.ts';
import { Session } from './sessions.ts';
import { connect } from './sqlite-connection.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { verifyStart } from './start-verify.ts';
import type { Store } from './store.ts';
import { Trail } from './trail.ts';
import type { Integrity } from './trail-verdict.ts';
import { judgePages } from './trail-verify.ts';
import { explained, guarded } from './verification.ts';

export interface JournalOptions {
  /** The realm's folder; made with mode 0700. */
  readonly folder: string;
  /** 32 random bytes with mode 0600; made on the first run. */
  readonly installationKeyFile: string;
  readonly clock: () => Date;
  /** Who writes, as the trail will say: `desk`, `halt` ... */
  readonly actor: string;
  /** Takes no part: makes nothing, writes nothing, notices no crash. */
  readonly readOnly?: boolean;
}

/**
 * Opens the journal, and makes it on the first run. A journal that is not whole opens too: ask `integrity()`.
 * Throws STATE_NOT_PRIVATE, STATE_UNWRITABLE, KEY_UNSAFE, KEY_MISSING, JOURNAL_ABSENT (only to read), SCHEMA_NEWER,
 * JOURNAL_DAMAGED (no database at all), JOURNAL_BUSY, DISK_FULL.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const file = join(options.folder, 'journal.sqlite');
  return options.readOnly ? openToRead(options, file) : openToWrite(options, file);
}

function openToRead(options: JournalOptions, file: string): Journal {
  if (!existsSync(file)) throw absent();
  requirePrivateFolder(options.folder);
  const installationKey = readInstallationKey(options.installationKeyFile);
  const seals = sealsUnder(installationKey);
  return closingOnFailure(connect(file, { readOnly: true }), (store) => {
    if (schemaOf(store) === 0) throw absent();
    const integrity = store.read(() => verifyStart(store, seals));
    return new SqliteJournal({ ...options, store, seals, installationKey, firstRun: false, integrity });
  });
}

function openToWrite(options: JournalOptions, file: string): Journal {
  const { folder, installationKeyFile: keyFile, clock, actor } = options;
  makePrivateFolder(dirname(keyFile));
  makePrivateFolder(folder);
  // The key comes first into the world, so a journal without its key has lost it.
  const installationKey = existsSync(file) ? readInstallationKey(keyFile) : provideInstallationKey(keyFile);
  const seals = sealsUnder(installationKey);
  const walBytes = sizeOf(`${file}-wal`);
  return closingOnFailure(connect(file, { readOnly: false }), (store) => {
    const trail = new Trail(store, seals, { clock, actor });
    const firstRun = foundIfNew(store, trail);
    const judged = store.read(() => verifyStart(store, seals));
    const session = new Session(folder);
    try {
      const integrity = signOn(store, seals, trail, { session, actor, at: clock(), walBytes, judged });
      return new SqliteJournal({ ...options, store, seals, installationKey, firstRun, integrity, session });
    } catch (error) {
      session.release();
      throw error;
    }
  });
}

/** Lays the tables and the first entry, once; returns whether it did. */
function foundIfNew(store: Store, trail: Trail): boolean {
  if (schemaOf(store) > 0) return false;
  return trail.write(() => {
    // Another first run may have been quicker.
    if (schemaOf(store) > 0) return false;
    laySchema(store);
    trail.append('founded', { schema: schemaVersion });
    return true;
  });
}

interface SigningOn {
  readonly session: Session;
  readonly actor: string;
  readonly at: Date;
  /** Size of the write-ahead log as it was found: what SQLite had to recover from. */
  readonly walBytes: number;
  readonly judged: Integrity;
}

/** Registers this writer and records those that crashed. After a crash every page is looked at, whatever it costs. */
function signOn(
  store: Store,
  seals: Seals,
  trail: Trail,
  { session, actor, at, walBytes, judged }: SigningOn,
): Integrity {
  const signed = guarded(() =>
    trail.write(() => {
      // Only a journal that is whole as it was laid is laid on, and never over something that somebody put there.
      if (judged.whole) laySchema(store, { from: schemaOf(store) });
      const crashes = session.begin(store, actor, at);
      for (const crash of crashes) trail.append('recovered', { ...crash, walBytes });
      return { whole: true, crashed: crashes.length > 0 } as const;
    }),
  );
  if (!judged.whole) return judged;
  if (!signed.whole) return signed;
  if (!signed.crashed) return judged;
  return explained(
    store,
    seals,
    guarded(() => judgePages(store, trail.head()) ?? judged),
  );
}

/** A connection nobody holds would keep its locks until it is collected. */
function closingOnFailure(store: Store, use: (store: Store) => Journal): Journal {
  try {
    return use(store);
  } catch (error) {
    store.close();
    throw error;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function absent(): JournalError {
  return new JournalError('JOURNAL_ABSENT', 'there is no journal in this state folder yet: start the bot once');
}
