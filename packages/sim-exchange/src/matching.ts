import type Big from 'big.js';
import type { Account } from './account.ts';
import { amountOf, isWorse, opposite, type Side } from './book.ts';
import { cutToAsset, least, toText, ZERO } from './decimals.ts';
import { checkFilters } from './filters.ts';
import type { Market } from './market.ts';
import { isOpen, type Order, type OrderAsk, OrderBooks, type OrderStatus, remaining } from './orders.ts';
import { needOf, type Plan, planOf, wouldTake } from './plan.ts';
import { STEPS_PER_MINUTE } from './price-path.ts';
import { Refusal } from './refusals.ts';
import { seededName, seedFor } from './seeded.ts';

/** What a trade costs, as a share of what is received. */
export interface Fees {
  readonly maker: Big;
  readonly taker: Big;
}

/**
 * The matching engine. What it does is a function of seed, market steps and the requests in their order; wall time is
 * written on orders and trades but decides nothing and does not enter the log.
 */
export class Matching {
  readonly orders = new OrderBooks();
  readonly log: string[] = [];
  readonly #markets: readonly Market[];
  readonly #account: Account;
  readonly #fees: Fees;
  readonly #seed: number;
  #step = 0;
  #named = 0;

  constructor(options: { markets: readonly Market[]; account: Account; fees: Fees; seed: number }) {
    this.#markets = options.markets;
    this.#account = options.account;
    this.#fees = options.fees;
    this.#seed = seedFor(options.seed, 'client order ids');
  }

  /** Lets the market move to a step: every step on the way may fill resting orders. */
  catchUp(step: number, wallAt: (step: number) => number): void {
    const waiting = this.#markets.filter((market) => this.orders.openCount(market.instrument) > 0);
    for (let at = this.#step + 1; at <= step && waiting.length > 0; at++) {
      this.#step = at;
      for (const market of waiting) this.#fillResting(market, wallAt(at));
    }
    this.#step = Math.max(this.#step, step);
  }

  /** Checks an order without letting it in: form, filters, funds. */
  check(market: Market, ask: OrderAsk): Plan {
    const own = this.orders.openOrders(market.instrument);
    checkFilters(ask, { averagePrice: market.averagePrice(this.#step), openOrders: own.length });
    const duplicate = ask.clientOrderId && this.orders.byClientId(ask.instrument, ask.clientOrderId);
    if (duplicate && isOpen(duplicate)) throw new Refusal('DUPLICATE_ORDER');
    const book = market.book(this.#step);
    if (ask.type === 'LIMIT_MAKER' && wouldTake(ask, book, own)) throw new Refusal('WOULD_TAKE');
    const plan = planOf(ask, book, own);
    if (ask.value && plan.amount.lte(0)) throw new Refusal('NO_LIQUIDITY');
    if (!this.#account.canSpend(spentAsset(ask), needOf(ask, plan))) throw new Refusal('INSUFFICIENT_BALANCE');
    return plan;
  }

  /**
   * Lets an order in and trades it as far as it goes.
   * @throws Refusal when a filter, the funds or another order of ours forbids it; nothing has moved then
   */
  submit(market: Market, ask: OrderAsk, at: number): Order {
    const plan = this.#refusalLogged(market, () => this.check(market, ask));
    const order = this.orders.open(ask, ask.clientOrderId ?? this.madeUpId(), at);
    order.amount = plan.amount;
    this.#write(
      market,
      `new ${order.id} ${order.clientOrderId} ${ask.side} ${ask.type} ${ask.timeInForce} ${toText(plan.amount)}@${toText(ask.price ?? ZERO)} ${toText(ask.value ?? ZERO)}`,
    );
    if (ask.timeInForce === 'FOK' && amountOf(plan.takes).lt(plan.amount)) {
      this.#close(market, order, 'EXPIRED', at);
      return order;
    }
    for (const own of plan.expires) this.#close(market, own, 'EXPIRED_IN_MATCH', at);

    const asset = spentAsset(ask);
    order.locked = needOf(ask, plan);
    this.#account.lock(asset, order.locked);
    market.book(this.#step).take(opposite(ask.side), plan.takes);
    for (const take of plan.takes) this.#trade(market, order, take.amount, take.price, false, at);

    if (remaining(order).lte(0) && !plan.exhausted) this.#close(market, order, 'FILLED', at);
    else if (plan.stopsAtOwn) this.#close(market, order, 'EXPIRED_IN_MATCH', at);
    else if (ask.type === 'MARKET' || ask.timeInForce === 'IOC') this.#close(market, order, 'EXPIRED', at);
    return order;
  }

  cancel(market: Market, order: Order, at: number): void {
    this.#close(market, order, 'CANCELED', at);
  }

  /** Returns an id for an order or a cancel that came without one. */
  madeUpId(): string {
    return seededName(22, this.#seed, this.#named++);
  }

  #fillResting(market: Market, at: number): void {
    const open = this.orders.openOrders(market.instrument);
    for (const side of ['BUY', 'SELL'] as const) {
      for (const order of byPriority(open, side)) {
        const { price } = order;
        if (!price || isOutOfReach(market, side, price, this.#step)) break;
        const book = market.book(this.#step);
        const takes = book.reach(opposite(side), price, (_, taken) => remaining(order).minus(amountOf(taken)));
        const amount = amountOf(takes);
        if (amount.lte(0)) break;
        book.take(opposite(side), takes);
        // It stood in the book first, so it trades at its own price.
        this.#trade(market, order, amount, price, true, at);
        if (remaining(order).lte(0)) this.#close(market, order, 'FILLED', at);
      }
    }
  }

  #trade(market: Market, order: Order, amount: Big, price: Big, maker: boolean, at: number): void {
    const { base, quote } = market.instrument;
    const value = amount.times(price);
    const buying = order.side === 'BUY';
    const received = buying ? amount : value;
    const fee = cutToAsset(received.times(maker ? this.#fees.maker : this.#fees.taker));
    const feeAsset = buying ? base : quote;

    const spent = buying ? value : amount;
    this.#account.spendLocked(spentAsset(order), spent);
    this.#account.receive(feeAsset, received.minus(fee));
    order.locked = order.locked.minus(spent);
    order.executed = order.executed.plus(amount);
    order.executedValue = order.executedValue.plus(value);
    order.status = 'PARTIALLY_FILLED';
    order.updatedAt = at;
    this.#releaseSavings(order);

    const { id } = this.orders.record({ order, price, amount, fee, feeAsset, maker, at });
    this.#write(
      market,
      `trade ${id} order ${order.id} ${order.side} ${toText(amount)}@${toText(price)} ${maker ? 'maker' : 'taker'} fee ${toText(fee)} ${feeAsset}`,
    );
  }

  /** A buy below its limit price needs less than was locked for it: what is left must cover the rest and no more. */
  #releaseSavings(order: Order): void {
    if (order.side !== 'BUY' || !order.price) return;
    const needed = least(order.locked, remaining(order).times(order.price));
    this.#account.unlock(spentAsset(order), order.locked.minus(needed));
    order.locked = needed;
  }

  #close(market: Market, order: Order, status: OrderStatus, at: number): void {
    this.#account.unlock(spentAsset(order), order.locked);
    order.locked = ZERO;
    this.orders.close(order, status, at);
    this.#write(market, `${status} ${order.id}`);
  }

  #refusalLogged<T>(market: Market, check: () => T): T {
    try {
      return check();
    } catch (error) {
      if (error instanceof Refusal) this.#write(market, `refused ${error.code} ${error.message}`);
      throw error;
    }
  }

  #write(market: Market, line: string): void {
    const minute = Math.floor(this.#step / STEPS_PER_MINUTE);
    const phase = this.#step % STEPS_PER_MINUTE;
    this.log.push(`${this.log.length + 1} ${minute}.${phase} ${market.instrument.id} ${line}`);
  }
}

/** The asset that an order gives away. */
export function spentAsset(ask: Pick<OrderAsk, 'side' | 'instrument'>): string {
  return ask.side === 'BUY' ? ask.instrument.quote : ask.instrument.base;
}

/** Best price first, and the older first at one price. */
function byPriority(orders: readonly Order[], side: Side): readonly Order[] {
  return orders
    .filter((order) => order.side === side)
    .sort((one, other) => {
      if (!one.price || !other.price || one.price.eq(other.price)) return one.id - other.id;
      return isWorse(opposite(side), one.price, other.price) ? -1 : 1;
    });
}

/** Whether no offer can be within a limit: offers to buy stand below the price, offers to sell above it. */
function isOutOfReach(market: Market, side: Side, limit: Big, step: number): boolean {
  const price = market.price(step);
  return side === 'BUY' ? limit.lt(price) : limit.gt(price);
}
