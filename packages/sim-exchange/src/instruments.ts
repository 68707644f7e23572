import Big from 'big.js';
import { SimExchangeError } from './error.ts';

/** What is traded, and in which steps. */
export interface Instrument {
  /** As people write it: `BTC/USDT`. */
  readonly symbol: string;
  /** As the API writes it: `BTCUSDT`. */
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly priceStep: Big;
  readonly amountStep: Big;
  readonly maxAmount: Big;
  readonly maxMarketAmount: Big;
  readonly minValue: Big;
  readonly maxValue: Big;
  readonly maxOpenOrders: number;
  readonly startPrice: Big;
}

interface Listing {
  readonly priceDecimals: number;
  readonly amountDecimals: number;
  readonly startPrice: string;
}

/** Steps as Binance has them (July 2025); price and amount decimals together never exceed the eight of an asset. */
const listings: Readonly<Record<string, Listing>> = Object.assign(Object.create(null), {
  'BTC/USDT': { priceDecimals: 2, amountDecimals: 5, startPrice: '65000' },
  'ETH/USDT': { priceDecimals: 2, amountDecimals: 4, startPrice: '3400' },
  'BNB/USDT': { priceDecimals: 2, amountDecimals: 3, startPrice: '600' },
  'SOL/USDT': { priceDecimals: 2, amountDecimals: 3, startPrice: '150' },
  'XRP/USDT': { priceDecimals: 4, amountDecimals: 1, startPrice: '2.2' },
  'ETH/BTC': { priceDecimals: 5, amountDecimals: 3, startPrice: '0.05' },
});

const unlisted: Listing = { priceDecimals: 4, amountDecimals: 3, startPrice: '100' };

/** The least value of an order, by quote asset; others are taken for dollars. */
const minValues: Readonly<Record<string, string>> = Object.assign(Object.create(null), { BTC: '0.0001', ETH: '0.001' });

/**
 * Returns the instrument for a symbol such as `BTC/USDT`.
 * @param adjust finer prices (from a candle file) and another price to start from
 * @throws SimExchangeError OPTION_INVALID when the symbol is not `BASE/QUOTE`
 */
export function instrumentFor(
  symbol: string,
  adjust: { priceDecimals?: number; startPrice?: string } = {},
): Instrument {
  const [base, quote] = /^([A-Z0-9]{2,10})\/([A-Z0-9]{2,10})$/.exec(symbol)?.slice(1) ?? [];
  if (!base || !quote || base === quote) {
    throw new SimExchangeError('OPTION_INVALID', 'A symbol is not of the form BASE/QUOTE: write it as in BTC/USDT.');
  }
  const listing = listings[symbol] ?? unlisted;
  const priceDecimals = Math.max(listing.priceDecimals, adjust.priceDecimals ?? 0);
  const amountDecimals = Math.min(listing.amountDecimals, 8 - priceDecimals);
  const minValue = new Big(minValues[quote] ?? '5');
  const startPrice = new Big(adjust.startPrice ?? listing.startPrice);
  const amountStep = new Big(`1e-${amountDecimals}`);
  // A ceiling in value rather than in pieces, so that cheap and dear coins get the same room.
  const maxAmount = minValue.times(1_800_000).div(startPrice).round(0, Big.roundUp);

  return Object.freeze({
    symbol,
    id: `${base}${quote}`,
    base,
    quote,
    priceStep: new Big(`1e-${priceDecimals}`),
    amountStep,
    maxAmount,
    maxMarketAmount: maxAmount.div(10).round(amountDecimals, Big.roundUp),
    minValue,
    maxValue: minValue.times(1_800_000),
    maxOpenOrders: 200,
    startPrice,
  });
}
