import { DatabaseSync } from 'node:sqlite';
import { JournalError } from './error.ts';
import { fillsUpTo } from './fills.ts';
import { working } from './intent-status.ts';
import { project } from './projections.ts';
import { laySchema, projectedTables } from './schema.ts';
import { deciding, type State, stateOf } from './state.ts';
import { Store } from './store.ts';
import type { TrailRow } from './trail-line.ts';
import type { Damage } from './trail-verdict.ts';
import { damaged } from './verification.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rebuilds the tables from the trail in memory, to find a row that says something else than the trail. */
export class Replay {
  readonly #rebuilt = new Store(new DatabaseSync(':memory:'));

  readonly #from: State | undefined;
  #complete = true;
  #contradiction: Damage | undefined;
  #lastAt = '';

  /** Begins at the first entry, or at a state that was carried. `schema` is the number the journal's tables have. */
  constructor(schema: number, from?: State) {
    laySchema(this.#rebuilt, { to: schema });
    // One transaction for all of it: committing each row would cost as much as the rest.
    this.#rebuilt.run('BEGIN');
    this.#from = from;
    for (const [table, rows] of Object.entries(from?.rows ?? {})) {
      for (const row of rows) {
        const names = Object.keys(row);
        const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
        this.#rebuilt.run(sql, ...Object.values(row));
      }
    }
  }

  take({ sequence, line }: TrailRow): void {
    const { at, kind, detail } = JSON.parse(line);
    try {
      project(this.#rebuilt, kind, { sequence, at, detail: detail as never });
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      // Such as a second restriction of one number: it was drafted from a table that had lost the first.
      this.#contradiction ??= damaged(sequence, 'altered', `trail entry ${sequence} contradicts an earlier one`);
    }
    this.#lastAt = at;
    // News that binds an order again of which the carried state had dropped the row: only the first entry tells it all.
    if (this.#from && (kind === 'outcome' || kind === 'settled') && working.includes(detail.status ?? detail.as)) {
      this.#complete &&= this.#rebuilt.get('SELECT 1 FROM intent WHERE client_order_id = ?', detail.id) !== undefined;
    }
  }

  /** Returns the first disagreement of the journal's tables with the trail, undefined when they agree. */
  compare(store: Store): Damage | undefined {
    const early = this.#compareSchema(store) ?? this.#contradiction;
    if (early) return early;
    for (const [table, order] of projectedTables) {
      const difference = firstDifference(store, this.#rebuilt, `SELECT * FROM ${table} ORDER BY ${order}`);
      if (!difference) continue;
      const entry = Number(difference.entry);
      return damaged(entry, 'altered', `table ${table} says something else than trail entry ${entry}`);
    }
    return undefined;
  }

  /**
   * True when everything that decides about orders is in the tables as the trail says. For a replay that began at a
   * carried state; false says only that it takes a replay from the first entry to tell.
   */
  decidesAlike(store: Store): boolean {
    const from = this.#from;
    if (!from || !this.#complete || this.#contradiction || this.#compareSchema(store)) return false;
    const queries = deciding(from.bounds);
    if (queries.some(([, sql]) => firstDifference(store, this.#rebuilt, sql))) return false;
    return fillsUpTo(store, from.bounds.sequence) === from.fills;
  }

  /** Returns what is to be carried from here on; the tables of the journal must have been found to agree. */
  state(store: Store, sequence: number): State {
    return stateOf(this.#rebuilt, { sequence, at: this.#lastAt, from: this.#from, fills: fillsUpTo(store, sequence) });
  }

  #compareSchema(store: Store): Damage | undefined {
    // A trigger somebody added would undo a halt as it is written.
    const schemas = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';
    return firstDifference(store, this.#rebuilt, schemas)
      ? damaged(1, 'altered', 'the tables of the journal are not laid as this Gatehouse lays them')
      : undefined;
  }

  close(): void {
    this.#rebuilt.close();
  }
}

/** Returns the first row on which two databases differ: as it ought to be, or as it is where it ought not to be. */
function firstDifference(store: Store, rebuilt: Store, sql: string): Row | undefined {
  const found = store.each<Row>(sql);
  try {
    for (const expected of rebuilt.each<Row>(sql)) {
      const row = found.next();
      if (row.done || JSON.stringify(row.value) !== JSON.stringify(expected)) return expected;
    }
    const extra = found.next();
    return extra.done ? undefined : extra.value;
  } finally {
    // A statement left half-read would keep the view of the database open.
    found.return();
  }
}
