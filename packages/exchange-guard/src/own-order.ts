import type { IntentRow, Journal } from '@gatehouse/journal';
import Big from 'big.js';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { Order } from './order.ts';

type Told = Pick<Order, 'exchangeOrderId' | 'symbol' | 'side' | 'kind' | 'amount' | 'price'>;

/** Open orders of a list: own ones with their intents, and those that are neither own nor adopted. */
export interface Parted {
  readonly own: readonly { readonly order: Order; readonly intent: IntentRow }[];
  readonly foreign: readonly Order[];
}

interface Tools {
  readonly journal: Journal;
  readonly ids: ClientOrderIds;
  readonly clock: () => Date;
  /** When the list was asked for. */
  readonly asked: Date;
  /** Exchange ids of orders that were declared to be known. */
  readonly adopted?: ReadonlySet<string>;
}

/**
 * For how long an exchange may still list an order that has ended, in ms: it answers from a late copy, or the order
 * ended while the list was on its way.
 */
const LATE_COPY_MS = 3000;

/**
 * Ends after which no order of ours can be open. Rejected and not-found are none: the journal lets an order turn up
 * after either, because what the exchange shows beats what we concluded.
 */
const ends: ReadonlySet<string> = new Set(['filled', 'cancelled', 'expired', 'lost-with-simulator']);

/**
 * Tells own open orders from foreign ones. Anybody with the exchange key can read an id of ours off the account and
 * use it again, so the id alone proves nothing: the journal must have its intent, that intent must not be over, and the
 * order must be the one it speaks of, to the last digit. Of two under one id, at most one is ours.
 */
export async function parted(listed: readonly Order[], tools: Tools): Promise<Parted> {
  const { journal, ids, clock, asked, adopted } = tools;
  const own = new Map<string, Parted['own'][number]>();
  const foreign: Order[] = [];
  for (const order of listed) {
    if (adopted?.has(order.exchangeOrderId)) continue;
    const { clientOrderId } = order;
    const intent = ids.verify(clientOrderId) === undefined ? undefined : await journal.intent(clientOrderId);
    const ours =
      intent !== undefined &&
      !own.has(clientOrderId) &&
      isOrderOf(intent, order) &&
      agrees(intent, order) &&
      !wasOver(intent, asked, clock());
    if (ours) own.set(clientOrderId, { order, intent });
    else foreign.push(order);
  }
  return { own: [...own.values()], foreign };
}

/**
 * Says whether an order that is shown under an intent's id is that intent's: by the exchange's own id where that is
 * known, and else by its terms. Whoever writes down what became of an intent asks this first.
 */
export function isOrderOf(intent: IntentRow, order: Told): boolean {
  const { exchangeOrderId } = intent;
  if (exchangeOrderId === undefined) return agrees(intent, order);
  return order.exchangeOrderId === exchangeOrderId && order.symbol === intent.symbol && order.side === intent.side;
}

function agrees(intent: IntentRow, order: Told): boolean {
  return (
    order.symbol === intent.symbol &&
    order.side === intent.side &&
    order.kind === intent.kind &&
    new Big(order.amount).eq(intent.amount) &&
    // What is told as the price of a market order is what it was executed at.
    (intent.kind === 'market' || same(order.price, intent.price))
  );
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && new Big(one).eq(other);
}

/** Whether it had ended well before the list was asked for. A time that has not come yet is a clock that was set back. */
function wasOver({ status, updatedAt }: IntentRow, asked: Date, now: Date): boolean {
  return ends.has(status) && (updatedAt.getTime() < asked.getTime() - LATE_COPY_MS || updatedAt > now);
}
