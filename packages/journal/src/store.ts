import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { JournalError } from './error.ts';
import { isDiskFailure, translated } from './sqlite-error.ts';

/** A trail entry on its way into the tables: what a projection may build on, and nothing else. */
export interface Written<Detail> {
  readonly sequence: number;
  /** ISO 8601, as it stands in the entry. */
  readonly at: string;
  readonly detail: Detail;
}

/** One SQLite connection: cached statements, transactions, and errors in our own words. */
export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #diskFailure: JournalError | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    try {
      return this.#prepared(sql).get(...values) as Row | undefined;
    } catch (cause) {
      throw translated(cause);
    }
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    try {
      return this.#prepared(sql).all(...values) as unknown as readonly Row[];
    } catch (cause) {
      throw translated(cause);
    }
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    try {
      this.#prepared(sql).run(...values);
    } catch (cause) {
      throw translated(cause);
    }
  }

  /** Row by row, for what may be long. Not cached: a cached statement would restart when it is used inside the loop. */
  *each<Row>(sql: string, ...values: SQLInputValue[]): Generator<Row, void> {
    let rows: NodeJS.Iterator<unknown> | undefined;
    try {
      rows = this.#database.prepare(sql).iterate(...values);
      for (let row = rows.next(); !row.done; row = rows.next()) yield row.value as Row;
    } catch (cause) {
      throw translated(cause);
    } finally {
      // A statement left half-read, by an early end or by a page it could not read, would fail the next commit.
      rows?.return?.();
    }
  }

  /**
   * Runs synchronous work in one write transaction that is on disk when this returns, and leaves no trace when it throws.
   * After a failed sync nothing says what reached the disk, and a retry may lie: no write is tried again on this connection.
   */
  write<Result>(work: () => Result): Result {
    if (this.#diskFailure) throw this.#diskFailure;
    try {
      return this.#transaction('BEGIN IMMEDIATE', work, 'COMMIT');
    } catch (error) {
      if (isDiskFailure(error)) this.#diskFailure = error;
      throw error;
    }
  }

  /**
   * Runs work on one unchanging view of the database while others go on writing. Ends by a rollback: there is nothing to
   * keep, and a commit fails once more when the work has met a damaged page, even if it made a verdict of that.
   */
  read<Result>(work: () => Result): Result {
    return this.#database.isTransaction ? work() : this.#transaction('BEGIN', work, 'ROLLBACK');
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #transaction<Result>(begin: string, work: () => Result, end: string): Result {
    if (this.#database.isTransaction) {
      throw new JournalError('JOURNAL_FAILED', 'the journal was called from inside its own decision: decide first');
    }
    this.run(begin);
    try {
      const result = work();
      this.run(end);
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk among them.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
