import type { Fill, IntentRow, Journal } from '@gatehouse/journal';
import type { Residual } from './balance-sheet.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import { GuardError } from './error.ts';
import { fateOf } from './fate.ts';
import type { InnerDoors } from './inner-doors.ts';
import type { Limits } from './limits.ts';
import type { Order, Trade } from './order.ts';
import { isOrderOf, type Parted, parted } from './own-order.ts';
import { PositionWatch } from './position-watch.ts';
import { Recorder } from './recorder.ts';
import type { Venue } from './venue.ts';

export interface Resolved {
  readonly resolved: readonly { readonly clientOrderId: string; readonly status: string }[];
  readonly unresolved: readonly { readonly clientOrderId: string; readonly says: string }[];
}

/**
 * News since the last look: executions, and own orders that are open now. `foreign` is open orders that nobody here
 * placed: those of the markets that own orders rest in as of now, others as they were when the whole account was last
 * looked over, at most half a minute ago. `astray` is positions that own executions have not come to for a while.
 */
export interface Synced {
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  readonly foreign: readonly Order[];
  readonly astray: readonly Residual[];
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
  /** Where contracts may be held; balances are compared at a start alone. */
  readonly #positions: PositionWatch | undefined;
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
    const { contracts, unified } = doors.row;
    this.#positions = (contracts ?? unified) === undefined ? undefined : new PositionWatch(watched);
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
    const { journal, clock } = this.#with;
    const intents = (await journal.openIntents()).filter(
      // What is unresolved is for resolve() to find out.
      ({ clientOrderId, status }) => status === 'open' && !this.#inFlight.has(clientOrderId),
    );
    const own = await this.#ownAmong(new Set(intents.map(({ symbol }) => symbol)));
    for (const { order, intent } of own) {
      // It was given up, and is there after all.
      if (intent.status === 'rejected' || intent.status === 'not-found') await this.learn(intent, order);
    }
    for (const intent of intents) {
      const { clientOrderId } = intent;
      const listed = own.find(({ order }) => order.clientOrderId === clientOrderId)?.order;
      const order = listed ?? (await this.#lookedUp(intent));
      if (order !== undefined) await this.learn(intent, order);
      else {
        const says = 'The exchange no longer knows an order that it had confirmed.';
        await journal.recordOutcome(clientOrderId, { status: 'unresolved', code: 'NOT_SEEN', says, at: clock() });
      }
    }
    const astray = (await this.#positions?.look()) ?? [];
    const fills = this.#fresh;
    this.#fresh = [];
    return { fills, orders: own.map(({ order }) => order), foreign: this.#foreign, astray };
  }

  /** An order by our id; by the exchange's own where another order is shown under ours. */
  async #lookedUp(intent: IntentRow): Promise<Order | undefined> {
    const { symbol, clientOrderId, exchangeOrderId, createdAt } = intent;
    const shown = await this.#with.venue.order(symbol, clientOrderId, createdAt);
    if (shown === undefined || isOrderOf(intent, shown)) return shown;
    return exchangeOrderId === undefined ? undefined : this.#tools.doors.orderByExchangeId(symbol, exchangeOrderId);
  }

  /**
   * The own open orders of the markets that own orders rest in, and now and then those of the whole account: only that
   * shows what somebody else placed elsewhere, and it costs an exchange's request budget many times as much.
   */
  async #ownAmong(symbols: ReadonlySet<string>): Promise<Parted['own']> {
    const { venue, journal, ids, clock } = this.#with;
    const asked = clock();
    const wide = Math.abs(asked.getTime() - this.#lastWide) >= WIDE_MS;
    const listed = wide
      ? await venue.openOrders()
      : (await Promise.all([...symbols].map((symbol) => venue.openOrders(symbol)))).flat();
    const adopted = new Set((await journal.baseline())?.orders);
    const { own, foreign } = await parted(listed, { journal, ids, clock, asked, adopted });
    const known = wide ? [] : this.#foreign;
    const named = new Set(known.map(({ exchangeOrderId }) => exchangeOrderId));
    this.#foreign = [...known, ...foreign.filter(({ exchangeOrderId }) => !named.has(exchangeOrderId))];
    if (wide) this.#lastWide = asked.getTime();
    return own;
  }
}
