import type { Config } from '@gatehouse/config';
import type { Order } from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';

type Stop = Config['onStop'];

/**
 * Returns which own open orders a stop leaves. `cancel-entries` leaves what cannot make exposure larger: on a spot market
 * that is every sell, and whatever was placed as reduce-only; of contracts, which can be sold short, the latter alone.
 */
export async function keptBy(
  onStop: Stop,
  journal: Pick<Journal, 'openIntents'>,
  market: Config['market'],
): Promise<(order: Order) => boolean> {
  if (onStop === 'leave') return () => true;
  if (onStop === 'cancel-all') return () => false;
  // Without the journal the order itself decides: its side, or that the exchange holds it to reducing.
  const intents = await journal.openIntents().catch(() => []);
  const reducing = new Set(
    intents.filter((intent) => intent.reduceOnly === true).map((intent) => intent.clientOrderId),
  );
  const reduces = (order: Order) => (market === 'spot' ? order.side === 'sell' : order.reduceOnly);
  return (order) => reduces(order) || reducing.has(order.clientOrderId);
}

/** An order in the words of a log line. */
export function describeOrder({
  side,
  amount,
  symbol,
  price,
}: Pick<Order, 'side' | 'amount' | 'symbol' | 'price'>): string {
  return `${side} ${amount} ${symbol}${price === undefined ? '' : ` at ${price}`}`;
}
