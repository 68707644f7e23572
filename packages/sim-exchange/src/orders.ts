import type Big from 'big.js';
import type { Side } from './book.ts';
import { ZERO } from './decimals.ts';
import type { Instrument } from './instruments.ts';

export type OrderType = 'LIMIT' | 'LIMIT_MAKER' | 'MARKET';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';
/** What happens when an order would trade with another of the same account. */
export type SelfTradePrevention = 'EXPIRE_MAKER' | 'EXPIRE_TAKER' | 'EXPIRE_BOTH';
/** The states that an accepted order can have; the first two are open. */
export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED' | 'EXPIRED_IN_MATCH';

/** What a request asks for, after its parameters were read and before filters and funds were looked at. */
export interface OrderAsk {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** In base; absent when a market order is given by `value`. */
  readonly amount?: Big | undefined;
  /** In quote: what to spend or to receive (`quoteOrderQty`). */
  readonly value?: Big | undefined;
  /** Absent for market orders. */
  readonly price?: Big | undefined;
  readonly clientOrderId?: string | undefined;
  readonly selfTradePrevention: SelfTradePrevention;
}

export interface Trade {
  readonly id: number;
  readonly order: Order;
  readonly price: Big;
  readonly amount: Big;
  readonly fee: Big;
  readonly feeAsset: string;
  readonly maker: boolean;
  /** Wall milliseconds. */
  readonly at: number;
}

export interface Order extends Omit<OrderAsk, 'amount' | 'clientOrderId'> {
  readonly id: number;
  readonly clientOrderId: string;
  amount: Big;
  executed: Big;
  executedValue: Big;
  status: OrderStatus;
  /** What of the account this order keeps locked, in quote for a buy and in base for a sell. */
  locked: Big;
  readonly trades: Trade[];
  /** Wall milliseconds. */
  readonly createdAt: number;
  updatedAt: number;
}

/** Every order and trade of the account, findable by id, by client id, and by being open. */
export class OrderBooks {
  readonly #byId = new Map<number, Order>();
  /** The latest order of each client id: an id may be used again once its order is no longer open. */
  readonly #byClientId = new Map<string, Order>();
  readonly #open = new Map<string, Map<number, Order>>();
  readonly #trades: Trade[] = [];

  /** Opens an order under the next id, counted from 1. */
  open(ask: OrderAsk, clientOrderId: string, at: number): Order {
    const order: Order = {
      ...ask,
      id: this.#byId.size + 1,
      clientOrderId,
      amount: ask.amount ?? ZERO,
      executed: ZERO,
      executedValue: ZERO,
      status: 'NEW',
      locked: ZERO,
      trades: [],
      createdAt: at,
      updatedAt: at,
    };
    this.#byId.set(order.id, order);
    this.#byClientId.set(keyOf(order.instrument, clientOrderId), order);
    this.#openOn(order.instrument).set(order.id, order);
    return order;
  }

  close(order: Order, status: OrderStatus, at: number): void {
    order.status = status;
    order.updatedAt = at;
    this.#openOn(order.instrument).delete(order.id);
  }

  /** Writes a trade down under the next id, counted from 1. */
  record(trade: Omit<Trade, 'id'>): Trade {
    const recorded = { ...trade, id: this.#trades.length + 1 };
    this.#trades.push(recorded);
    recorded.order.trades.push(recorded);
    return recorded;
  }

  byId(instrument: Instrument, id: number): Order | undefined {
    const order = this.#byId.get(id);
    return order?.instrument === instrument ? order : undefined;
  }

  byClientId(instrument: Instrument, clientOrderId: string): Order | undefined {
    return this.#byClientId.get(keyOf(instrument, clientOrderId));
  }

  /** Returns open orders, oldest first. */
  openOrders(instrument?: Instrument): readonly Order[] {
    if (instrument) return [...this.#openOn(instrument).values()];
    return [...this.#open.values()].flatMap((orders) => [...orders.values()]).sort((a, b) => a.id - b.id);
  }

  openCount(instrument: Instrument): number {
    return this.#open.get(instrument.id)?.size ?? 0;
  }

  /** Returns every order of an instrument, oldest first. */
  orders(instrument: Instrument): readonly Order[] {
    return [...this.#byId.values()].filter((order) => order.instrument === instrument);
  }

  /** Returns every trade of an instrument, oldest first. */
  trades(instrument: Instrument): readonly Trade[] {
    return this.#trades.filter((trade) => trade.order.instrument === instrument);
  }

  #openOn(instrument: Instrument): Map<number, Order> {
    const open = this.#open.get(instrument.id) ?? new Map<number, Order>();
    this.#open.set(instrument.id, open);
    return open;
  }
}

export function isOpen(order: Order): boolean {
  return order.status === 'NEW' || order.status === 'PARTIALLY_FILLED';
}

export function remaining(order: Order): Big {
  return order.amount.minus(order.executed);
}

const keyOf = (instrument: Instrument, clientOrderId: string): string => `${instrument.id} ${clientOrderId}`;
