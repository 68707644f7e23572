import { GuardError } from './error.ts';
import type { OrderKind, Side, TimeInForce } from './order.ts';

interface Terms {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly marketId: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly amount: string;
  readonly price?: string;
  readonly timeInForce?: TimeInForce;
  readonly postOnly: boolean;
  /** Whether the exchange is to let it make a position smaller and nothing else: for contracts alone. */
  readonly reduceOnly?: boolean;
  readonly receivedAt: Date;
}

/** Known to this file alone; `approve` is how the gate makes one, and it is not part of the package's face. */
const maker = Symbol('maker of approved orders');

/** An order that passed every control. It cannot be changed, and nothing but the gate makes one. */
class ApprovedOrder implements Terms {
  readonly #brand = true;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly marketId: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly amount: string;
  readonly price?: string;
  readonly timeInForce?: TimeInForce;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly receivedAt: Date;

  /** @internal */
  constructor(token: symbol, terms: Terms) {
    if (token !== maker) throw new GuardError('ORDER_NOT_APPROVED', 'An order is approved by the order gate alone.');
    this.clientOrderId = terms.clientOrderId;
    this.symbol = terms.symbol;
    this.marketId = terms.marketId;
    this.side = terms.side;
    this.kind = terms.kind;
    this.amount = terms.amount;
    if (terms.price !== undefined) this.price = terms.price;
    if (terms.timeInForce !== undefined) this.timeInForce = terms.timeInForce;
    this.postOnly = terms.postOnly;
    this.reduceOnly = terms.reduceOnly === true;
    this.receivedAt = terms.receivedAt;
    Object.freeze(this);
  }

  static is(value: unknown): value is ApprovedOrder {
    return typeof value === 'object' && value !== null && #brand in value && value.#brand;
  }
}

export type { ApprovedOrder };

/** Says whether a value is an order that was really approved. */
export const isApproved = ApprovedOrder.is;

/** For the gate: makes the approval once every control has passed. */
export function approve(terms: Terms): ApprovedOrder {
  return new ApprovedOrder(maker, terms);
}
