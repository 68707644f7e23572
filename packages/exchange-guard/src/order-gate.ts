import type { Intent, Journal } from '@gatehouse/journal';
import { type CancelResult, Cancels } from './cancels.ts';
import { type Clearance, isClearance } from './clearance.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { Refusal } from './controls/control.ts';
import { type Approval, decide, type Refused, type Undecided } from './decision.ts';
import { GuardError } from './error.ts';
import { doorsOf, type InnerDoors } from './inner-doors.ts';
import type { Limits } from './limits.ts';
import type { Balance, Instrument, OrderRequest, Position, Reference } from './order.ts';
import { OrderWatch, type Resolved, type Synced } from './order-watch.ts';
import { References } from './references.ts';
import { type Submission, send } from './sending.ts';
import type { Venue } from './venue.ts';
import { goesByMarket } from './worth.ts';

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
    const receivedAt = this.#with.clock();
    // A copy: what was judged must be what is sent, whatever happens to the object it came in.
    const decided = await this.#decided(Object.freeze({ ...request }), receivedAt);
    const submission: Submission =
      'approved' in decided
        ? await send(decided, { ...this.#with, doors: this.#doors, watch: this.#watch })
        : { outcome: 'refused', ...decided };
    if (submission.outcome === 'refused') {
      const { control } = submission;
      this.#refused.set(control, (this.#refused.get(control) ?? 0) + 1);
    }
    return submission;
  }

  /** Decides where the journal writes the intent down, so that no two orders are let by for the same room. */
  async #decided(asked: OrderRequest, receivedAt: Date): Promise<Approval | Refusal> {
    const { journal, venue } = this.#with;
    const given = { ...this.#with, cannotTake: this.#doors.row.cannotTake };
    const positionsAt = this.#with.clock();
    const [reference, positions] = await Promise.all([this.#referenceFor(asked), this.#positionsFor(asked)]);
    let holdings: Readonly<Record<string, Balance>> | undefined;
    let approval: Approval | undefined;
    let epoch = 0;
    const intend = (): Promise<Intent | Refused | Undecided> =>
      journal.intend<Refused | Undecided>((ledger) => {
        const found = { receivedAt, epoch, reference, positions, positionsAt, holdings };
        const decision = decide(asked, ledger, found, given);
        if (!('intent' in decision)) return decision;
        approval = decision;
        return decision.intent;
      });
    let decided: Intent | Refused | Undecided;
    try {
      epoch = await this.#epoch;
      decided = await intend();
      if ('needs' in decided) {
        // An account that cannot be read holds nothing that could be sold.
        holdings = await venue.balances().catch(() => ({}));
        decided = await intend();
      }
    } catch (error) {
      return refusalFrom(error);
    }
    if ('refused' in decided) {
      const { control, limit, value, says } = decided;
      return { control, limit, value, says };
    }
    return approval ?? refusalFrom(undefined);
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
  async #referenceFor(asked: OrderRequest): Promise<Reference | undefined> {
    const instrument = this.#traded(asked.symbol);
    if (instrument === undefined) return undefined;
    const collared = this.#with.limits.priceCollarBps !== 'none';
    // A position in a linear contract is worth what the market says, whatever the order offers.
    const linear = instrument.contract?.inverse === false;
    return collared || linear || goesByMarket(asked, instrument) ? this.#references.of(asked.symbol) : undefined;
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
