import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { JournalError } from './error.ts';
import { type HeldLock, removeIfThere, tryLock } from './lock.ts';
import type { Store } from './store.ts';

/** A writer that ended without closing the journal. */
export interface Crash {
  readonly actor: string;
  readonly openedAt: string;
}

const lockName = /^open-[0-9a-f-]{36}\.lock$/;
const sweepAfterMs = 60_000;

interface Row {
  readonly id: string;
  readonly actor: string;
  readonly opened_at: string;
}

/**
 * One writer that has the journal open: a row, and a lock that dies with it. A row whose lock can be taken belongs to a
 * writer that crashed; numbers of dead processes tell less, they are used again, in containers at once.
 */
export class Session {
  readonly #id = randomUUID();
  readonly #folder: string;
  readonly #lock: HeldLock;

  constructor(folder: string) {
    this.#folder = folder;
    const lock = tryLock(this.#fileOf(this.#id));
    if (!lock) throw new JournalError('JOURNAL_FAILED', 'a fresh lock is held by somebody else: start again');
    this.#lock = lock;
  }

  /** Registers this writer and returns those that crashed; must run inside a write transaction, after the lock is held. */
  begin(store: Store, actor: string, at: Date): readonly Crash[] {
    const crashes = store
      .all<Row>('SELECT * FROM session ORDER BY opened_at')
      .filter(({ id }) => this.#isFree(this.#fileOf(id)));
    this.#sweep(at);
    for (const { id } of crashes) store.run('DELETE FROM session WHERE id = ?', id);
    store.run('INSERT INTO session (id, actor, opened_at) VALUES (?, ?, ?)', this.#id, actor, at.toISOString());
    return crashes.map(({ actor, opened_at }) => ({ actor, openedAt: opened_at }));
  }

  /** Signs off; must run inside a write transaction. */
  end(store: Store): void {
    store.run('DELETE FROM session WHERE id = ?', this.#id);
  }

  /** Lets the lock go. Without `end` before it this counts as a crash. */
  release(): void {
    this.#lock.release();
    removeIfThere(this.#fileOf(this.#id));
  }

  /** Removes locks of writers that died between their lock and their row; a young one may be about to be taken. */
  #sweep(at: Date): void {
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name);
      if (!lockName.test(name) || this.#fileOf(this.#id) === file) continue;
      const age = at.getTime() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY);
      if (age > sweepAfterMs) this.#isFree(file);
    }
  }

  /** True when nobody holds the lock, which then is gone. */
  #isFree(file: string): boolean {
    const lock = tryLock(file);
    if (!lock) return false;
    lock.release();
    removeIfThere(file);
    return true;
  }

  #fileOf(id: string): string {
    return join(this.#folder, `open-${id}.lock`);
  }
}
