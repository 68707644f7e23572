import type Big from 'big.js';
import { amountOf, type Book, isWorse, opposite, type Take, worthOf } from './book.ts';
import { affordable, ZERO } from './decimals.ts';
import type { Order, OrderAsk } from './orders.ts';

/** What an order would do if it were let in now; nothing has moved yet. */
export interface Plan {
  readonly takes: readonly Take[];
  /** The order's size in base: as asked, or as far as its value reaches. */
  readonly amount: Big;
  /** Own resting orders that stand in the way and expire instead of trading. */
  readonly expires: readonly Order[];
  /** Whether the new order ends where it met an own one. */
  readonly stopsAtOwn: boolean;
  /** Whether an order given by value found too little on the other side. */
  readonly exhausted: boolean;
}

/**
 * Works out what an order takes from the book: a pure function of book, own orders and order.
 * @param own the account's open orders on the same instrument
 */
export function planOf(ask: OrderAsk, book: Book, own: readonly Order[]): Plan {
  const side = opposite(ask.side);
  const reached = reach(ask, book);
  const amount = ask.amount ?? amountOf(reached);
  const exhausted = ask.value !== undefined && reached.length === book.offers(side).length;
  const met = ownInTheWay(ask, own, reached, amount);
  const [nearest] = met;
  const barrier = nearest?.price;
  if (!barrier || ask.selfTradePrevention === 'EXPIRE_MAKER') {
    return { takes: reached, amount, expires: met, stopsAtOwn: false, exhausted };
  }
  return {
    exhausted,
    // At the same price the rest of the world was there first.
    takes: reached.filter((take) => !isWorse(side, take.price, barrier)),
    amount,
    expires: ask.selfTradePrevention === 'EXPIRE_BOTH' ? [nearest] : [],
    stopsAtOwn: true,
  };
}

function reach(ask: OrderAsk, book: Book): readonly Take[] {
  const side = opposite(ask.side);
  const { amount, value, instrument } = ask;
  if (amount) return book.reach(side, ask.price, (_, taken) => amount.minus(amountOf(taken)));
  return book.reach(side, ask.price, (price, taken) =>
    affordable((value ?? ZERO).minus(worthOf(taken)), price, instrument.amountStep),
  );
}

/** Returns own orders on the other side, best first, that the order would meet before it is done. */
function ownInTheWay(ask: OrderAsk, own: readonly Order[], reached: readonly Take[], amount: Big): readonly Order[] {
  const side = opposite(ask.side);
  const complete = ask.amount === undefined || amountOf(reached).gte(amount);
  const worst = reached.at(-1)?.price;
  return own
    .filter(({ side: ownSide, price }) => {
      if (ownSide !== side || !price) return false;
      // Done at a price that is no worse: the own order is never reached.
      if (complete) return worst !== undefined && isWorse(side, worst, price);
      return !ask.price || !isWorse(side, price, ask.price);
    })
    .sort((one, other) => {
      if (!one.price || !other.price || one.price.eq(other.price)) return one.id - other.id;
      return isWorse(side, one.price, other.price) ? 1 : -1;
    });
}

/** Whether any offer, of the world or our own, stands at or beyond a limit price. */
export function wouldTake(ask: OrderAsk, book: Book, own: readonly Order[]): boolean {
  const side = opposite(ask.side);
  const { price: limit } = ask;
  if (!limit) return true;
  const best = book.best(side);
  if (best && !isWorse(side, best.price, limit)) return true;
  return own.some(({ side: ownSide, price }) => ownSide === side && price && !isWorse(side, price, limit));
}

/** Returns what an order must have free: the quote of a buy at its limit or planned prices, the base of a sell. */
export function needOf(ask: OrderAsk, plan: Plan): Big {
  if (ask.side === 'SELL') return plan.amount;
  if (ask.price) return plan.amount.times(ask.price);
  return ask.value ? ask.value : worthOf(plan.takes);
}
