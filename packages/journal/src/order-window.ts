import { working } from './intent-status.ts';
import { type IntentRow, readIntent, readIntentsSince, readIntentsTouchedSince, readOpenIntents } from './intents.ts';
import type { Store } from './store.ts';

/** How far back `Ledger.recent` and `Ledger.touched` reach. */
export const recentMs = 10 * 60 * 1000;

/**
 * The intents a decision looks at, kept between decisions: reading a busy ten minutes from the tables would cost more
 * than everything else in an order's path. It is right as long as the trail's head is where our own last write left it.
 */
export class OrderWindow {
  readonly #store: Store;
  readonly #open = new Map<string, IntentRow>();
  /** In the order they were created, so the old ones are the first. */
  readonly #recent = new Map<string, IntentRow>();
  /** Read only once a decision asks for it, since that reads every row. */
  #touched: Map<string, IntentRow> | undefined;
  #oldest = new Date(0);
  #head = -1;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Brings the window up to a head; must run inside the transaction that read it. */
  look(head: number, now: Date): void {
    const oldest = new Date(now.getTime() - recentMs);
    // A clock that was set back reaches further back than what was read.
    if (oldest < this.#oldest) this.#touched = undefined;
    this.#oldest = oldest;
    if (this.#head !== head) {
      this.#open.clear();
      this.#recent.clear();
      this.#touched = undefined;
      for (const row of readOpenIntents(this.#store)) this.#open.set(row.clientOrderId, row);
      for (const row of readIntentsSince(this.#store, oldest).toReversed()) this.#recent.set(row.clientOrderId, row);
      this.#head = head;
    }
    for (const [id, { createdAt }] of this.#recent) {
      if (createdAt >= oldest) break;
      this.#recent.delete(id);
    }
    for (const [id, { updatedAt }] of this.#touched ?? []) {
      if (updatedAt < oldest) this.#touched?.delete(id);
    }
  }

  /** Takes our own write into account, after its commit; a window that had not seen the head before it stays stale. */
  note(headBefore: number, headAfter: number, about: IntentRow | string | undefined): void {
    if (this.#head !== headBefore) return;
    try {
      const row = typeof about === 'string' ? readIntent(this.#store, about) : about;
      if (row) this.#take(row);
      this.#head = headAfter;
    } catch {
      // The write stands, and must not seem to have failed: the next look reads everything anew.
      this.#head = -1;
    }
  }

  open(): readonly IntentRow[] {
    return [...this.#open.values()].sort((a, b) => a.sequence - b.sequence);
  }

  recent(): readonly IntentRow[] {
    return [...this.#recent.values()];
  }

  touched(): readonly IntentRow[] {
    this.#touched ??= new Map(
      readIntentsTouchedSince(this.#store, this.#oldest).map((row) => [row.clientOrderId, row]),
    );
    return [...this.#touched.values()].sort((a, b) => a.sequence - b.sequence);
  }

  #take(row: IntentRow): void {
    const id = row.clientOrderId;
    if (working.includes(row.status)) this.#open.set(id, row);
    else this.#open.delete(id);
    this.#touched?.set(id, row);
    // A new one is the youngest; an old one that is spoken of again has its place here already or is past it.
    if (this.#recent.has(id) || row.status === 'intended') this.#recent.set(id, row);
  }
}
