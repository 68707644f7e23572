import type { IntentRow, Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import { largest } from '../decimal.ts';
import { worthOf } from '../worth.ts';
import type { Candidate, PreTradeControl } from './control.ts';
import { mustReduce } from './reducing.ts';

/** For how long an exchange may tell a position from before an execution that we know of, in ms. */
const LATE_COPY_MS = 3000;

/**
 * What the position in one market may be worth, per quote asset, once everything that rests on the order's side is
 * executed too. A spot market has no such limit: nothing is held there but what was paid for.
 */
export const maxPositionValue: PreTradeControl = {
  id: 'max-position-value',
  check(order, ledger, { limits, clearance, instrument, positions, reference }) {
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
    if (positions === undefined || amount === undefined) {
      return { limit, value: null, says: 'What positions the account holds is not known.' };
    }
    const held = new Big(positions.find(({ symbol }) => symbol === asked.symbol)?.contracts ?? '0');
    const towards = asked.side === 'buy' ? held : held.neg();
    const contracts = towards.plus(resting(asked, ledger)).plus(amount);
    // The dearer of the two: the position is judged by the market, the order by what it offers.
    const at = largest(price, reference && new Big(reference.mid));
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
function resting({ symbol, side }: Candidate['asked'], { open, recent, now }: Ledger): Big {
  const ended = recent.filter(({ clientOrderId }) => !open.some((row) => row.clientOrderId === clientOrderId));
  const same = (row: IntentRow): boolean => row.symbol === symbol && row.side === side && row.reduceOnly !== true;
  const left = open.filter(same).map(({ amount, filled }) => new Big(amount).minus(filled));
  const late = [...open, ...ended]
    .filter((row) => same(row) && now.getTime() - row.updatedAt.getTime() < LATE_COPY_MS)
    .map(({ filled }) => new Big(filled));
  return [...left, ...late].reduce((sum, each) => sum.plus(each), new Big(0));
}
