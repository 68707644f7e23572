import type { Intent } from './intents.ts';
import type { draftOutcome, draftSettlement } from './outcomes.ts';
import type { Store, Written } from './store.ts';

/** What the entries of an order's life do to its row, and to the count of messages. */
export const intentEntries = {
  /** Counts as a message when it is written and not when it is sent: two decisions in flight must not share one budget. */
  intended(store: Store, { sequence, at, detail }: Written<Intent>) {
    store.run(
      `INSERT INTO intent (sequence, client_order_id, epoch, status, created_at, updated_at, intent, entry)
       VALUES (?, ?, ?, 'intended', ?, ?, ?, ?)`,
      detail.sequence,
      detail.clientOrderId,
      detail.epoch,
      at,
      at,
      JSON.stringify(detail),
      sequence,
    );
    countMessage(store, at, sequence, 'submit');
  },

  sent(store: Store, { sequence, at, detail }: Written<{ id: string; attempt: number }>) {
    store.run(
      `UPDATE intent SET attempts = max(attempts, ?), sent_at = ?, updated_at = ?, entry = ?,
         status = CASE status WHEN 'intended' THEN 'sent' WHEN 'unresolved' THEN 'sent' ELSE status END
       WHERE client_order_id = ?`,
      detail.attempt,
      at,
      at,
      sequence,
      detail.id,
    );
    if (detail.attempt > 1) countMessage(store, at, sequence, 'submit');
  },

  outcome(store: Store, { sequence, detail }: Written<NonNullable<ReturnType<typeof draftOutcome>>>) {
    store.run(
      `UPDATE intent SET status = ?, exchange_order_id = ?, filled = ?, average = ?, code = ?, says = ?, updated_at = ?,
         entry = ? WHERE client_order_id = ?`,
      detail.status,
      detail.exchangeOrderId,
      detail.filled,
      detail.average,
      detail.code,
      detail.says,
      detail.at,
      sequence,
      detail.id,
    );
  },

  settled(store: Store, { sequence, at, detail }: Written<ReturnType<typeof draftSettlement>>) {
    store.run(
      'UPDATE intent SET status = ?, updated_at = ?, entry = ? WHERE client_order_id = ?',
      detail.as,
      at,
      sequence,
      detail.id,
    );
  },

  /** An adopted order can be cancelled too, so the id need not be one of ours. */
  'cancel-requested'(store: Store, { sequence, at, detail }: Written<{ id: string; by: string; reason: string }>) {
    store.run(
      'UPDATE intent SET cancel_requested_at = ?, updated_at = ?, entry = ? WHERE client_order_id = ?',
      at,
      at,
      sequence,
      detail.id,
    );
    countMessage(store, at, sequence, 'cancel');
  },
};

/** Returns how many submits and cancels were written since then, that moment included. */
export function messagesSince(store: Store, at: Date): number {
  return store.get<{ sum: number }>('SELECT count(*) AS sum FROM message WHERE at >= ?', at.toISOString())?.sum ?? 0;
}

function countMessage(store: Store, at: string, entry: number, kind: 'submit' | 'cancel'): void {
  store.run('INSERT INTO message (at, entry, kind) VALUES (?, ?, ?)', at, entry, kind);
}
