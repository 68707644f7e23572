import type { Intent, Ledger } from '@gatehouse/journal';
import { type ApprovedOrder, approve } from './approved-order.ts';
import { candidateOf } from './candidate.ts';
import type { Clearance } from './clearance.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { ControlContext, Refusal } from './controls/control.ts';
import { mustReduce } from './controls/reducing.ts';
import { sanity } from './controls/sanity.ts';
import { refusalOf } from './controls.ts';
import type { Limits } from './limits.ts';
import type { Balance, OrderRequest, Position, Reference } from './order.ts';
import type { Venue } from './venue.ts';
import type { VenueRow } from './venues/row.ts';
import type { JsonValue } from './verdict.ts';

/** An order that passed every control, and what is written down of it before it may leave. */
export interface Approval {
  readonly approved: ApprovedOrder;
  readonly intent: Intent;
  /** Whether it was proven to make exposure smaller. */
  readonly reduces: boolean;
}

/** A decision that could not be made yet, and one that was: the order stays here. */
export type Undecided = { readonly needs: 'holdings' };
export type Refused = Refusal & { readonly refused: true; readonly asked: JsonValue };

/** What was found out for this order, before the ledger was looked at. */
export interface Found {
  readonly receivedAt: Date;
  readonly epoch: number;
  readonly reference: Reference | undefined;
  readonly positions: readonly Position[] | undefined;
  /** When the positions were asked for. */
  readonly positionsAt: Date;
  readonly holdings: Readonly<Record<string, Balance>> | undefined;
}

/** What decides every order alike. */
interface Given {
  readonly cannotTake: VenueRow['cannotTake'] | undefined;
  readonly venue: Pick<Venue, 'instrument'>;
  readonly limits: Limits;
  readonly clearance: Clearance;
  readonly ids: ClientOrderIds;
  readonly strategy: string;
}

/** Pure: everything it looks at is in its arguments, so the journal can run it inside its transaction. */
export function decide(
  asked: OrderRequest,
  ledger: Ledger,
  found: Found,
  { venue, limits, clearance, ids, strategy, cannotTake }: Given,
): Approval | Refused | Undecided {
  const instrument = typeof asked.symbol === 'string' ? venue.instrument(asked.symbol) : undefined;
  const { receivedAt, epoch, reference, positions, positionsAt, holdings } = found;
  const context: ControlContext = {
    limits,
    clearance: clearance.state(ledger.now),
    receivedAt,
    epoch,
    ...(instrument === undefined ? {} : { instrument }),
    ...(reference === undefined ? {} : { reference }),
    ...(positions === undefined ? {} : { positions, positionsAt }),
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
