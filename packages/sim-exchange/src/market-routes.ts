import Big from 'big.js';
import type { Level, Side } from './book.ts';
import { toText } from './decimals.ts';
import { intervals, klinesOf } from './klines.ts';
import type { Market } from './market.ts';
import { type Minute, STEPS_PER_MINUTE, stepsOf } from './price-path.ts';
import { Refusal } from './refusals.ts';
import { type Call, marketOf, marketsOf, type Route } from './route.ts';

const MINUTES_PER_DAY = 1_440;
const DAY = 86_400_000;

/** Prices: public, and in market time where they carry a time of their own (candles and trades). */
export const marketRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v3/depth', access: 'public', weight: 5, takes: ['symbol', 'limit'], answer: depth },
  {
    method: 'GET',
    path: '/api/v3/klines',
    access: 'public',
    weight: 2,
    takes: ['symbol', 'interval', 'startTime', 'endTime', 'limit'],
    answer: klines,
  },
  {
    method: 'GET',
    path: '/api/v3/trades',
    access: 'public',
    weight: 25,
    takes: ['symbol', 'limit'],
    answer: (call) =>
      publicTrades(call).map(({ id, price, amount, at, buyerIsMaker }) => ({
        id,
        price: toText(price),
        qty: toText(amount),
        quoteQty: toText(price.times(amount)),
        time: at,
        isBuyerMaker: buyerIsMaker,
        isBestMatch: true,
      })),
  },
  {
    method: 'GET',
    path: '/api/v3/aggTrades',
    access: 'public',
    weight: 4,
    takes: ['symbol', 'fromId', 'startTime', 'endTime', 'limit'],
    answer: (call) =>
      publicTrades(call).map(({ id, price, amount, at, buyerIsMaker }) => ({
        a: id,
        p: toText(price),
        q: toText(amount),
        f: id,
        l: id,
        T: at,
        m: buyerIsMaker,
        M: true,
      })),
  },
  {
    method: 'GET',
    path: '/api/v3/avgPrice',
    access: 'public',
    weight: 2,
    takes: ['symbol'],
    answer: (call) => ({ mins: 5, price: toText(marketOf(call).averagePrice(call.step)), closeTime: call.at }),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/24hr',
    access: 'public',
    weight: 2,
    takes: ['symbol', 'symbols', 'type'],
    answer: (call) => each(call, (market) => dayTicker(market, call)),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/price',
    access: 'public',
    weight: 2,
    takes: ['symbol', 'symbols'],
    answer: (call) =>
      each(call, (market) => ({ symbol: market.instrument.id, price: toText(market.price(call.step)) })),
  },
  {
    method: 'GET',
    path: '/api/v3/ticker/bookTicker',
    access: 'public',
    weight: 2,
    takes: ['symbol', 'symbols'],
    answer: (call) => each(call, (market) => ({ symbol: market.instrument.id, ...bestOffers(market, call) })),
  },
];

/** One object for one symbol, a list for several or none. */
function each(call: Call, state: (market: Market) => object): object {
  const { markets, list } = marketsOf(call);
  const [first] = markets;
  return list || !first ? markets.map(state) : state(first);
}

function depth(call: Call): object {
  const market = marketOf(call);
  const limit = call.params.limit(100, 5_000);
  const side = (which: Side) =>
    levelsWithOwn(market, call, which)
      .slice(0, limit)
      .map(({ price, amount }) => [toText(price), toText(amount)]);
  const { revision } = market.book(call.step);
  // A thousand takes within one step would be more than its book holds.
  return { lastUpdateId: (call.step + 1) * 1_000 + revision, bids: side('BUY'), asks: side('SELL') };
}

/** Returns the offers of the world together with our own resting orders. */
function levelsWithOwn(market: Market, { venue, step }: Call, side: Side): readonly Level[] {
  const levels = new Map(
    market
      .book(step)
      .offers(side)
      .map((level) => [level.price.toFixed(), level]),
  );
  for (const order of venue.matching.orders.openOrders(market.instrument)) {
    if (order.side !== side || !order.price) continue;
    const at = order.price.toFixed();
    const amount = order.amount.minus(order.executed).plus(levels.get(at)?.amount ?? 0);
    levels.set(at, { price: order.price, amount });
  }
  const down = (one: Level, other: Level) => other.price.cmp(one.price);
  return [...levels.values()].sort(side === 'BUY' ? down : (one, other) => -down(one, other));
}

function bestOffers(market: Market, call: Call): object {
  const [bid] = levelsWithOwn(market, call, 'BUY');
  const [ask] = levelsWithOwn(market, call, 'SELL');
  return {
    bidPrice: toText(bid?.price ?? new Big(0)),
    bidQty: toText(bid?.amount ?? new Big(0)),
    askPrice: toText(ask?.price ?? new Big(0)),
    askQty: toText(ask?.amount ?? new Big(0)),
  };
}

function klines(call: Call): object {
  const market = marketOf(call);
  const span = intervals[call.params.required('interval')];
  if (!span) throw new Refusal('INVALID_INTERVAL');
  return klinesOf(market, span, {
    startTime: call.params.integer('startTime'),
    endTime: call.params.integer('endTime'),
    limit: call.params.limit(500, 1_000),
  });
}

/** The day behind the present step; its closing time is wall time, because clients judge freshness by it. */
function dayTicker(market: Market, call: Call): object {
  const { instrument, path } = market;
  const present = Math.floor(call.step / STEPS_PER_MINUTE);
  const minutes: Minute[] = [];
  for (let index = present - MINUTES_PER_DAY + 1; index <= present; index++) {
    const minute = path.minute(index);
    if (minute) minutes.push(minute);
  }
  const last = market.price(call.step);
  const open = instrument.priceStep.times(minutes[0]?.open ?? market.priceInSteps(call.step));
  const volume = minutes.reduce((sum, minute) => sum + minute.volume, 0n);
  const value = minutes.reduce((sum, minute) => sum + minute.volume * BigInt(minute.close), 0n);
  const amount = new Big(volume.toString()).times('1e-8');
  const quoteVolume = instrument.priceStep.times(value.toString()).times('1e-8');
  const inSteps = (steps: number) => toText(instrument.priceStep.times(steps));

  return {
    symbol: instrument.id,
    priceChange: last.minus(open).toFixed(8),
    priceChangePercent: open.gt(0) ? last.minus(open).div(open).times(100).toFixed(3) : '0.000',
    weightedAvgPrice: toText(amount.gt(0) ? quoteVolume.div(amount) : last),
    prevClosePrice: toText(open),
    lastPrice: toText(last),
    lastQty: toText(instrument.amountStep),
    ...bestOffers(market, call),
    openPrice: toText(open),
    highPrice: inSteps(minutes.reduce((most, minute) => Math.max(most, minute.high), 0)),
    lowPrice: inSteps(minutes.reduce((fewest, minute) => Math.min(fewest, minute.low), Number.MAX_SAFE_INTEGER)),
    volume: toText(amount),
    quoteVolume: toText(quoteVolume),
    openTime: call.at - DAY,
    closeTime: call.at,
    firstId: tradeId(market, (present - MINUTES_PER_DAY + 1) * STEPS_PER_MINUTE),
    lastId: tradeId(market, call.step),
    count: minutes.length * STEPS_PER_MINUTE,
  };
}

interface PublicTrade {
  readonly id: number;
  readonly price: Big;
  readonly amount: Big;
  readonly at: number;
  readonly buyerIsMaker: boolean;
}

/** Ids count steps from the beginning of history, so that they are never negative. */
function tradeId(market: Market, step: number): number {
  return Math.max(0, step - market.path.first * STEPS_PER_MINUTE);
}

/** The world's trades: one at each step of a minute, of a quarter of its volume. */
function publicTrades(call: Call): readonly PublicTrade[] {
  const market = marketOf(call);
  const { params, step: present } = call;
  const { clock, instrument, path } = market;
  const limit = params.limit(500, 1_000);
  const oldest = path.first * STEPS_PER_MINUTE;
  const fromId = params.integer('fromId');
  const startTime = params.integer('startTime');
  const endTime = params.integer('endTime');
  const stepAt = (time: number) => Math.ceil((time - clock.marketAt(0)) / (60_000 / STEPS_PER_MINUTE));

  const from = fromId === undefined ? startTime && stepAt(startTime) : fromId + oldest;
  const newest = Math.min(endTime === undefined ? present : stepAt(endTime + 1) - 1, present);
  const trades: PublicTrade[] = [];
  const ascending = from !== undefined;
  let step = ascending ? Math.max(from, oldest) : newest;
  while (trades.length < limit && step >= oldest && step <= newest) {
    const minute = path.minute(Math.floor(step / STEPS_PER_MINUTE));
    const phase = ((step % STEPS_PER_MINUTE) + STEPS_PER_MINUTE) % STEPS_PER_MINUTE;
    if (minute) {
      trades.push({
        id: tradeId(market, step),
        price: instrument.priceStep.times(stepsOf(minute)[phase] ?? minute.close),
        amount: new Big(minute.volume.toString()).times('25e-10'),
        at: clock.marketAt(step),
        buyerIsMaker: phase === 1,
      });
    }
    step += ascending ? 1 : -1;
  }
  return ascending ? trades : trades.reverse();
}
