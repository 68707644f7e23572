import { working } from './intent-status.ts';
import { type IntentRow, readIntent, readIntentsSince, readOpenIntents } from './intents.ts';
import type { Store } from './store.ts';

/** How far back `Ledger.recent` reaches. */
const recentMs = 10 * 60 * 1000;

/**
 * The intents a decision looks at, kept between decisions: reading a busy ten minutes from the tables would cost more
 * than everything else in an order's path. It is right as long as the trail's head is where our own last write left it.
 */
export class OrderWindow {
  readonly #store: Store;
  readonly #rows = new Map<string, IntentRow>();
  #head = -1;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Brings the window up to a head; must run inside the transaction that read it. */
  look(head: number, now: Date): void {
    if (this.#head !== head) {
      this.#rows.clear();
      for (const row of readIntentsSince(this.#store, before(now)).toReversed()) this.#rows.set(row.clientOrderId, row);
      for (const row of readOpenIntents(this.#store)) this.#rows.set(row.clientOrderId, row);
      this.#head = head;
    }
    const oldest = before(now);
    for (const [id, row] of this.#rows) if (row.createdAt < oldest && !isWorking(row)) this.#rows.delete(id);
  }

  /** Takes our own write into account, after its commit; a window that had not seen the head before it stays stale. */
  note(headBefore: number, headAfter: number, id: string | undefined): void {
    if (this.#head !== headBefore) return;
    const row = id === undefined ? undefined : readIntent(this.#store, id);
    if (row) this.#rows.set(row.clientOrderId, row);
    this.#head = headAfter;
  }

  open(): readonly IntentRow[] {
    return [...this.#rows.values()].filter(isWorking).sort(bySequence);
  }

  recent(now: Date): readonly IntentRow[] {
    const oldest = before(now);
    return [...this.#rows.values()].filter(({ createdAt }) => createdAt >= oldest).sort(bySequence);
  }
}

const before = (now: Date) => new Date(now.getTime() - recentMs);
const isWorking = ({ status }: IntentRow) => working.includes(status);
const bySequence = (a: IntentRow, b: IntentRow) => a.sequence - b.sequence;
