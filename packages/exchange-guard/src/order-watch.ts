import type { Fill, IntentRow, Journal } from '@gatehouse/journal';
import type { ClientOrderIds } from './client-order-ids.ts';
import { GuardError } from './error.ts';
import { fateOf } from './fate.ts';
import type { InnerDoors } from './inner-doors.ts';
import type { Limits } from './limits.ts';
import type { Order, Trade } from './order.ts';
import { Recorder } from './recorder.ts';
import type { Venue } from './venue.ts';

export interface Resolved {
  readonly resolved: readonly { readonly clientOrderId: string; readonly status: string }[];
  readonly unresolved: readonly { readonly clientOrderId: string; readonly says: string }[];
}

/**
 * News since the last look: executions, and own orders that are open now. `foreign` is open orders that nobody here
 * placed, as they were when the whole account was last looked over: at most half a minute ago.
 */
export interface Synced {
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  readonly foreign: readonly Order[];
}

interface Watched {
  readonly venue: Venue;
  readonly journal: Journal;
  readonly ids: ClientOrderIds;
  readonly limits: Limits;
  readonly clock: () => Date;
}

/** How often the whole account is looked over. */
const WIDE_MS = 30_000;

/** Keeps the journal in step with the exchange once orders have left. */
export class OrderWatch {
  readonly #with: Watched;
  readonly #tools: Parameters<typeof fateOf>[1];
  readonly #recorder: Recorder;
  /** Orders between their intent and their outcome: looking them up now would only race with their own answer. */
  readonly #inFlight = new Set<string>();
  /** Orders that were looked up in vain, and when to try again. */
  readonly #waiting = new Map<string, { readonly says: string; readonly until: number }>();
  #lastWide = Number.NEGATIVE_INFINITY;
  #foreign: readonly Order[] = [];
  /** Executions that were learnt, until the next sync hands them out. */
  #fresh: Fill[] = [];

  constructor(watched: Watched, doors: InnerDoors) {
    const { venue, journal, clock, limits } = watched;
    this.#with = watched;
    this.#tools = { venue, doors, journal, clock, maxSubmitDelayMs: limits.maxSubmitDelayMs };
    this.#recorder = new Recorder({ journal, doors, clock });
  }

  /** Leaves an order alone until the returned function is called. */
  begin(clientOrderId: string): () => void {
    this.#inFlight.add(clientOrderId);
    return () => void this.#inFlight.delete(clientOrderId);
  }

  /** Writes down what the exchange says about an own order. */
  async learn(
    intent: Pick<IntentRow, 'clientOrderId' | 'symbol' | 'side'>,
    order: Order,
    trades: readonly Trade[] = [],
  ): Promise<void> {
    this.#fresh.push(...(await this.#recorder.learn(intent, order, trades)));
  }

  async resolve(): Promise<Resolved> {
    const { journal, clock } = this.#with;
    const resolved: Resolved['resolved'][number][] = [];
    const unresolved: Resolved['unresolved'][number][] = [];
    for (const intent of await journal.openIntents()) {
      const { clientOrderId, status } = intent;
      // One that only stands as intended lost its outcome on the way to the disk, or its writer.
      if (status === 'open' || this.#inFlight.has(clientOrderId)) continue;
      const waiting = this.#waiting.get(clientOrderId);
      if (waiting !== undefined && clock().getTime() < waiting.until) {
        unresolved.push({ clientOrderId, says: waiting.says });
        continue;
      }
      const fate = await this.#settled(intent);
      if (typeof fate === 'string') {
        this.#waiting.delete(clientOrderId);
        resolved.push({ clientOrderId, status: fate });
      } else {
        this.#waiting.set(clientOrderId, { says: fate.says, until: clock().getTime() + fate.waitMs });
        unresolved.push({ clientOrderId, says: fate.says });
      }
    }
    return { resolved, unresolved };
  }

  /** Returns how an order ended or stands, or why that cannot be told yet. */
  async #settled(intent: IntentRow): Promise<string | { readonly says: string; readonly waitMs: number }> {
    const { journal, clock } = this.#with;
    try {
      const fate = await fateOf(intent, this.#tools);
      if (fate.kind === 'unknown') return fate;
      if (fate.kind === 'never-was') {
        await journal.recordOutcome(intent.clientOrderId, { status: 'not-found', at: clock() });
        return 'not-found';
      }
      await this.learn(intent, fate.order);
      return fate.order.status;
    } catch (error) {
      const says = error instanceof GuardError ? error.message : 'It could not be looked up or written down.';
      return { says, waitMs: 1000 };
    }
  }

  async sync(): Promise<Synced> {
    const { journal, venue, clock } = this.#with;
    const intents = (await journal.openIntents()).filter(
      // What is unresolved is for resolve() to find out.
      ({ clientOrderId, status }) => status === 'open' && !this.#inFlight.has(clientOrderId),
    );
    const listed = await this.#list(new Set(intents.map(({ symbol }) => symbol)));
    for (const intent of intents) {
      const { clientOrderId, symbol } = intent;
      const order =
        listed.find((open) => open.clientOrderId === clientOrderId) ?? (await venue.order(symbol, clientOrderId));
      if (order !== undefined) await this.learn(intent, order);
      else {
        const says = 'The exchange no longer knows an order that it had confirmed.';
        await journal.recordOutcome(clientOrderId, { status: 'unresolved', code: 'NOT_SEEN', says, at: clock() });
      }
    }
    const fills = this.#fresh;
    this.#fresh = [];
    return { fills, orders: listed.filter((order) => !this.#foreign.includes(order)), foreign: this.#foreign };
  }

  /**
   * The open orders of the markets that own orders rest in, and now and then those of the whole account: only that
   * shows what somebody else placed elsewhere, and it costs an exchange's request budget many times as much.
   */
  async #list(symbols: ReadonlySet<string>): Promise<readonly Order[]> {
    const { venue, clock } = this.#with;
    const now = clock().getTime();
    if (Math.abs(now - this.#lastWide) < WIDE_MS) {
      return (await Promise.all([...symbols].map((symbol) => venue.openOrders(symbol)))).flat();
    }
    const listed = await venue.openOrders();
    this.#foreign = await this.#foreignIn(listed);
    this.#lastWide = now;
    return listed;
  }

  /** An id that verifies and that the journal does not know, or knows to be over, was read off the account by somebody. */
  async #foreignIn(listed: readonly Order[]): Promise<readonly Order[]> {
    const { journal, ids } = this.#with;
    const adopted = new Set((await journal.baseline())?.orders);
    const foreign: Order[] = [];
    for (const order of listed) {
      if (adopted.has(order.exchangeOrderId) || this.#inFlight.has(order.clientOrderId)) continue;
      const own = ids.verify(order.clientOrderId) !== undefined;
      if (!own || (await journal.intent(order.clientOrderId)) === undefined) foreign.push(order);
    }
    return foreign;
  }
}
