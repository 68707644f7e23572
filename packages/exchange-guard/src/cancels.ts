import type { IntentRow, Journal } from '@gatehouse/journal';
import type { ClientOrderIds } from './client-order-ids.ts';
import { GuardError } from './error.ts';
import type { InnerDoors } from './inner-doors.ts';
import type { Order } from './order.ts';
import type { OrderWatch } from './order-watch.ts';
import { isOrderOf } from './own-order.ts';
import type { Venue } from './venue.ts';

/** cancelled: it ended by this. gone: it was over already. refused: it is not ours. unresolved: nobody knows yet. */
export interface CancelResult {
  readonly outcome: 'cancelled' | 'gone' | 'refused' | 'unresolved';
  readonly says: string;
  readonly order?: Order;
}

interface Tools {
  readonly venue: Venue;
  readonly doors: InnerDoors;
  readonly journal: Journal;
  readonly ids: ClientOrderIds;
  readonly watch: Pick<OrderWatch, 'learn'>;
  readonly strategy: string;
  readonly clock: () => Date;
}

/** How many ids whose orders are known to be over are kept in memory: more than a bot has cancels to repeat. */
const REMEMBERED = 1000;

/** Statuses with which there is nothing left to cancel. One that turns up after all is open again in the journal. */
const over: ReadonlySet<string> = new Set([
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'not-found',
  'lost-with-simulator',
]);

const UNREAD: unique symbol = Symbol('an intent that could not be read');

const GONE: CancelResult = Object.freeze({ outcome: 'gone', says: 'The order was not open any more.' });

/**
 * Cancels own orders by their ids. No limit stands in a cancel's way, so what bounds them is that each asks the
 * exchange only while there is something to ask: a strategy that repeats one must not use up the request budget
 * that the next halt needs.
 */
export class Cancels {
  readonly #tools: Tools;
  readonly #running = new Map<string, Promise<CancelResult>>();
  /** Ids that the exchange has said to be over: the oldest is forgotten first. */
  readonly #over = new Set<string>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Never throws. A second call for the same order while the first is on its way gets the first one's answer. */
  cancel(clientOrderId: string): Promise<CancelResult> {
    if (this.#tools.ids.verify(clientOrderId) === undefined) {
      return Promise.resolve({ outcome: 'refused', says: 'The id is not that of an order of this bot.' });
    }
    const running = this.#running.get(clientOrderId);
    if (running !== undefined) return running;
    const cancelling = this.#cancel(clientOrderId).finally(() => this.#running.delete(clientOrderId));
    this.#running.set(clientOrderId, cancelling);
    return cancelling;
  }

  async #cancel(clientOrderId: string): Promise<CancelResult> {
    const { journal, strategy, clock } = this.#tools;
    if (this.#over.has(clientOrderId)) return GONE;
    // A journal that cannot be read holds no cancel back: then the exchange alone knows.
    const intent = await journal.intent(clientOrderId).catch((): typeof UNREAD => UNREAD);
    if (intent !== undefined && intent !== UNREAD && over.has(intent.status)) return GONE;
    await journal.recordCancel(clientOrderId, { by: strategy, reason: 'asked' }).catch(() => undefined);
    try {
      return await this.#ask(clientOrderId, intent);
    } catch (error) {
      const says = error instanceof GuardError ? error.message : 'The cancel failed in a way that is not known here.';
      await journal
        .append('cancel-unresolved', { clientOrderId, says, at: clock().toISOString() })
        .catch(() => undefined);
      return { outcome: 'unresolved', says };
    }
  }

  async #ask(clientOrderId: string, known: IntentRow | undefined | typeof UNREAD): Promise<CancelResult> {
    const { venue, doors, watch } = this.#tools;
    const intent = known === UNREAD ? undefined : known;
    const marketId =
      (intent && venue.instrument(intent.symbol)?.marketId) ??
      (await doors.openOrdersRaw()).find((order) => order.clientOrderId === clientOrderId)?.marketId;
    const ended = marketId === undefined ? undefined : await doors.cancel({ clientOrderId, marketId });
    const shown = ended ?? (intent && (await venue.order(intent.symbol, clientOrderId, intent.createdAt)));
    if (intent !== undefined && shown !== undefined && !isOrderOf(intent, shown)) {
      return {
        outcome: 'unresolved',
        says: 'Under this id the exchange has another order than the one that was placed: look at the account there.',
      };
    }
    // What was never written down is not on its way; what could not be read may be.
    if (known === undefined || (shown !== undefined && shown.status !== 'open')) this.#remember(clientOrderId);
    if (intent !== undefined && shown !== undefined) await watch.learn(intent, shown).catch(() => undefined);
    const order = shown === undefined ? {} : { order: shown };
    // Two answers that contradict each other settle nothing: an order that is listed as open is to be cancelled again.
    if (ended === undefined && shown?.status === 'open') {
      return { outcome: 'unresolved', says: 'The exchange knows no such order, and shows it as open.', ...order };
    }
    return ended === undefined
      ? { ...GONE, ...order }
      : { outcome: 'cancelled', says: 'The order was cancelled.', ...order };
  }

  #remember(clientOrderId: string): void {
    this.#over.add(clientOrderId);
    if (this.#over.size <= REMEMBERED) return;
    for (const oldest of this.#over) {
      this.#over.delete(oldest);
      return;
    }
  }
}
