import Big from 'big.js';
import type { Candidate } from './controls/control.ts';
import { decimalOf, downTo, largest, smallest, upTo } from './decimal.ts';
import type { Limits } from './limits.ts';
import type { Instrument, OrderRequest, Reference } from './order.ts';
import { goesByMarket, volumeOf, worthOf } from './worth.ts';

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
  const collar = limits.priceCollarBps === 'none' ? 0 : limits.priceCollarBps;
  const away = (bps: number) => reference && new Big(reference.mid).times(10_000 + bps).div(10_000);
  if (asked.kind === 'market') {
    return { asked, amount, ...measured(instrument, amount, { most: away(collar), least: away(-collar) }) };
  }
  const askedPrice = decimalOf(asked.price);
  if (askedPrice === undefined) return { asked, amount, ...measured(instrument, amount, {}) };
  const tick = new Big(instrument.priceStep);
  const price = asked.side === 'buy' ? downTo(tick, askedPrice) : upTo(tick, askedPrice);
  // A buy may be executed below its price, where an inverse contract moves more of the base asset.
  const least = smallest(price, away(-collar));
  const met = reference && largest(price, new Big(reference.bid));
  const most = goesByMarket(asked, instrument) ? met : price;
  return { asked, amount, price, ...measured(instrument, amount, { most, least }) };
}

/** What an order is worth at the most it may be executed at, and what it moves of the base asset at the least. */
function measured(
  instrument: Instrument,
  amount: Big,
  { most, least }: { readonly most?: Big | undefined; readonly least?: Big | undefined },
): Pick<Candidate, 'value' | 'volume'> {
  const volume = volumeOf(instrument, amount, least);
  return {
    ...(most === undefined ? {} : { value: worthOf(instrument, amount, most) }),
    ...(volume === undefined ? {} : { volume }),
  };
}
