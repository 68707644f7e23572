import Big from 'big.js';
import { type Candle, parseCandles, priceDecimalsOf } from './candle-file.ts';
import { isDecimal } from './decimals.ts';
import { SimExchangeError } from './error.ts';
import { type Instrument, instrumentFor } from './instruments.ts';
import type { RateLimits } from './usage.ts';

export interface SimOptions {
  /** 0 or absent for any free port; always on 127.0.0.1. */
  readonly port?: number;
  /** A whole number from 0; prices, books and made-up ids follow from it. */
  readonly seed: number;
  /** `BTC/USDT` and `ETH/USDT` when absent. */
  readonly symbols?: readonly string[];
  /** Decimal text by symbol, for where a seeded path begins. */
  readonly startPrices?: Readonly<Record<string, string>>;
  /** Decimal text by asset: what the account holds at the start. */
  readonly balances: Readonly<Record<string, string>>;
  /** One-minute candles for the first symbol; the others keep their seeded path. */
  readonly candles?: readonly Candle[];
  /** Wall milliseconds per one-minute candle. */
  readonly candleMs: number;
  /** Market time moves with `advance` alone. */
  readonly lockStep?: boolean;
  /** Shares of what is received, as decimal text; 0.001 each when absent. */
  readonly fees?: { readonly maker: string; readonly taker: string };
  /** Enforced where given; else counted and announced only, so that a fast market does not starve its own client. */
  readonly rateLimits?: RateLimits;
  /** Wall time. */
  readonly clock: () => Date;
  /** Where keys and secrets come from; the operating system when absent. Nothing else here is left to chance. */
  readonly randomBytes?: (size: number) => Uint8Array;
}

/** Options that were checked and filled up. */
export interface Settled {
  readonly port: number;
  readonly seed: number;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, string>>;
  readonly candles: readonly Candle[] | undefined;
  readonly candleMs: number;
  readonly lockStep: boolean;
  readonly fees: { readonly maker: Big; readonly taker: Big };
}

/** Checks the options. @throws SimExchangeError OPTION_INVALID or CANDLES_INVALID, naming the option */
export function settle(options: SimOptions): Settled {
  const { port = 0, seed, candleMs, balances, symbols = ['BTC/USDT', 'ETH/USDT'] } = options;
  const fees = options.fees ?? { maker: '0.001', taker: '0.001' };
  const wholeFrom = (low: number, high: number, value: unknown) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high;

  must(wholeFrom(0, 65_535, port), 'port', 'a whole number from 0 to 65535');
  must(wholeFrom(0, Number.MAX_SAFE_INTEGER, seed), 'seed', 'a whole number from 0');
  must(wholeFrom(1, 86_400_000, candleMs), 'candleMs', 'a whole number of milliseconds from 1');
  must(Array.isArray(symbols) && symbols.length > 0, 'symbols', 'a list of at least one');
  must(new Set(symbols).size === symbols.length, 'symbols', 'a list without repetitions');
  must(isAmounts(balances), 'balances', 'decimal text of at most 8 places by asset');
  must(isAmounts(options.startPrices ?? {}), 'startPrices', 'decimal text of at most 8 places by symbol');
  must(
    [fees.maker, fees.taker].every((fee) => isDecimal(fee) && new Big(fee).lt(1)),
    'fees',
    'shares below 1',
  );

  const candles = options.candles && parseCandles(options.candles);
  const startPriceOf = (symbol: string, isFirst: boolean) =>
    isFirst && candles ? candles[0]?.[1] : options.startPrices?.[symbol];
  return {
    port,
    seed,
    candleMs,
    balances,
    candles,
    lockStep: options.lockStep ?? false,
    fees: { maker: new Big(fees.maker), taker: new Big(fees.taker) },
    instruments: symbols.map((symbol, index) => {
      const startPrice = startPriceOf(symbol, index === 0);
      return instrumentFor(symbol, {
        ...(startPrice === undefined ? {} : { startPrice }),
        ...(index === 0 && candles ? { priceDecimals: priceDecimalsOf(candles) } : {}),
      });
    }),
  };
}

function must(holds: boolean, option: string, kind: string): void {
  if (!holds) throw new SimExchangeError('OPTION_INVALID', `The option ${option} must be ${kind}: correct it.`);
}

function isAmounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, amount]) => /^[A-Z0-9/]{2,21}$/.test(name) && isDecimal(amount) && new Big(amount).round(8).eq(amount),
  );
}
