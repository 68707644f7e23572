import type { Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import type { Reference } from '../order.ts';
import { goesByMarket, worthOf } from '../worth.ts';
import type { Candidate, ControlContext, PreTradeControl } from './control.ts';

/** Only what the configuration trades. */
export const symbolAllowList: PreTradeControl = {
  id: 'symbol-allow-list',
  check({ asked: { symbol } }, _ledger, { limits }) {
    if (limits.symbols === 'any' || limits.symbols.includes(symbol)) return undefined;
    return {
      limit: limits.symbols,
      value: symbol,
      says: `${symbol} is not among the symbols this bot may trade (${limits.symbols.join(', ')}).`,
    };
  },
};

/** The exchange has this market, it is open, and it takes an order of this size. */
export const instrumentRules: PreTradeControl = {
  id: 'instrument',
  check({ asked: { symbol, kind, reduceOnly }, amount, price }, _ledger, { instrument, reference }) {
    if (instrument === undefined) {
      return { limit: null, value: symbol, says: `The exchange has no market ${symbol} that is traded here.` };
    }
    const { active, minAmount, maxAmount, minValue, quote, contract } = instrument;
    const unit = contract === undefined ? instrument.base : 'contracts';
    if (!active) return { limit: true, value: false, says: `The market ${symbol} is closed.` };
    if (amount === undefined || amount.lte(0) || (minAmount !== undefined && amount.lt(minAmount))) {
      return {
        limit: minAmount ?? instrument.amountStep,
        value: amount?.toFixed() ?? null,
        says: `The amount is below the smallest the exchange takes (${minAmount ?? instrument.amountStep} ${unit}).`,
      };
    }
    if (maxAmount !== undefined && amount.gt(maxAmount)) {
      return {
        limit: maxAmount,
        value: amount.toFixed(),
        says: `The amount is above the largest the exchange takes (${maxAmount} ${unit}).`,
      };
    }
    if (kind === 'limit' && (price === undefined || price.lte(0))) {
      return { limit: instrument.priceStep, value: price?.toFixed() ?? null, says: 'The price is below one tick.' };
    }
    const at = price ?? (reference === undefined ? undefined : new Big(reference.mid));
    // What is left of a position may be worth less, and exchanges let it be closed.
    const closing = contract !== undefined && reduceOnly === true;
    const value = at === undefined ? undefined : worthOf(instrument, amount, at);
    if (!closing && minValue !== undefined && value?.lt(minValue)) {
      return {
        limit: minValue,
        value: value.toFixed(),
        says: `The order is worth less than the smallest the exchange takes (${minValue} ${quote}).`,
      };
    }
    return undefined;
  },
};

/** The price is near the market's own, as this desk saw it a moment ago. No reference, no order. */
export const priceCollar: PreTradeControl = {
  id: 'price-collar',
  check(order, ledger, context) {
    const { priceCollarBps, referenceMaxAgeMs } = context.limits;
    // What takes the market's price cannot be valued without knowing it.
    if (priceCollarBps === 'none' && !goesByMarket(order.asked, context.instrument)) return undefined;
    const reference = freshReference(ledger, context);
    if (reference === undefined) {
      return {
        limit: referenceMaxAgeMs,
        value: ageOf(ledger, context) ?? null,
        says: `There is no price of the market's own from the last ${referenceMaxAgeMs} ms to compare with.`,
      };
    }
    if (priceCollarBps === 'none') return undefined;
    const mid = new Big(reference.mid);
    const meets = meetsAt(order, context);
    const bps = meets?.minus(mid).abs().times(10_000).div(mid);
    if (bps?.lte(priceCollarBps)) return undefined;
    return {
      limit: priceCollarBps,
      value: bps === undefined ? null : bps.round(2).toFixed(),
      says: `The price is ${bps === undefined ? 'not known and' : `${bps.round(2).toFixed()} basis points`} from the market's own; at most ${priceCollarBps} is allowed.`,
    };
  },
};

/** The market's own price, unless it is too old to go by. */
export function freshReference(ledger: Ledger, context: ControlContext): Reference | undefined {
  const age = ageOf(ledger, context);
  return age !== undefined && Math.abs(age) <= context.limits.referenceMaxAgeMs ? context.reference : undefined;
}

function ageOf({ now }: Ledger, { reference }: ControlContext): number | undefined {
  return reference && now.getTime() - reference.at.getTime();
}

/** The price an order names, or the one a market order will meet first. */
function meetsAt({ asked, price }: Candidate, { reference }: ControlContext): Big | undefined {
  if (asked.kind === 'limit') return price;
  if (reference === undefined) return undefined;
  return new Big(asked.side === 'buy' ? reference.ask : reference.bid);
}
