import Big from 'big.js';
import type { Instrument, OrderRequest } from './order.ts';

/** Divides to more digits than any exchange has, and up: what is held against a limit may only come out too large. */
const Upward = Big();
Upward.DP = 30;
Upward.RM = Big.roundUp;

/**
 * What an amount comes to at a price, in the quote asset. An amount is of the base asset, or of contracts: a linear one
 * is so much of the base asset, an inverse one so much of the quote asset whatever its price.
 */
export function worthOf({ contract }: Pick<Instrument, 'contract'>, amount: Big, price: Big): Big {
  if (contract === undefined) return amount.times(price);
  const whole = amount.times(contract.size);
  return contract.inverse ? whole : whole.times(price);
}

/**
 * Whether what an order comes to depends on the market besides its own price. A limit bounds what a buy pays and not
 * what a sell brings: that may be executed far above it.
 */
export function goesByMarket(
  { kind, side }: Pick<OrderRequest, 'kind' | 'side'>,
  instrument: Pick<Instrument, 'contract'> | undefined,
): boolean {
  return kind === 'market' || (side === 'sell' && instrument?.contract?.inverse !== true);
}

/** How much of the base asset an amount moves; undefined for an inverse contract whose price is not known. */
export function volumeOf(
  { contract }: Pick<Instrument, 'contract'>,
  amount: Big,
  price: Big | undefined,
): Big | undefined {
  if (contract === undefined) return amount;
  const whole = amount.times(contract.size);
  if (!contract.inverse) return whole;
  return price === undefined || price.lte(0) ? undefined : new Upward(whole).div(price);
}
