import Big from 'big.js';
import type { Candidate } from './controls/control.ts';
import { decimalOf, downTo, upTo } from './decimal.ts';
import type { Limits } from './limits.ts';
import type { Instrument, OrderRequest, Reference } from './order.ts';

interface Market {
  readonly instrument: Instrument | undefined;
  readonly reference: Reference | undefined;
  readonly limits: Limits;
}

/**
 * Normalises an order to the market's steps, never to more exposure: the amount goes down, a buy's price down, a
 * sell's price up. What cannot be worked out is left out, and the controls refuse what they cannot judge.
 */
export function candidateOf(asked: OrderRequest, { instrument, reference, limits }: Market): Candidate {
  const askedAmount = decimalOf(asked.amount);
  if (instrument === undefined || askedAmount === undefined) return { asked };
  const amount = downTo(new Big(instrument.amountStep), askedAmount);
  if (asked.kind === 'market') {
    if (reference === undefined) return { asked, amount };
    const collar = limits.priceCollarBps === 'none' ? 0 : limits.priceCollarBps;
    const worst = new Big(reference.mid).times(10_000 + collar).div(10_000);
    return { asked, amount, value: amount.times(worst) };
  }
  const askedPrice = decimalOf(asked.price);
  if (askedPrice === undefined) return { asked, amount };
  const tick = new Big(instrument.priceStep);
  const price = asked.side === 'buy' ? downTo(tick, askedPrice) : upTo(tick, askedPrice);
  return { asked, amount, price, value: amount.times(price) };
}
