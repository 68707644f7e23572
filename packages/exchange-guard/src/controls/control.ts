import type { Ledger } from '@gatehouse/journal';
import type Big from 'big.js';
import type { ClearanceState } from '../clearance.ts';
import type { Limits } from '../limits.ts';
import type { Balance, Instrument, OrderRequest, Position, Reference } from '../order.ts';
import type { JsonValue } from '../verdict.ts';

/** Why an order was not let through: which control, its limit, what was found, and one sentence. */
export interface Refusal {
  readonly control: string;
  readonly limit: JsonValue;
  readonly value: JsonValue;
  readonly says: string;
}

/**
 * An order on its way through the controls: what was asked, and what it would be after normalising. A part that could
 * not be worked out is absent, and every control that needs it then refuses.
 */
export interface Candidate {
  readonly asked: OrderRequest;
  /** Down to the lot step: never more than was asked. */
  readonly amount?: Big;
  /** To the tick, on the side that cannot cost more: a buy down, a sell up. */
  readonly price?: Big;
  /** In the quote asset. A market order is valued at the reference plus the collar. */
  readonly value?: Big;
  /** How much of the base asset it moves at most. */
  readonly volume?: Big;
}

/** Everything a control may look at besides the order and the ledger. */
export interface ControlContext {
  readonly limits: Limits;
  readonly clearance: ClearanceState;
  readonly receivedAt: Date;
  /** The lease epoch this gate was opened under. */
  readonly epoch: number;
  readonly instrument?: Instrument;
  readonly reference?: Reference;
  /** The account's balances, where they were fetched for this order: only what reduces needs them. */
  readonly holdings?: Readonly<Record<string, Balance>>;
  /** The account's positions, for an order of contracts; absent where they could not be read. */
  readonly positions?: readonly Position[];
  /** When they were asked for: what was executed since, and just before, they may not hold. */
  readonly positionsAt?: Date;
  /** Why the exchange cannot take such an order as it is meant; absent where it can take any. */
  readonly cannotTake?: (order: OrderRequest) => string | undefined;
}

/** One pre-trade control, by the name the field uses for it. It returns a refusal, or nothing to let the order by. */
export interface PreTradeControl {
  readonly id: string;
  readonly check: (order: Candidate, ledger: Ledger, context: ControlContext) => Omit<Refusal, 'control'> | undefined;
}
