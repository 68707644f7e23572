import type { OnStop, Rotation, Simulated } from './config.ts';

/**
 * What a person writes in bot.config.ts: `export default { ... } satisfies BotConfig`. Everything that is not a
 * secret, and nothing that is. What is optional here has a default; a limit has none.
 */
export interface BotConfig {
  /** Who this bot is among others: 1 to 12 of a-z, 0-9 and -. It becomes part of every order's id. */
  name: string;
  /** `simulated` needs nothing and risks nothing. `live` needs keys and BOT_LIVE_CONFIRM. */
  mode: 'simulated' | 'live';
  /** The exchange's ccxt id, such as 'binance'. */
  exchange: string;
  /** `swap` is perpetual contracts, at the exchanges that have an id of their own for them. */
  market: 'spot' | 'swap';
  /** Whose key it is, at an exchange with two kinds of accounts: 'classic', the default, or 'unified' (Bitget). */
  account?: 'classic' | 'unified';
  /** What the bot trades, as 'BTC/USDT', or 'BTC/USDT:USDT' for a contract; also the list the gate holds every order against. */
  symbols: readonly string[];
  /** The file in `strategies/`, without `.ts`. */
  strategy: string;
  /** How much an order, and all of them together, may be. Each is set, or loosened by name with a reason. */
  limits: BotLimits;
  /** Days a key may live, by what it may do: 90, 30 and 14 by default, and 7 of grace. */
  rotation?: Partial<Rotation>;
  /** What becomes of open orders when the bot stops. 'cancel-entries', the default, keeps what protects a position. */
  onStop?: OnStop;
  /** `{ coinbase: { ipBinding: 'reason' } }`: where an exchange cannot tell, warn at every start instead of failing. */
  acceptUnknown?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How often the key's permissions are looked at again: 60 by default, at most 1440. */
  reauditMinutes?: number;
  simulated?: Partial<Simulated>;
  /** Addresses or CIDR ranges the bot must be seen from. BOT_EXPECTED_IPS wins. */
  expectedIps?: readonly string[];
  /** Services that echo our address, on different hosts. BOT_PUBLIC_IP_URLS wins. */
  publicIpUrls?: readonly string[];
}

/** The limits as a person sets them. One that is left out must be named in `loosened`. */
export interface BotLimits {
  /** The most one order may be worth, per quote asset: `{ USDT: '500' }`. */
  maxOrderValue?: Readonly<Record<string, string>>;
  /** The most one order may move, per base asset: `{ BTC: '0.01' }`. */
  maxOrderVolume?: Readonly<Record<string, string>>;
  /** The most a position may be worth, per quote asset and market: `{ USDT: '2000' }`. For contracts, and only there. */
  maxPositionValue?: Readonly<Record<string, string>>;
  /** How far from the market a price may lie, in hundredths of a percent. */
  priceCollarBps?: number;
  /** How old the market price may be that orders are judged by. */
  referenceMaxAgeMs: number;
  maxOpenOrders?: number;
  /** Submits and cancels together. */
  maxMessagesPerMinute?: number;
  /** Within this time the same order twice is a mistake. */
  duplicateWindowMs?: number;
  /** An order that could not leave within this time does not leave any more. */
  maxSubmitDelayMs: number;
  /** What may be traded, when that is not `symbols` above. */
  symbols?: readonly string[];
  /** Each flag takes one limit away; its value is the reason, in at least 10 characters. */
  loosened?: {
    allowAnySymbol?: string;
    unlimitedOrderValue?: string;
    unlimitedOrderVolume?: string;
    unlimitedPositionValue?: string;
    noPriceCollar?: string;
    unlimitedOpenOrders?: string;
    unlimitedMessages?: string;
    allowDuplicateOrders?: string;
  };
}
