import { DatabaseSync } from 'node:sqlite';
import { project } from './projections.ts';
import { laySchema, projectedTables } from './schema.ts';
import { Store } from './store.ts';
import type { TrailRow } from './trail-line.ts';
import type { Damage } from './trail-verdict.ts';
import { damaged } from './verification.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rebuilds the tables from the trail in memory, to find a row that says something else than the trail. */
export class Replay {
  readonly #rebuilt = new Store(new DatabaseSync(':memory:'));

  constructor() {
    laySchema(this.#rebuilt);
  }

  take({ sequence, line }: TrailRow): void {
    const { at, kind, detail } = JSON.parse(line);
    project(this.#rebuilt, kind, { sequence, at, detail: detail as never });
  }

  /** Returns the first disagreement of the journal's tables with the trail, undefined when they agree. */
  compare(store: Store): Damage | undefined {
    // A trigger somebody added would undo a halt as it is written.
    const schemas = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';
    if (firstDifference(store, this.#rebuilt, schemas)) {
      return damaged(1, 'altered', 'the tables of the journal are not laid as this Gatehouse lays them');
    }
    for (const [table, order] of projectedTables) {
      const difference = firstDifference(store, this.#rebuilt, `SELECT * FROM ${table} ORDER BY ${order}`);
      if (!difference) continue;
      const entry = Number(difference.entry);
      return damaged(entry, 'altered', `table ${table} says something else than trail entry ${entry}`);
    }
    return undefined;
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
