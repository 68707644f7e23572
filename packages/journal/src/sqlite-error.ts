import { JournalError, type JournalErrorCode } from './error.ts';

/** https://www.sqlite.org/rescode.html; the low byte is the family, the rest says which member. */
const family = {
  error: 1,
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notDatabase: 26,
};
/** Growing the shared-memory file fails so when the disk is full. */
const ioShmSize = 10 | (19 << 8);

const words: Readonly<Partial<Record<number, readonly [JournalErrorCode, string]>>> = {
  [family.full]: ['DISK_FULL', 'the disk under the state folder is full: free some space'],
  [ioShmSize]: ['DISK_FULL', 'the disk under the state folder is full: free some space'],
  // Our own statements are right, so a table or column that one does not find has been altered.
  [family.error]: [
    'JOURNAL_DAMAGED',
    'the tables of the journal are not as they were laid: run `pnpm bot trail verify`',
  ],
  [family.busy]: ['JOURNAL_BUSY', 'another program has been writing to the journal for too long: end it and try again'],
  [family.locked]: [
    'JOURNAL_BUSY',
    'another program has been writing to the journal for too long: end it and try again',
  ],
  [family.corrupt]: ['JOURNAL_DAMAGED', 'SQLite cannot read a part of the journal: run `pnpm bot trail verify`'],
  [family.notDatabase]: ['JOURNAL_DAMAGED', 'the journal file is not a database: look at what replaced it'],
  [family.readOnly]: [
    'STATE_UNWRITABLE',
    'the journal cannot be written: make the state folder writable for this user',
  ],
  [family.cantOpen]: ['STATE_UNWRITABLE', 'the journal cannot be opened: make the state folder writable for this user'],
  [family.perm]: ['STATE_UNWRITABLE', 'the journal cannot be opened: make the state folder writable for this user'],
  [family.io]: ['STATE_UNWRITABLE', 'the disk under the state folder fails: look at the system log, then start again'],
};

/** Returns an error of `node:sqlite` as one of ours, and any other error as it is. */
export function translated(cause: unknown): unknown {
  const errcode = sqliteCode(cause);
  if (errcode === undefined) return cause;
  const [code, message] = words[errcode] ??
    words[errcode & 0xff] ?? ['JOURNAL_FAILED', 'SQLite refused a statement of the journal: report this as a defect'];
  return new JournalError(code, message, { cause });
}

/** True when the disk failed under a read or a write; a full disk is not that, it heals when space is freed. */
export function isDiskFailure(error: unknown): error is JournalError {
  if (!(error instanceof JournalError) || error.code !== 'STATE_UNWRITABLE') return false;
  return ((sqliteCode(error.cause) ?? 0) & 0xff) === family.io;
}

export function isBusy(error: unknown): boolean {
  return error instanceof JournalError && error.code === 'JOURNAL_BUSY';
}

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode;
}
