import { JournalError } from './error.ts';
import type { Store } from './store.ts';

/** Stands in the file's `user_version`; a higher one was written by a newer Gatehouse. */
export const schemaVersion = 2;

/**
 * `trail` is the truth; the tables marked as projected hold what the trail says so far, and are rebuilt from it by
 * `trail verify`. In each of them `entry` is the trail entry that wrote the row last. Times are ISO 8601 text.
 */
const first = [
  // seq, prev, at, actor, kind and detail stand in `line`, as it was sealed: nothing is ever serialised again.
  `CREATE TABLE trail (sequence INTEGER PRIMARY KEY, line TEXT NOT NULL, hash TEXT NOT NULL) STRICT`,
  // The newest entry under a seal of its own, so that a cut tail shows to who holds no older copy of this row.
  `CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL,
    seal TEXT NOT NULL) STRICT`,
  `CREATE TABLE checkpoint (sequence INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL, seal TEXT NOT NULL) STRICT`,

  // projected
  `CREATE TABLE restriction (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, by TEXT NOT NULL,
    reason TEXT NOT NULL, at TEXT NOT NULL, lifted_at TEXT, lifted_by TEXT, lift_reason TEXT, entry INTEGER NOT NULL) STRICT`,
  `CREATE TABLE lease (id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT NOT NULL, fingerprint TEXT NOT NULL,
    epoch INTEGER NOT NULL, taken_at TEXT NOT NULL, released_at TEXT, entry INTEGER NOT NULL) STRICT`,
  `CREATE TABLE intent (sequence INTEGER PRIMARY KEY, client_order_id TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL,
    status TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    sent_at TEXT, cancel_requested_at TEXT, exchange_order_id TEXT, filled TEXT NOT NULL DEFAULT '0', average TEXT,
    code TEXT, says TEXT, intent TEXT NOT NULL, entry INTEGER NOT NULL) STRICT`,
  `CREATE INDEX intent_working ON intent (sequence) WHERE status IN ('intended', 'sent', 'open', 'unresolved')`,
  // Its key is all there is to it, in the order it is counted: one page to write per message.
  `CREATE TABLE message (at TEXT NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (at, entry))
    STRICT, WITHOUT ROWID`,
  // A trade id is unique within a symbol only, and a trade with oneself has it on both sides.
  `CREATE TABLE fill (symbol TEXT NOT NULL, trade_id TEXT NOT NULL, client_order_id TEXT NOT NULL, at TEXT NOT NULL,
    fill TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (symbol, trade_id, client_order_id)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE key (fingerprint TEXT PRIMARY KEY, first_seen TEXT NOT NULL, snapshot TEXT, snapshot_at TEXT,
    entry INTEGER NOT NULL) STRICT`,
  `CREATE TABLE rotation (entry INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, created_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL) STRICT`,
  `CREATE TABLE baseline (id INTEGER PRIMARY KEY CHECK (id = 1), balances TEXT NOT NULL, orders TEXT NOT NULL,
    by TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, entry INTEGER NOT NULL) STRICT`,

  // neither sealed nor projected: a strategy's scratch pad, and who has the journal open right now
  `CREATE TABLE memory (strategy TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
  `CREATE TABLE session (id TEXT PRIMARY KEY, actor TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT`,
];

const second = [
  // What the trail said so far, under a seal: a start replays onto it instead of from the first entry.
  `CREATE TABLE carried (sequence INTEGER PRIMARY KEY, hash TEXT NOT NULL, state TEXT NOT NULL, seal TEXT NOT NULL) STRICT`,
];

/** What each schema number added to the one before. */
const laid = [first, second];

/** The projected tables and the column that orders their rows. */
export const projectedTables = [
  ['restriction', 'number'],
  ['lease', 'id'],
  ['intent', 'sequence'],
  ['message', 'at, entry'],
  ['fill', 'symbol, trade_id, client_order_id'],
  ['key', 'fingerprint'],
  ['rotation', 'entry'],
  ['baseline', 'id'],
] as const;

/** Lays what a database of one schema lacks of another. Must run inside a write transaction. */
export function laySchema(store: Store, { from = 0, to = schemaVersion } = {}): void {
  for (const statement of laid.slice(from, to).flat()) store.run(statement);
  store.run(`PRAGMA user_version = ${to}`);
}

/** Returns the version of the tables, 0 for a database without any; throws SCHEMA_NEWER. */
export function schemaOf(store: Store): number {
  const version = store.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (version > schemaVersion) {
    throw new JournalError(
      'SCHEMA_NEWER',
      `the journal was written by a newer Gatehouse (schema ${version}, this one knows ${schemaVersion}): update this copy`,
    );
  }
  return version;
}
