/**
 * The contract between a strategy and the desk. A strategy runs in a process of its own with no key, no network, no
 * environment and no disk: it is shown closed candles and its own orders, and it answers with what it would like.
 * Amounts and prices are decimal strings everywhere; a Number is fine for a signal and wrong for money.
 */
export interface Strategy {
  /** 1 to 40 characters; stands on every order it asks for. */
  readonly name: string;
  /** A subset of the symbols in bot.config.ts, for example ['BTC/USDT']. */
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  /** How many closed candles it must be shown before its first call. */
  readonly warmup: number;
  /** Called once for every closed candle of every symbol. */
  onCandle(context: Context): readonly Action[] | Promise<readonly Action[]>;
  /** Called once for every fill of an order it asked for. */
  onFill?(fill: Fill, context: Context): readonly Action[] | Promise<readonly Action[]>;
  /** Called once for every request that the gate refused. */
  onRefusal?(refusal: Refusal, context: Context): readonly Action[] | Promise<readonly Action[]>;
}

export type Timeframe = '1m' | '5m' | '15m' | '1h' | '4h' | '1d';

export type Action = { readonly place: OrderRequest } | { readonly cancel: ClientOrderId };

export type ClientOrderId = string;

export interface OrderRequest {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: 'market' | 'limit';
  /** In the asset that is bought or sold; of contracts, how many. */
  readonly amount: string;
  /** Required for a limit order, refused on a market order. */
  readonly price?: string;
  readonly timeInForce?: 'GTC' | 'IOC' | 'FOK';
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  /** Why, in words. It goes into the journal with the order. */
  readonly reason: string;
}

export interface Candle {
  /** Milliseconds since 1970 at which it opened, in market time. */
  readonly at: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  /** How many candles the exchange left out just before this one; absent when there is no gap. */
  readonly gap?: number;
}

export interface OpenOrder {
  readonly id: ClientOrderId;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: string;
  readonly amount: string;
  readonly filled: string;
  readonly price?: string;
}

export interface Fill {
  readonly id: ClientOrderId;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly price: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly at: number;
}

export interface Refusal {
  readonly request: OrderRequest;
  /** The control that said no, for example 'max-order-value'. */
  readonly control: string;
  readonly says: string;
}

export interface Instrument {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** The grid that amounts and prices stand on; the gate rounds to it, never towards more exposure. */
  readonly amountStep: string;
  readonly priceStep: string;
  readonly minAmount: string;
  readonly minValue: string;
  /** What one contract is, where contracts are traded: of the base asset, or of the quote asset where it is inverse. */
  readonly contract?: { readonly size: string; readonly settle: string; readonly inverse: boolean };
}

export interface Context {
  /** The symbol this call is about. */
  readonly symbol: string;
  /** Market time of the newest closed candle's end, in milliseconds since 1970. */
  readonly now: number;
  /** Closed candles of that symbol, oldest first, at least `warmup` of them. */
  readonly candles: readonly Candle[];
  readonly instrument: Instrument;
  /** Own open orders, all symbols. */
  readonly openOrders: readonly OpenOrder[];
  /** Own fills and refusals since the last call. */
  readonly fills: readonly Fill[];
  readonly refusals: readonly Refusal[];
  /** Base asset held per symbol, in total; where contracts are traded, how many are held, below zero when sold short. */
  readonly positions: Readonly<Record<string, string>>;
  /** What can be spent now, per asset. */
  readonly balances: Readonly<Record<string, { readonly free: string; readonly used: string; readonly total: string }>>;
  /** A small JSON value that the desk keeps in the journal and gives back after a restart. Assign to it to change it. */
  memory: Json;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
