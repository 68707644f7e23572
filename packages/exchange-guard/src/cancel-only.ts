import type { ClientOrderIds } from './client-order-ids.ts';
import { GuardError } from './error.ts';
import { doorsOf } from './inner-doors.ts';
import type { Order } from './order.ts';
import type { Venue } from './venue.ts';

export interface CancelledOwn {
  readonly cancelled: readonly Order[];
  readonly kept: readonly Order[];
  /** Those that were no longer open when the cancel arrived: filled, or cancelled by somebody else. */
  readonly gone: readonly Order[];
  readonly failed: readonly { readonly order: Order; readonly says: string }[];
}

/**
 * Lists and cancels own orders, and can do nothing else. It needs the credentials alone: no clearance, no journal, no
 * markets, no strategy. What is own is told by its client order id alone: an order that somebody else placed under an id
 * read off the account counts as own here and is cancelled with the rest. That is the safe side for something that can
 * only cancel. Whoever has a journal tells the two apart by it: the gate's `sync` and `reconcile` call that order foreign.
 */
export interface CancelOnly {
  listOwn(): Promise<readonly Order[]>;
  /** Returns the order as it ended; undefined when it was not open any more. Throws ORDER_NOT_APPROVED for a foreign one. */
  cancel(order: Pick<Order, 'clientOrderId' | 'marketId'>): Promise<Order | undefined>;
  /** Cancels every own order that is not kept, all at once, and each that fails once more. Throws only if listing fails. */
  cancelOwn(options?: { readonly keep?: (order: Order) => boolean }): Promise<CancelledOwn>;
}

interface Given {
  readonly venue: Venue;
  readonly ids: ClientOrderIds;
  readonly clock: () => Date;
}

export function openCancelOnly({ venue, ids }: Given): CancelOnly {
  const doors = doorsOf(venue);
  const own = (order: Pick<Order, 'clientOrderId'>): boolean => ids.verify(order.clientOrderId) !== undefined;

  const listOwn = async (): Promise<readonly Order[]> => (await doors.openOrdersRaw()).filter(own);

  const cancel = async (order: Pick<Order, 'clientOrderId' | 'marketId'>): Promise<Order | undefined> => {
    if (!own(order))
      throw new GuardError('ORDER_NOT_APPROVED', 'Only own orders are cancelled here.', { unsent: true });
    return doors.cancel(order);
  };

  return Object.freeze({
    listOwn,
    cancel,
    async cancelOwn({ keep = () => false }: { readonly keep?: (order: Order) => boolean } = {}): Promise<CancelledOwn> {
      const orders = await listOwn();
      const kept = orders.filter(keep);
      const rest = orders.filter((order) => !kept.includes(order));
      const ends = await Promise.all(
        rest.map(async (order) => {
          try {
            return { order, ended: await cancel(order).catch(() => cancel(order)) };
          } catch (error) {
            return { order, says: error instanceof GuardError ? error.message : 'The cancel failed.' };
          }
        }),
      );
      return {
        // The answer may come without what the list knew; it never knows less about how much was filled.
        cancelled: ends.flatMap((end) =>
          'ended' in end && end.ended !== undefined ? [{ ...end.order, ...end.ended }] : [],
        ),
        kept,
        gone: ends.flatMap((end) => ('ended' in end && end.ended === undefined ? [end.order] : [])),
        failed: ends.flatMap((end) =>
          'says' in end && end.says !== undefined ? [{ order: end.order, says: end.says }] : [],
        ),
      };
    },
  });
}
