import type { IntentRow, Journal } from '@gatehouse/journal';
import type { InnerDoors } from './inner-doors.ts';
import type { Order } from './order.ts';
import { isOrderOf } from './own-order.ts';
import type { Venue } from './venue.ts';

/** What became of an order whose request was not answered: it is there, it never was, or nobody can tell yet. */
export type Fate =
  | { readonly kind: 'found'; readonly order: Order }
  | { readonly kind: 'never-was' }
  | { readonly kind: 'unknown'; readonly says: string; readonly waitMs: number };

interface Tools {
  readonly venue: Venue;
  readonly doors: InnerDoors;
  readonly journal: Journal;
  readonly clock: () => Date;
  /** How long after the intent its request may still have been sent. */
  readonly maxSubmitDelayMs: number;
}

/** What is added to the receive window for clocks that are apart and for an exchange that answers from a late copy. */
const MARGIN_MS = 3000;

/** When to look again: soon while it may still arrive, now and then when only a person can tell. */
const SOON_MS = 500;
const LATER_MS = 60_000;

/** Somebody used our id again: what is shown under it says nothing about the order that we sent. */
const ANOTHER: Fate = Object.freeze({
  kind: 'unknown',
  says: 'under its id the exchange shows another order than the one that was sent: look at the account there',
  waitMs: LATER_MS,
});

/**
 * Finds out what became of an own order, from the order itself, the open orders and the trades since. "Not found"
 * counts only when all three agree, after the last moment at which the exchange could still have accepted the request,
 * and before it may have forgotten it.
 */
export async function fateOf(intent: IntentRow, tools: Tools): Promise<Fate> {
  const { venue, doors, clock } = tools;
  const looked = clock().getTime();
  const direct = await venue.order(intent.symbol, intent.clientOrderId, intent.createdAt);
  if (direct !== undefined) return isOrderOf(intent, direct) ? { kind: 'found', order: direct } : ANOTHER;

  const open = await venue.openOrders(intent.symbol);
  const named = open.filter(({ clientOrderId }) => clientOrderId === intent.clientOrderId);
  const listed = named.find((order) => isOrderOf(intent, order));
  if (listed !== undefined) return { kind: 'found', order: listed };
  if (named.length > 0) return ANOTHER;

  const traded = await byItsTrades(intent, tools);
  if (traded !== undefined) return isOrderOf(intent, traded) ? { kind: 'found', order: traded } : ANOTHER;

  const { receiveWindowMs, orderRetentionMs } = doors.row;
  const lastSent = intent.sentAt?.getTime() ?? intent.createdAt.getTime();
  const acceptableUntil = lastSent + tools.maxSubmitDelayMs + receiveWindowMs + MARGIN_MS;
  if (looked <= acceptableUntil) {
    return {
      kind: 'unknown',
      says: `the exchange does not know it, and may still accept it for ${acceptableUntil - looked} ms`,
      waitMs: SOON_MS,
    };
  }
  if (looked - lastSent >= orderRetentionMs) {
    const says = 'the exchange no longer keeps orders this old: look at its own history';
    return { kind: 'unknown', says, waitMs: LATER_MS };
  }
  return { kind: 'never-was' };
}

/** Looks for executions since the intent that the journal does not know, and whose order turns out to be this one. */
async function byItsTrades(intent: IntentRow, { venue, doors, journal }: Tools): Promise<Order | undefined> {
  const trades = await venue.trades(intent.symbol);
  const known = new Set((await journal.fills({ symbol: intent.symbol })).map(({ tradeId }) => tradeId));
  const since = intent.createdAt.getTime() - MARGIN_MS;
  const unknown = trades.filter(
    ({ tradeId, side, at }) => !known.has(tradeId) && side === intent.side && at.getTime() >= since,
  );
  for (const exchangeOrderId of new Set(unknown.map((trade) => trade.exchangeOrderId))) {
    const order = await doors.orderByExchangeId(intent.symbol, exchangeOrderId);
    if (order?.clientOrderId === intent.clientOrderId) return order;
  }
  return undefined;
}
