import type { ApprovedOrder } from './approved-order.ts';
import { GuardError } from './error.ts';
import type { VenueRow, WireOrder } from './venues/row.ts';

/** What is asked once more when an order is signed and about to leave. It throws to stop it. */
export type LastLook = () => Promise<void>;

interface Permit {
  readonly approved: ApprovedOrder;
  readonly lastLook: LastLook;
}

/**
 * Ties the bytes that are about to leave to the order that was approved. Bytes without a permit, or that say anything
 * else than the approved order says, stay here; a permit is good for one request.
 */
export class Permits {
  readonly #open = new Map<string, Permit>();
  readonly #row: VenueRow;

  constructor(row: VenueRow) {
    this.#row = row;
  }

  grant(approved: ApprovedOrder, lastLook: LastLook): void {
    this.#open.set(approved.clientOrderId, { approved, lastLook });
  }

  /** Takes back a permit; says whether it had not been used. */
  withdraw(approved: ApprovedOrder): boolean {
    return this.#open.delete(approved.clientOrderId);
  }

  /** Throws ORDER_NOT_APPROVED or ORDER_ALTERED, or what the last look throws; all of it before a byte has left. */
  async use(body: string | undefined): Promise<void> {
    const wire = body === undefined ? undefined : this.#row.wireOrder(body);
    const permit = wire === undefined ? undefined : this.#open.get(wire.clientOrderId);
    if (wire === undefined || permit === undefined) {
      throw new GuardError('ORDER_NOT_APPROVED', 'An order without approval was stopped before it left.', {
        unsent: true,
      });
    }
    this.#open.delete(wire.clientOrderId);
    const altered = differences(wire, permit.approved);
    if (altered.length > 0) {
      throw new GuardError(
        'ORDER_ALTERED',
        `An order was stopped before it left: its ${altered.join(', ')} is not what was approved.`,
        { unsent: true },
      );
    }
    await permit.lastLook();
  }
}

function differences(wire: WireOrder, approved: ApprovedOrder): readonly string[] {
  const kind = approved.postOnly ? 'limit-post-only' : approved.kind;
  const rows: readonly (readonly [string, boolean])[] = [
    ['market', wire.marketId === approved.marketId],
    ['side', wire.side === approved.side],
    ['kind', wire.kind === kind],
    ['amount', wire.amount === approved.amount],
    ['price', wire.price === approved.price],
    ['reduce-only', (wire.reduceOnly ?? false) === approved.reduceOnly],
    // Where the request names none, the exchange takes the one that an approved order without one means.
    ['time in force', (wire.timeInForce ?? 'GTC') === (approved.timeInForce ?? 'GTC')],
  ];
  return rows.filter(([, same]) => !same).map(([name]) => name);
}
