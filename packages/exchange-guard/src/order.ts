export type Side = 'buy' | 'sell';
export type OrderKind = 'market' | 'limit';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';

/**
 * What a strategy asks for, in decimal strings: amounts in the base asset, or in contracts where contracts are traded, and
 * prices in the quote asset.
 */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly amount: string;
  readonly price?: string;
  readonly timeInForce?: TimeInForce;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly reason: string;
}

export type OrderStatus = 'open' | 'filled' | 'cancelled' | 'rejected' | 'expired';

/** An order as the exchange tells it. Decimals are strings; `at` is the exchange's own time of it, if it gave one. */
export interface Order {
  readonly exchangeOrderId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  /** The exchange's own name for the market: what a cancel needs when markets could not be loaded. */
  readonly marketId: string;
  readonly side: Side;
  readonly kind: string;
  readonly amount: string;
  readonly filled: string;
  readonly price?: string;
  readonly average?: string;
  readonly status: OrderStatus;
  readonly reduceOnly: boolean;
  readonly at?: Date;
}

/** One execution on the account. */
export interface Trade {
  readonly tradeId: string;
  readonly exchangeOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly amount: string;
  readonly price: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly at: Date;
}

/** One bar of the market's history. `at` is when it opened; prices and the base volume are decimal strings. */
export interface Candle {
  readonly at: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** The market's own price now: best bid, best ask and their middle, and when the desk asked for them. */
export interface Reference {
  readonly bid: string;
  readonly ask: string;
  readonly mid: string;
  readonly at: Date;
}

/** What the exchange says about a market. Steps and bounds are decimal strings; an absent one does not exist there. */
export interface Instrument {
  readonly symbol: string;
  readonly marketId: string;
  readonly base: string;
  readonly quote: string;
  readonly amountStep: string;
  readonly priceStep: string;
  readonly minAmount?: string;
  readonly maxAmount?: string;
  readonly minValue?: string;
  /** What one contract is; absent on a spot market. */
  readonly contract?: Contract;
  readonly active: boolean;
}

export interface Contract {
  /** Of the base asset, or of the quote asset where it is inverse. */
  readonly size: string;
  /** The asset that profit, loss and fees are paid in. */
  readonly settle: string;
  readonly inverse: boolean;
}

/** Contracts that are held in one market. Below zero when they were sold. */
export interface Position {
  readonly symbol: string;
  readonly contracts: string;
}

export interface Balance {
  readonly free: string;
  readonly used: string;
  readonly total: string;
}
