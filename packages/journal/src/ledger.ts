import { messagesSince } from './intent-entries.ts';
import { type IntentRow, nextSequence } from './intents.ts';
import { readEpoch } from './lease.ts';
import type { OrderWindow } from './order-window.ts';
import { readStanding, type Standing } from './standing.ts';
import type { Store } from './store.ts';

/** What a decision may build on: one unchanging view, true until the decision is written. */
export interface Ledger {
  readonly now: Date;
  readonly standing: Standing;
  /** True while somebody holds the lease; without it nothing may be submitted. */
  readonly leased: boolean;
  /** The epoch an intent must carry. */
  readonly epoch: number;
  /** The sequence an intent must carry. */
  readonly nextSequence: number;
  /** Intended, sent, open and unresolved intents, oldest first. */
  readonly open: readonly IntentRow[];
  /** Intents created in the last ten minutes whatever became of them, oldest first. */
  readonly recent: readonly IntentRow[];
  /** Intents last spoken of in the last ten minutes, however long ago they were created; oldest first. */
  readonly touched: readonly IntentRow[];
  /** Submits (first and further attempts) and cancels written since then. */
  messagesSince(at: Date): number;
}

/** Must be made and used inside one transaction; what a decision does not ask for is not read. */
export function ledgerOf(store: Store, window: OrderWindow, head: number, now: Date): Ledger {
  window.look(head, now);
  const lease = readEpoch(store);
  const standing = readStanding(store, lease);
  return {
    now,
    standing,
    leased: lease.held,
    epoch: lease.epoch,
    nextSequence: nextSequence(store),
    get open() {
      return window.open();
    },
    get recent() {
      return window.recent();
    },
    get touched() {
      return window.touched();
    },
    messagesSince: (at) => messagesSince(store, at),
  };
}
