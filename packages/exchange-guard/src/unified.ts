import Big from 'big.js';
import { GuardError } from './error.ts';
import type { Balance, Candle, Contract, Instrument, Order, OrderStatus, Position, Side, Trade } from './order.ts';

/*
 * ccxt's unified structures, read into ours. ccxt leaves what it does not understand undefined, so every field is
 * judged here, and one that is missing where we need it makes the whole answer malformed.
 */

type Loose = Readonly<Record<string, unknown>>;

function object(value: unknown): Loose {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('an entry');
  return value as Loose;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed('a list');
  return value;
}

/** A decimal as exchanges write it ("0.10000000", "1e-8", 12), in plain digits without trailing zeros. */
function decimal(value: unknown, name: string): string {
  const text = optionalDecimal(value);
  if (text === undefined) throw malformed(name);
  return text;
}

/** Already in plain digits, as most exchanges send them; what is left to do is to take off the trailing zeros. */
const plainDigits = /^(?:0|[1-9]\d{0,20})(?:\.\d{1,40})?$/;

function optionalDecimal(value: unknown): string | undefined {
  if (typeof value === 'string' && plainDigits.test(value)) {
    return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (!/^-?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?$/i.test(String(value))) return undefined;
  return new Big(String(value)).toFixed();
}

/** How much of something: there is never less than nothing of it. */
function quantity(value: unknown, name: string): string {
  const digits = decimal(value, name);
  if (digits.startsWith('-')) throw malformed(name);
  return digits;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '' || value.length > 100) throw malformed(name);
  return value;
}

function time(value: unknown): Date | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? new Date(value) : undefined;
}

function side(value: unknown): Side {
  if (value !== 'buy' && value !== 'sell') throw malformed('side');
  return value;
}

const statuses: Readonly<Record<string, OrderStatus>> = {
  open: 'open',
  // Not gone until the exchange says so.
  canceling: 'open',
  closed: 'filled',
  canceled: 'cancelled',
  expired: 'expired',
  rejected: 'rejected',
};

/**
 * How much was executed. An order that is over, and of which nobody says so, was not executed by as much as nothing: it
 * is not known, and must be looked up. An open one is looked up again anyhow.
 */
function filledOf(value: unknown, status: OrderStatus): string {
  const untold = value === undefined || value === null;
  return untold && untoldWhen.has(status) ? '0' : quantity(value, 'filled');
}

const untoldWhen: ReadonlySet<OrderStatus> = new Set(['open', 'rejected']);

/** `marketId` is the exchange's own name of the market, where it stands in another field than `symbol`. */
export function orderOf(value: unknown, marketId?: string): Order {
  const order = object(value);
  const raw = typeof order.info === 'object' && order.info !== null ? (order.info as Loose) : {};
  const told = statuses[String(order.status)];
  if (told === undefined) throw malformed('status');
  const amount = quantity(order.amount, 'amount');
  const filled = filledOf(order.filled, told);
  if (new Big(filled).gt(amount)) throw malformed('more filled than was ordered');
  // ccxt calls an order closed, too, that was cancelled after a part of it was filled.
  const status = told === 'filled' && new Big(filled).lt(amount) ? 'cancelled' : told;
  const price = optionalDecimal(order.price);
  const average = optionalDecimal(order.average);
  const at = time(order.timestamp);
  return {
    exchangeOrderId: text(order.id, 'order id'),
    // A cancelled order may carry the cancel's own id here; what it was placed under is the original one.
    clientOrderId:
      typeof raw.origClientOrderId === 'string' ? raw.origClientOrderId : String(order.clientOrderId ?? ''),
    symbol: text(order.symbol, 'symbol'),
    marketId: marketId ?? (typeof raw.symbol === 'string' ? raw.symbol : text(order.symbol, 'symbol')),
    side: side(order.side),
    kind: text(order.type, 'type'),
    amount,
    filled,
    ...(price === undefined || price === '0' ? {} : { price }),
    ...(average === undefined || average === '0' ? {} : { average }),
    status,
    // Where the market is not known, ccxt may read an order for contracts as one of a spot market.
    reduceOnly: order.reduceOnly === true || raw.reduceOnly === true,
    ...(at === undefined ? {} : { at }),
  };
}

/** The executions that some exchanges send along with the answer to an order. Incomplete ones are left to the history. */
export function tradesWithin(value: unknown, order: Order): readonly Trade[] {
  const trades = object(value).trades;
  if (!Array.isArray(trades)) return [];
  return trades.flatMap((trade: unknown) => {
    const { id } = object(trade);
    if (typeof id !== 'string' || id === '') return [];
    return [
      tradeOf({ ...object(trade), order: order.exchangeOrderId, side: order.side, symbol: order.symbol }, order.at),
    ];
  });
}

export function tradeOf(value: unknown, fallback?: Date): Trade {
  const trade = object(value);
  const fee = typeof trade.fee === 'object' && trade.fee !== null ? (trade.fee as Loose) : {};
  const at = time(trade.timestamp) ?? fallback;
  if (at === undefined) throw malformed('time');
  const cost = optionalDecimal(fee.cost) ?? '0';
  return {
    tradeId: text(trade.id, 'trade id'),
    exchangeOrderId: text(trade.order, 'order id'),
    symbol: text(trade.symbol, 'symbol'),
    side: side(trade.side),
    amount: quantity(trade.amount, 'amount'),
    price: quantity(trade.price, 'price'),
    fee: cost,
    feeAsset: cost === '0' ? '' : text(fee.currency, 'fee asset'),
    at,
  };
}

export function candleOf(value: unknown): Candle {
  const [at, open, high, low, close, volume] = list(value);
  const opened = time(at);
  if (opened === undefined) throw malformed('candle time');
  return {
    at: opened,
    open: decimal(open, 'open'),
    high: decimal(high, 'high'),
    low: decimal(low, 'low'),
    close: decimal(close, 'close'),
    volume: decimal(volume, 'volume'),
  };
}

/** Reads a market; undefined for one of another kind, or that does not tell its steps: it cannot be traded here. */
export function instrumentOf(
  value: unknown,
  kind: 'spot' | 'swap' = 'spot',
  steps?: (market: Loose) => { readonly price: unknown; readonly amount: unknown },
): Instrument | undefined {
  const market = object(value);
  const limits = object(market.limits ?? {});
  const precision = steps ? steps(object(market.info)) : object(market.precision ?? {});
  const bound = (of: unknown, end: 'min' | 'max'): string | undefined => {
    const found = typeof of === 'object' && of !== null ? optionalDecimal((of as Loose)[end]) : undefined;
    return found === undefined || new Big(found).lte(0) ? undefined : found;
  };
  const amountStep = optionalDecimal(precision.amount);
  const priceStep = optionalDecimal(precision.price);
  const contract = kind === 'swap' ? contractOf(market) : undefined;
  if (kind === 'swap' ? contract === undefined : market.spot !== true) return undefined;
  if (amountStep === undefined || priceStep === undefined) return undefined;
  if (new Big(amountStep).lte(0) || new Big(priceStep).lte(0)) return undefined;
  const minAmount = bound(limits.amount, 'min');
  const maxAmount = bound(limits.amount, 'max');
  const minValue = bound(limits.cost, 'min');
  return {
    symbol: text(market.symbol, 'symbol'),
    marketId: text(market.id, 'market id'),
    base: text(market.base, 'base'),
    quote: text(market.quote, 'quote'),
    amountStep,
    priceStep,
    ...(minAmount === undefined ? {} : { minAmount }),
    ...(maxAmount === undefined ? {} : { maxAmount }),
    ...(minValue === undefined ? {} : { minValue }),
    ...(contract === undefined ? {} : { contract }),
    active: market.active === true,
  };
}

/** What one contract of a perpetual is; undefined for anything that is not plainly linear or inverse. */
function contractOf(market: Loose): Contract | undefined {
  const { base, quote, settle, linear, inverse } = market;
  const size = optionalDecimal(market.contractSize);
  if (market.swap !== true || size === undefined || new Big(size).lte(0)) return undefined;
  if (linear === true && inverse !== true && settle === quote)
    return { size, settle: text(settle, 'settle'), inverse: false };
  if (inverse === true && linear !== true && settle === base)
    return { size, settle: text(settle, 'settle'), inverse: true };
  return undefined;
}

/** Positions that are not flat, by the names of their markets. */
export function positionsOf(
  rows: readonly { readonly marketId: unknown; readonly contracts: unknown }[],
  names: ReadonlyMap<string, string>,
): readonly Position[] {
  const held = rows.map(({ marketId, contracts }) => ({ marketId, contracts: decimal(contracts, 'position') }));
  return held
    .filter(({ contracts }) => !new Big(contracts).eq(0))
    .map(({ marketId, contracts }) => {
      const symbol = names.get(text(marketId, 'market id'));
      if (symbol === undefined) throw malformed('a position in a market that it does not list');
      return { symbol, contracts };
    });
}

/** The assets there is any of. */
export function balancesOf(value: unknown): Readonly<Record<string, Balance>> {
  const total = object(object(value).total ?? {});
  const free = object(object(value).free ?? {});
  const used = object(object(value).used ?? {});
  const balances: Record<string, Balance> = Object.create(null);
  for (const asset of Object.keys(total)) {
    const whole = decimal(total[asset], 'balance');
    if (whole === '0') continue;
    balances[asset] = {
      free: decimal(free[asset], 'balance'),
      used: decimal(used[asset], 'balance'),
      total: whole,
    };
  }
  return balances;
}

/** Best bid and ask. The book is not taken to be sorted: ccxt sorts decimal strings as text. */
export function topOf(value: unknown): { readonly bid: Big; readonly ask: Big } {
  const book = object(value);
  const prices = (rows: unknown): readonly Big[] => list(rows).map((row) => new Big(decimal(list(row)[0], 'price')));
  const bids = prices(book.bids);
  const asks = prices(book.asks);
  if (bids.length === 0 || asks.length === 0) throw malformed('an empty side of the book');
  const bid = bids.reduce((best, price) => (price.gt(best) ? price : best));
  const ask = asks.reduce((best, price) => (price.lt(best) ? price : best));
  if (bid.lte(0) || ask.lte(0) || bid.gt(ask)) throw malformed('a crossed book');
  return { bid, ask };
}

export function malformed(what: string): GuardError {
  return new GuardError('VENUE_MALFORMED', `The exchange's answer could not be understood: ${what}.`);
}
