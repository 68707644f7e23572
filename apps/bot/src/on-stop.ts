import type { Config } from '@gatehouse/config';
import type { Order } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';

type Stop = Config['onStop'];

/**
 * Returns which own open orders a stop leaves. `cancel-entries` leaves what cannot make exposure larger: on a spot
 * market that is every sell, and whatever was placed as reduce-only.
 */
export async function keptBy(onStop: Stop, journal: Pick<Journal, 'openIntents'>): Promise<(order: Order) => boolean> {
  if (onStop === 'leave') return () => true;
  if (onStop === 'cancel-all') return () => false;
  // Without the journal the side alone decides: it is part of the order itself.
  const intents = await journal.openIntents().catch(() => []);
  const reducing = new Set(
    intents.filter((intent) => intent.reduceOnly === true).map((intent) => intent.clientOrderId),
  );
  return (order) => order.side === 'sell' || reducing.has(order.clientOrderId);
}

/** Prints what stays at the exchange: a stop that leaves orders says which. */
export function printKept(kept: readonly Order[], write: (text: string) => void): void {
  for (const order of kept) {
    write(
      `  left open: ${order.side} ${order.amount} ${order.symbol}${order.price === undefined ? '' : ` at ${order.price}`} (${order.clientOrderId})\n`,
    );
  }
}
