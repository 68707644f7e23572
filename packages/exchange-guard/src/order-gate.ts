import type { Intent, Journal, Ledger } from '@gatehouse/journal';
import { type ApprovedOrder, approve } from './approved-order.ts';
import { type CancelResult, Cancels } from './cancels.ts';
import { candidateOf } from './candidate.ts';
import { type Clearance, isClearance } from './clearance.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { ControlContext, Refusal } from './controls/control.ts';
import { mustReduce } from './controls/reducing.ts';
import { sanity } from './controls/sanity.ts';
import { refusalOf } from './controls.ts';
import { GuardError } from './error.ts';
import { doorsOf, type InnerDoors, type Placed } from './inner-doors.ts';
import { LastLookRefused, type LookedAt, lastLookOf } from './last-look.ts';
import type { Limits } from './limits.ts';
import type { Balance, Instrument, Order, OrderRequest, Position, Reference } from './order.ts';
import { OrderWatch, type Resolved, type Synced } from './order-watch.ts';
import { References } from './references.ts';
import type { Venue } from './venue.ts';
import type { JsonValue } from './verdict.ts';

/** What came of asking for an order. A refusal is data; nothing was sent then. */
export type Submission =
  | ({ readonly outcome: 'refused' } & Refusal)
  | { readonly outcome: 'placed'; readonly order: Order; readonly clientOrderId: string }
  | { readonly outcome: 'rejected'; readonly clientOrderId: string; readonly code: string; readonly says: string }
  | { readonly outcome: 'unresolved'; readonly clientOrderId: string; readonly says: string };

/** The one way an order leaves. */
export interface OrderGate {
  submit(request: OrderRequest): Promise<Submission>;
  /**
   * Never held back: no clearance, state or limit stands in its way, and neither does a broken journal. What is known
   * to be over is `gone` without asking the exchange again.
   */
  cancel(clientOrderId: string): Promise<CancelResult>;
  /** Finds out what became of the orders whose fate is not known. Throws nothing for what cannot be told yet. */
  resolve(): Promise<Resolved>;
  /** Takes in what the exchange did. Throws GuardError when it does not answer; nothing is lost then. */
  sync(): Promise<Synced>;
  /** How often each control refused, by its id. */
  refusals(): Readonly<Record<string, number>>;
}

export interface GateOptions {
  readonly venue: Venue;
  readonly journal: Journal;
  readonly clearance: Clearance;
  readonly limits: Limits;
  readonly ids: ClientOrderIds;
  readonly strategy: string;
  readonly clock: () => Date;
  /** The lease epoch to submit under; the one in force when the gate is opened, when not said. */
  readonly epoch?: number;
}

/**
 * Opens the gate. Throws CLEARANCE_FORGED for anything that issueClearance did not make, and EXCHANGE_UNKNOWN for a venue
 * that no door leads to ordering at.
 */
export function openGate(options: GateOptions): OrderGate {
  if (!isClearance(options.clearance)) {
    throw new GuardError('CLEARANCE_FORGED', 'The order gate opens only with a clearance from the startup checklist.');
  }
  const { row } = doorsOf(options.venue);
  if (!row.doors.some(({ use }) => use === 'order')) {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `${row.title} can be read and audited here, and nothing can be ordered at it.`,
    );
  }
  return new Gate(options);
}

/** A decision that could not be made yet, and one that was: the order stays here. */
type Undecided = { readonly needs: 'holdings' };
type Refused = Refusal & { readonly refused: true; readonly asked: JsonValue };

class Gate implements OrderGate {
  readonly #with: GateOptions;
  readonly #doors: InnerDoors;
  readonly #watch: OrderWatch;
  readonly #cancels: Cancels;
  readonly #references: References;
  readonly #refused = new Map<string, number>();
  readonly #epoch: Promise<number>;

  constructor(options: GateOptions) {
    this.#with = options;
    this.#doors = doorsOf(options.venue);
    this.#watch = new OrderWatch(options, this.#doors);
    this.#cancels = new Cancels({ ...options, doors: this.#doors, watch: this.#watch });
    const { epoch, journal } = options;
    this.#epoch = epoch === undefined ? journal.standing().then((standing) => standing.epoch) : Promise.resolve(epoch);
    // Whoever submits waits for it, and is refused when it cannot be read.
    this.#epoch.catch(() => undefined);
    this.#references = new References(options.venue, options.limits.referenceMaxAgeMs, options.clock);
  }

  refusals(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refused);
  }

  async submit(request: OrderRequest): Promise<Submission> {
    const { journal, venue, clock } = this.#with;
    const receivedAt = clock();
    // A copy: what was judged must be what is sent, whatever happens to the object it came in.
    const asked: OrderRequest = Object.freeze({ ...request });
    const [reference, positions] = await Promise.all([this.#referenceFor(asked), this.#positionsFor(asked)]);
    let holdings: Readonly<Record<string, Balance>> | undefined;
    let approval: Approval | undefined;
    let epoch = 0;
    const decide = (): Promise<Intent | Refused | Undecided> =>
      journal.intend<Refused | Undecided>((ledger) => {
        const decision = this.#decide(asked, ledger, { receivedAt, epoch, reference, positions, holdings });
        if (!('intent' in decision)) return decision;
        approval = decision;
        return decision.intent;
      });
    let decided: Intent | Refused | Undecided;
    try {
      epoch = await this.#epoch;
      decided = await decide();
      if ('needs' in decided) {
        // An account that cannot be read holds nothing that could be sold.
        holdings = await venue.balances().catch(() => ({}));
        decided = await decide();
      }
    } catch (error) {
      return this.#refuse(refusalFrom(error));
    }
    if ('refused' in decided) {
      const { control, limit, value, says } = decided;
      return this.#refuse({ control, limit, value, says });
    }
    if (approval === undefined) return this.#refuse(refusalFrom(undefined));
    return this.#send(approval);
  }

  /** Pure: everything it looks at is in its arguments, so the journal can run it inside its transaction. */
  #decide(
    asked: OrderRequest,
    ledger: Ledger,
    found: {
      readonly receivedAt: Date;
      readonly epoch: number;
      readonly reference: Reference | undefined;
      readonly positions: readonly Position[] | undefined;
      readonly holdings: Readonly<Record<string, Balance>> | undefined;
    },
  ): Approval | Refused | Undecided {
    const { venue, limits, clearance, ids, strategy } = this.#with;
    const instrument = typeof asked.symbol === 'string' ? venue.instrument(asked.symbol) : undefined;
    const { receivedAt, epoch, reference, positions, holdings } = found;
    const { cannotTake } = this.#doors.row;
    const context: ControlContext = {
      limits,
      clearance: clearance.state(ledger.now),
      receivedAt,
      epoch,
      ...(instrument === undefined ? {} : { instrument }),
      ...(reference === undefined ? {} : { reference }),
      ...(positions === undefined ? {} : { positions }),
      ...(holdings === undefined ? {} : { holdings }),
      ...(cannotTake === undefined ? {} : { cannotTake }),
    };
    const candidate = candidateOf(asked, { instrument, reference, limits });
    const reducing = mustReduce(candidate, ledger, context);
    const contract = instrument?.contract !== undefined;
    if (reducing && !contract && holdings === undefined && sanity.check(candidate, ledger, context) === undefined) {
      return { needs: 'holdings' };
    }
    const refusal = refusalOf(candidate, ledger, context);
    const { amount, price, value } = candidate;
    if (refusal !== undefined || instrument === undefined || amount === undefined || value === undefined) {
      const why = refusal ?? { control: 'sanity', limit: null, value: null, says: 'The order could not be valued.' };
      return { refused: true, ...why, asked: shown(asked) };
    }
    const clientOrderId = ids.mint(ledger.epoch, ledger.nextSequence);
    const terms = {
      clientOrderId,
      symbol: asked.symbol,
      side: asked.side,
      kind: asked.kind,
      amount: amount.toFixed(),
      ...(price === undefined ? {} : { price: price.toFixed() }),
      ...(asked.timeInForce === undefined ? {} : { timeInForce: asked.timeInForce }),
      postOnly: asked.postOnly === true,
    };
    return {
      // Contracts could also be sold short: there the exchange is told that this one may only reduce.
      approved: approve({ ...terms, reduceOnly: contract && reducing, marketId: instrument.marketId, receivedAt }),
      reduces: reducing,
      intent: {
        ...terms,
        sequence: ledger.nextSequence,
        epoch: ledger.epoch,
        value: value.toFixed(),
        quote: instrument.quote,
        reduceOnly: asked.reduceOnly === true || (contract && reducing),
        reason: asked.reason,
        strategy,
        asked: shown(asked),
      },
    };
  }

  async #send({ approved, intent, reduces }: Approval): Promise<Submission> {
    const { journal, clearance, limits, clock } = this.#with;
    const id = approved.clientOrderId;
    const lookedAt: LookedAt = {
      journal,
      clearance,
      clock,
      epoch: intent.epoch,
      receivedAt: approved.receivedAt,
      maxSubmitDelayMs: limits.maxSubmitDelayMs,
      reduces,
    };
    const done = this.#watch.begin(id);
    try {
      const placed = await this.#place(approved, lookedAt);
      // What cannot be written down now is looked up by the next sync: the intent is still open.
      await this.#watch.learn(intent, placed.order, placed.trades).catch(() => undefined);
      if (placed.order.status === 'rejected') {
        return { outcome: 'rejected', clientOrderId: id, code: 'REJECTED', says: 'The exchange rejected the order.' };
      }
      return { outcome: 'placed', order: placed.order, clientOrderId: id };
    } catch (error) {
      return await this.#failed(id, error);
    } finally {
      done();
    }
  }

  /**
   * One attempt; a second, with the same id, only when the exchange proved that it refused the first for our clock. The
   * code alone proves nothing: whoever answers 503 may have taken the order in before.
   */
  async #place(approved: ApprovedOrder, lookedAt: LookedAt): Promise<Placed> {
    try {
      return await this.#doors.place(approved, lastLookOf(lookedAt));
    } catch (error) {
      const answer = error instanceof GuardError ? error.answer : undefined;
      const { saysClock, provesRejected } = this.#doors.row;
      if (answer === undefined || !saysClock(answer) || !provesRejected(answer)) throw error;
      try {
        await this.#doors.adjustClock();
        await this.#with.journal.recordSent(approved.clientOrderId, 2);
      } catch {
        throw error;
      }
      return this.#doors.place(approved, lastLookOf(lookedAt));
    }
  }

  /** Tells what is proven to have failed from what is not known, and writes it down. */
  async #failed(clientOrderId: string, error: unknown): Promise<Submission> {
    const known = error instanceof GuardError ? error : undefined;
    const rejected =
      known?.unsent === true || (known?.answer !== undefined && this.#doors.row.provesRejected(known.answer));
    const refusal = error instanceof LastLookRefused ? error.refusal : undefined;
    const code = refusal?.control ?? known?.answer?.code ?? known?.code ?? 'UNKNOWN';
    const says = known?.answer?.says ?? known?.message ?? 'The request failed in a way that is not known here.';
    await this.#with.journal
      .recordOutcome(clientOrderId, {
        status: rejected ? 'rejected' : 'unresolved',
        code,
        says,
        at: this.#with.clock(),
      })
      // The intent stands as it is, and whatever stands without an outcome is looked up again.
      .catch(() => undefined);
    if (refusal !== undefined) return this.#refuse(refusal);
    if (rejected) return { outcome: 'rejected', clientOrderId, code, says };
    return { outcome: 'unresolved', clientOrderId, says };
  }

  cancel(clientOrderId: string): Promise<CancelResult> {
    return this.#cancels.cancel(clientOrderId);
  }

  resolve(): Promise<Resolved> {
    return this.#watch.resolve();
  }

  sync(): Promise<Synced> {
    return this.#watch.sync();
  }

  /** Only for what may be traded at all: a strategy must not be able to make us ask the exchange about anything. */
  async #referenceFor({ symbol, kind }: OrderRequest): Promise<Reference | undefined> {
    const { limits } = this.#with;
    if (this.#traded(symbol) === undefined) return undefined;
    if (kind === 'limit' && limits.priceCollarBps === 'none') return undefined;
    return this.#references.of(symbol);
  }

  /** What is held now, for an order of contracts: it decides what the order would do. */
  async #positionsFor({ symbol }: OrderRequest): Promise<readonly Position[] | undefined> {
    if (this.#traded(symbol)?.contract === undefined) return undefined;
    return this.#with.venue.positions().catch(() => undefined);
  }

  #traded(symbol: unknown): Instrument | undefined {
    const { venue, limits } = this.#with;
    if (typeof symbol !== 'string') return undefined;
    return limits.symbols === 'any' || limits.symbols.includes(symbol) ? venue.instrument(symbol) : undefined;
  }

  #refuse({ control, limit, value, says }: Refusal): Submission {
    this.#refused.set(control, (this.#refused.get(control) ?? 0) + 1);
    return { outcome: 'refused', control, limit, value, says };
  }
}

interface Approval {
  readonly approved: ApprovedOrder;
  readonly intent: Intent;
  /** Whether it was proven to make exposure smaller. */
  readonly reduces: boolean;
}

/** Which control a journal that will not take an intent stands for. */
const journalControls: Readonly<Record<string, string>> = {
  INTENT_WHILE_HALTED: 'trading-state',
  LEASE_NOT_HELD: 'lease-epoch',
};

/** No intent, no order: what the journal threw becomes the refusal. */
function refusalFrom(error: unknown): Refusal {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  const named = typeof code === 'string' ? code : 'UNKNOWN';
  const control = Object.hasOwn(journalControls, named) ? (journalControls[named] ?? 'journal') : 'journal';
  const words = error instanceof Error ? `: ${error.message}` : '';
  return { control, limit: null, value: named, says: `The order could not be written down first${words}` };
}

/** What was asked, for the record: known fields, as short text. */
function shown(asked: OrderRequest): JsonValue {
  const names = ['symbol', 'side', 'kind', 'amount', 'price', 'timeInForce', 'postOnly', 'reduceOnly'] as const;
  const fields: [string, JsonValue][] = [];
  for (const name of names) {
    const value: unknown = asked[name];
    if (typeof value === 'boolean') fields.push([name, value]);
    else if (typeof value === 'string') fields.push([name, value.slice(0, 60)]);
    else if (value !== undefined) fields.push([name, `(${typeof value})`]);
  }
  return Object.fromEntries(fields);
}
