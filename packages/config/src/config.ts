import type { SourceReference } from '@gatehouse/secrets';

/**
 * What the bot runs with: everything checked, defaults filled in, frozen all the way down. It says where secrets are
 * and holds none.
 */
export interface Config {
  readonly name: string;
  readonly mode: 'simulated' | 'live';
  /** The ccxt id. */
  readonly exchange: string;
  readonly market: 'spot' | 'swap';
  readonly account: 'classic' | 'unified';
  /** `BASE/QUOTE`, or `BASE/QUOTE:SETTLE` for contracts, each once. */
  readonly symbols: readonly string[];
  /** A file in `strategies/`, without `.ts`. */
  readonly strategy: string;
  readonly limits: Limits;
  readonly rotation: Rotation;
  readonly onStop: OnStop;
  /** Exchange, then field, then the reason for which "cannot tell" is a warning there. */
  readonly acceptUnknown: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly reauditMinutes: number;
  readonly simulated: Simulated;
  readonly credentials: SourceReference;
  /** The fingerprint of the one key that may trade live. */
  readonly liveConfirm?: string;
  /** Addresses and CIDR ranges this bot must be seen from; empty when none were named. */
  readonly expectedIps: readonly string[];
  readonly publicIpUrls: readonly string[];
  /** The origin of a stand-in exchange on loopback. */
  readonly exchangeUrl?: string;
}

/** The pre-trade limits as they stand, a loosened one by its word. Values and volumes are decimal strings. */
export interface Limits {
  /** Per quote asset. */
  readonly maxOrderValue: Readonly<Record<string, string>> | 'unlimited';
  /** Per base asset. */
  readonly maxOrderVolume: Readonly<Record<string, string>> | 'unlimited';
  /** Per quote asset, for the position in one market; absent on spot markets, where nothing is held but what was paid for. */
  readonly maxPositionValue?: Readonly<Record<string, string>> | 'unlimited';
  /** Hundredths of a percent that a price may lie from the reference. */
  readonly priceCollarBps: number | 'none';
  readonly referenceMaxAgeMs: number;
  readonly maxOpenOrders: number | 'unlimited';
  /** Submits and cancels together. */
  readonly maxMessagesPerMinute: number | 'unlimited';
  readonly duplicateWindowMs: number | 'allowed';
  readonly maxSubmitDelayMs: number;
  readonly symbols: readonly string[] | 'any';
}

/** How many days a key may live, by what it may do, and how many more before the bot refuses it. */
export interface Rotation {
  readonly readOnlyDays: number;
  readonly tradingDays: number;
  readonly withdrawDays: number;
  readonly graceDays: number;
}

export type OnStop = 'cancel-entries' | 'cancel-all' | 'leave';

/** The simulated exchange. */
export interface Simulated {
  /** The same seed gives the same prices. */
  readonly seed: number;
  /** How long one candle takes on the wall, in milliseconds. */
  readonly candleMs: number;
  /** What the account holds at first, by asset, as decimal strings. */
  readonly balances: Readonly<Record<string, string>>;
  /** A file of candles to play instead of the seeded path. */
  readonly candles?: string;
}
