import type { ApprovedOrder } from './approved-order.ts';
import { isApproved } from './approved-order.ts';
import type { CcxtClient } from './ccxt-class.ts';
import { GuardError } from './error.ts';
import { identityOf, type KeyIdentity } from './key-identity.ts';
import type { Order, Trade } from './order.ts';
import { askOf, ordersAt } from './order-calls.ts';
import type { LastLook, Permits } from './permits.ts';
import { positionsAt } from './position-calls.ts';
import type { Scrub } from './scrub.ts';
import type { Told } from './told.ts';
import { malformed, orderOf, tradesWithin } from './unified.ts';
import type { Venue } from './venue.ts';
import type { RawCall, VenueRow } from './venues/row.ts';

/** What came of placing an order: the exchange's own words about it, with the executions it sent along. */
export interface Placed {
  readonly order: Order;
  readonly trades: readonly Trade[];
}

/** What the files of this package may do with a venue and nobody else: none of it is on its face. */
export interface InnerDoors {
  readonly row: VenueRow;
  /** Asks about the key, by a client that can do nothing else; the answer is the exchange's own, unread. */
  audit(call: RawCall): Promise<unknown>;
  /** What may be known of the key, to find it in an answer. */
  readonly identity: KeyIdentity;
  /** Signs and sends one approved order. Throws a GuardError whose `unsent` says whether anything left. */
  place(approved: ApprovedOrder, lastLook: LastLook): Promise<Placed>;
  /** Cancels by our own id; undefined when the exchange says that there is no such open order. Needs no markets. */
  cancel(order: { readonly clientOrderId: string; readonly marketId: string }): Promise<Order | undefined>;
  /** Open orders of the whole account. Needs no markets: then `symbol` is the exchange's own name. */
  openOrdersRaw(): Promise<readonly Order[]>;
  tradesOf(symbol: string, exchangeOrderId: string): Promise<readonly Trade[]>;
  orderByExchangeId(symbol: string, exchangeOrderId: string): Promise<Order | undefined>;
  /** Why orders for contracts in these markets would not be read as they are meant; undefined when they would. */
  unfit(symbols: readonly string[]): Promise<string | undefined>;
  /** Takes the exchange's clock for signatures from now on: the answer to "your clock is off". */
  adjustClock(): Promise<void>;
  readonly scrub: Scrub;
}

const inner = new WeakMap<object, InnerDoors>();

/** For venue.ts: tells the inner doors of a venue that was just opened. */
export function registerDoors(venue: Venue, doors: InnerDoors): void {
  inner.set(venue, doors);
}

/** Returns the inner doors of a venue that openVenue opened; an object that merely looks like one has none. */
export function doorsOf(venue: Venue): InnerDoors {
  const doors = inner.get(venue);
  if (doors === undefined) {
    throw new GuardError('DOOR_CLOSED', 'This is not a venue that openVenue opened.', { unsent: true });
  }
  return doors;
}

interface Given {
  readonly row: VenueRow;
  readonly client: CcxtClient;
  /** The client that can ask about the key, and nothing else. */
  readonly auditor: CcxtClient;
  readonly permits: Permits;
  readonly told: Told;
  readonly scrub: Scrub;
  readonly venue: Venue;
  readonly clock: () => Date;
}

export function innerDoorsOf({ row, client, auditor, permits, told, scrub, venue, clock }: Given): InnerDoors {
  const orders = ordersAt({ row, client, told });

  const doors: InnerDoors = {
    row,
    scrub,

    audit: askOf({ client: auditor, told }),
    identity: identityOf(auditor),

    async place(approved: ApprovedOrder, lastLook: LastLook): Promise<Placed> {
      if (!isApproved(approved)) {
        throw new GuardError('ORDER_NOT_APPROVED', 'An order without approval was not sent.', { unsent: true });
      }
      permits.grant(approved, lastLook);
      try {
        const answer = await told(() =>
          client.createOrder(approved.symbol, approved.kind, approved.side, approved.amount, approved.price, {
            ...parametersOf(approved),
            ...row.orders?.alsoSays?.(approved, clock()),
          }),
        );
        const order = row.orders?.idsOnly === true ? acknowledged(answer, approved) : orderOf(answer);
        if (order.clientOrderId !== approved.clientOrderId) throw malformed('another order than the one that was sent');
        return { order, trades: tradesWithin(answer, order) };
      } catch (error) {
        // A permit that is still there was never used: ccxt gave up before it had anything to send.
        if (permits.withdraw(approved) && error instanceof GuardError && !error.unsent) {
          throw new GuardError(error.code, error.message, { cause: error.cause, unsent: true });
        }
        throw error;
      }
    },

    cancel: (order) => orders.cancel(order),

    openOrdersRaw: () => orders.open(),

    tradesOf: (symbol, exchangeOrderId) => orders.trades(symbol, { exchangeOrderId }),

    async orderByExchangeId(symbol: string, exchangeOrderId: string): Promise<Order | undefined> {
      const marketId = venue.instrument(symbol)?.marketId;
      return marketId === undefined ? undefined : orders.find({ marketId, exchangeOrderId });
    },

    unfit(symbols) {
      const markets = symbols.flatMap((symbol) => venue.instrument(symbol) ?? []);
      return positionsAt({ row, client, told }).unfit(markets);
    },

    async adjustClock(): Promise<void> {
      const { skewMs } = await venue.serverTime();
      for (const { options } of [client, auditor]) options.timeDifference = -Math.round(skewMs);
    },
  };
  return Object.freeze(doors);
}

/** The order as it was approved, under the ids that its placing was answered with. Nothing more is known of it yet. */
function acknowledged(answer: unknown, approved: ApprovedOrder): Order {
  const { id, clientOrderId } = answer as { readonly id?: unknown; readonly clientOrderId?: unknown };
  if (typeof id !== 'string' || id === '' || id.length > 100) throw malformed('order id');
  return {
    exchangeOrderId: id,
    // Some do not repeat ours.
    clientOrderId: typeof clientOrderId === 'string' ? clientOrderId : approved.clientOrderId,
    symbol: approved.symbol,
    marketId: approved.marketId,
    side: approved.side,
    kind: approved.kind,
    amount: approved.amount,
    filled: '0',
    ...(approved.price === undefined ? {} : { price: approved.price }),
    status: 'open',
    reduceOnly: approved.reduceOnly,
  };
}

function parametersOf(approved: ApprovedOrder): Readonly<Record<string, string | boolean>> {
  return {
    clientOrderId: approved.clientOrderId,
    ...(approved.postOnly ? { postOnly: true } : {}),
    ...(approved.reduceOnly ? { reduceOnly: true } : {}),
    ...(approved.timeInForce === undefined || approved.postOnly ? {} : { timeInForce: approved.timeInForce }),
  };
}
