import type { SQLInputValue } from 'node:sqlite';
import { workingRows } from './intents.ts';
import { recentMs } from './order-window.ts';
import type { Store } from './store.ts';

/** From where on the rows of the tables that only grow are looked at. */
export interface Bounds {
  /** The trail entry up to which everything is in the state. */
  readonly sequence: number;
  /** Messages of that moment (ISO 8601) and later, and every intent since the first that was created then. */
  readonly since: string;
  readonly firstIntent: number;
}

/** What the trail said up to an entry, as far as it still decides about orders. */
export interface State {
  readonly bounds: Bounds;
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, SQLInputValue>>[]>>;
  /** SHA-256 of all fills so far: they are never changed, and too many to carry. */
  readonly fills: string;
}

/**
 * The tables and the rows of each that a decision, or a draft of an entry, reads. Each query finds its rows by a key, the
 * one that the journal itself finds them by, so that a long life makes none of them long.
 */
export function deciding({ sequence, since, firstIntent }: Bounds): readonly (readonly [string, string])[] {
  return [
    [
      'restriction',
      `SELECT * FROM restriction WHERE lifted_at IS NULL OR number = (SELECT max(number) FROM restriction) ORDER BY number`,
    ],
    ['lease', 'SELECT * FROM lease ORDER BY id'],
    ['baseline', 'SELECT * FROM baseline ORDER BY id'],
    ['key', 'SELECT * FROM key ORDER BY fingerprint'],
    ['rotation', 'SELECT * FROM rotation ORDER BY entry'],
    ['intent', `${workingRows} AND sequence < ${firstIntent} ORDER BY sequence`],
    ['intent', `SELECT * FROM intent WHERE sequence >= ${firstIntent} ORDER BY sequence`],
    ['message', `SELECT * FROM message WHERE at >= '${since}' ORDER BY at, entry`],
    ['fill', `SELECT * FROM fill WHERE entry > ${sequence} ORDER BY symbol, trade_id, client_order_id`],
  ];
}

export interface Carrying {
  readonly sequence: number;
  /** When that entry was written, ISO 8601. */
  readonly at: string;
  /** The state that was built upon. */
  readonly from: State | undefined;
  readonly fills: string;
}

/** Takes the state out of tables that were rebuilt from the trail. */
export function stateOf(rebuilt: Store, { sequence, at, from, fills }: Carrying): State {
  const recent = new Date(new Date(at).getTime() - recentMs).toISOString();
  // Never further back than what was built upon, were the clock set back.
  const since = from && from.bounds.since > recent ? from.bounds.since : recent;
  const newest = rebuilt.get<{ n: number | null }>('SELECT max(sequence) AS n FROM intent')?.n ?? 0;
  const first = rebuilt.get<{ n: number | null }>(
    'SELECT min(sequence) AS n FROM intent WHERE created_at >= ? AND sequence >= ?',
    since,
    from?.bounds.firstIntent ?? 0,
  )?.n;
  const bounds = { sequence, since, firstIntent: first ?? newest };
  const rows: Record<string, Readonly<Record<string, SQLInputValue>>[]> = {};
  for (const [table, sql] of deciding(bounds)) rows[table] = [...(rows[table] ?? []), ...rebuilt.each<never>(sql)];
  return { bounds, rows, fills };
}
