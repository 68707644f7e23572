import { dated, refuse, worded } from './input.ts';
import { fromText, type JsonValue } from './json.ts';
import type { Store, Written } from './store.ts';

export interface KeySnapshot {
  readonly at: Date;
  readonly snapshot: JsonValue;
}

/** What a person says about the birth of a key. */
export interface RotationRecord {
  readonly fingerprint: string;
  /** When the key was made at the exchange. */
  readonly createdAt: Date;
  readonly recordedAt: Date;
  readonly by: string;
  readonly note: string;
}

/** Returns the first moment this installation held the key in its hands. */
export function readFirstSeen(store: Store, fingerprint: string): Date | undefined {
  const row = store.get<KeyRow>('SELECT * FROM key WHERE fingerprint = ?', fingerprint);
  return row && new Date(row.first_seen);
}

export function readLastSnapshot(store: Store, fingerprint: string): KeySnapshot | undefined {
  const row = store.get<KeyRow>('SELECT * FROM key WHERE fingerprint = ?', fingerprint);
  if (row?.snapshot === null || row?.snapshot_at === null || !row) return undefined;
  return { at: new Date(row.snapshot_at), snapshot: fromText(row.snapshot) };
}

export function readRotations(store: Store, fingerprint: string): readonly RotationRecord[] {
  return store
    .all<RotationRow>('SELECT * FROM rotation WHERE fingerprint = ? ORDER BY entry', fingerprint)
    .map(({ created_at, recorded_at, by, note }) => ({
      fingerprint,
      createdAt: new Date(created_at),
      recordedAt: new Date(recorded_at),
      by,
      note,
    }));
}

export function draftSnapshot(fingerprint: string, snapshot: JsonValue) {
  refuse('this key snapshot', [worded('fingerprint', fingerprint)]);
  return { fingerprint, snapshot };
}

export function draftRotation({ fingerprint, createdAt, recordedAt, by, note }: RotationRecord) {
  refuse('this rotation record', [
    worded('fingerprint', fingerprint),
    dated('createdAt', createdAt),
    dated('recordedAt', recordedAt),
    worded('by', by),
    worded('note', note),
  ]);
  return { fingerprint, createdAt: createdAt.toISOString(), recordedAt: recordedAt.toISOString(), by, note };
}

/** Marks a key as seen; a clock that was set back may only make the first sight earlier. */
export function see(store: Store, fingerprint: string, at: string, sequence: number): void {
  store.run(
    `INSERT INTO key (fingerprint, first_seen, entry) VALUES (?, ?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET first_seen = min(first_seen, excluded.first_seen), entry = excluded.entry`,
    fingerprint,
    at,
    sequence,
  );
}

export const keyEntries = {
  'key-seen'(store: Store, { sequence, at, detail }: Written<ReturnType<typeof draftSnapshot>>) {
    see(store, detail.fingerprint, at, sequence);
    store.run(
      'UPDATE key SET snapshot = ?, snapshot_at = ? WHERE fingerprint = ?',
      JSON.stringify(detail.snapshot),
      at,
      detail.fingerprint,
    );
  },
  'rotation-recorded'(store: Store, { sequence, detail }: Written<ReturnType<typeof draftRotation>>) {
    store.run(
      'INSERT INTO rotation (entry, fingerprint, created_at, recorded_at, by, note) VALUES (?, ?, ?, ?, ?, ?)',
      sequence,
      detail.fingerprint,
      detail.createdAt,
      detail.recordedAt,
      detail.by,
      detail.note,
    );
  },
};

interface KeyRow {
  readonly first_seen: string;
  readonly snapshot: string | null;
  readonly snapshot_at: string | null;
}

interface RotationRow {
  readonly created_at: string;
  readonly recorded_at: string;
  readonly by: string;
  readonly note: string;
}
