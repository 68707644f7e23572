import type { IntentRow, Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import { largest } from '../decimal.ts';
import { worthOf } from '../worth.ts';
import type { Candidate, PreTradeControl } from './control.ts';
import { freshReference } from './market.ts';
import { mustReduce } from './reducing.ts';

/** How old a position may be that an exchange tells when it is asked: without executions that we know of, in ms. */
const LATE_COPY_MS = 3000;

/**
 * What the position in one market may be worth, per quote asset, once everything that rests on the order's side is
 * executed too. A spot market has no such limit: nothing is held there but what was paid for.
 */
export const maxPositionValue: PreTradeControl = {
  id: 'max-position-value',
  check(order, ledger, context) {
    const { limits, clearance, instrument, positions, positionsAt } = context;
    const { maxPositionValue: bounds } = limits;
    if (instrument?.contract === undefined || bounds === 'unlimited') return undefined;
    // The exchange lets it make the position smaller and nothing else.
    if (mustReduce(order, ledger, { clearance })) return undefined;
    const { quote } = instrument;
    const limit = bounds !== undefined && Object.hasOwn(bounds, quote) ? bounds[quote] : undefined;
    if (limit === undefined) {
      const says = `There is no maximum position value for ${quote}, so no contract is bought or sold for it.`;
      return { limit: null, value: null, says };
    }
    const { asked, amount, price } = order;
    if (positions === undefined || positionsAt === undefined || amount === undefined) {
      return { limit, value: null, says: 'What positions the account holds is not known.' };
    }
    const held = new Big(positions.find(({ symbol }) => symbol === asked.symbol)?.contracts ?? '0');
    const towards = asked.side === 'buy' ? held : held.neg();
    const contracts = towards.plus(resting(asked, ledger, positionsAt)).plus(amount);
    // The dearer of the two: the position is judged by the market, the order by what it offers.
    const mid = freshReference(ledger, context)?.mid;
    const known = mid !== undefined || instrument.contract.inverse;
    const at = known ? largest(price, mid === undefined ? undefined : new Big(mid)) : undefined;
    const value = at === undefined ? undefined : worthOf(instrument, contracts, at);
    if (value?.lte(limit)) return undefined;
    return {
      limit,
      value: value?.toFixed() ?? null,
      says: `The position would come to ${value?.toFixed() ?? 'an unknown amount of'} ${quote}; at most ${limit} is allowed.`,
    };
  },
};

/**
 * Contracts of own orders on the same side, but for those that can only reduce: what may still be executed, and what was
 * a moment ago, so that the position as told may not hold it yet. Counted twice for that moment, and never not at all.
 */
function resting({ symbol, side }: Candidate['asked'], { open, touched }: Ledger, positionsAt: Date): Big {
  const same = (row: IntentRow): boolean => row.symbol === symbol && row.side === side && row.reduceOnly !== true;
  const left = open.filter(same).map(({ amount, filled }) => new Big(amount).minus(filled));
  // By when an order was last heard of, not placed: one that rested for hours may have been executed just now.
  const late = touched
    .filter((row) => same(row) && positionsAt.getTime() - row.updatedAt.getTime() < LATE_COPY_MS)
    .map(({ filled }) => new Big(filled));
  return [...left, ...late].reduce((sum, each) => sum.plus(each), new Big(0));
}
