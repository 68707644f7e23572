import type { Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import type { Candidate, ControlContext, Refusal } from './control.ts';

type Found = Omit<Refusal, 'control'> | undefined;

/** Orders that left, or may have, and that what the exchange told us of the account may not have heard of. */
const onTheirWay = ['intended', 'sent', 'unresolved'];

/** Says whether this order is let through only if it makes exposure smaller: then the account is looked at first. */
export function mustReduce(
  order: Candidate,
  ledger: Ledger,
  { clearance }: Pick<ControlContext, 'clearance'>,
): boolean {
  return ledger.standing.state === 'reducing' || clearance === 'expired' || order.asked.reduceOnly === true;
}

/** What keeps an order from making exposure smaller; undefined when nothing does. */
export function notReducing(order: Candidate, ledger: Ledger, context: ControlContext): Found {
  return context.instrument?.contract === undefined
    ? notSelling(order, ledger, context)
    : notClosing(order, ledger, context);
}

/** On a spot market only a sell of what is held, and no more than that, makes exposure smaller. */
function notSelling({ asked, amount }: Candidate, ledger: Ledger, { holdings, instrument }: ControlContext): Found {
  if (asked.side !== 'sell') {
    return { limit: 'sell', value: asked.side, says: 'only sells of what is held make exposure smaller.' };
  }
  if (holdings === undefined || instrument === undefined || amount === undefined) {
    return { limit: null, value: null, says: 'what the account holds is not known.' };
  }
  const free = new Big(holdings[instrument.base]?.free ?? '0').minus(leaving(asked, ledger));
  if (amount.lte(free)) return undefined;
  return {
    limit: free.toFixed(),
    value: amount.toFixed(),
    says: `no more than the ${free.toFixed()} ${instrument.base} that are held and free may be sold.`,
  };
}

/**
 * A position is made smaller from its other side, by no more than it is. The exchange is told to hold the order to that
 * as well: what else rests there may be executed first.
 */
function notClosing({ asked, amount }: Candidate, ledger: Ledger, { positions }: ControlContext): Found {
  if (positions === undefined || amount === undefined) {
    return { limit: null, value: null, says: 'what positions the account holds is not known.' };
  }
  const position = new Big(positions.find(({ symbol }) => symbol === asked.symbol)?.contracts ?? '0');
  if (position.eq(0)) {
    return { limit: '0', value: amount.toFixed(), says: `there is no position in ${asked.symbol} to make smaller.` };
  }
  const closing = position.gt(0) ? 'sell' : 'buy';
  if (asked.side !== closing) {
    const says = `a position of ${position.toFixed()} contracts is made smaller by a ${closing} alone.`;
    return { limit: closing, value: asked.side, says };
  }
  const left = position.abs().minus(leaving(asked, ledger));
  if (amount.lte(left)) return undefined;
  return {
    limit: left.toFixed(),
    value: amount.toFixed(),
    says: `no more than the ${left.toFixed()} contracts that are left of the position may be closed.`,
  };
}

/** How much of the same is on its way already. */
function leaving({ symbol, side }: Candidate['asked'], ledger: Ledger): Big {
  return ledger.open
    .filter((row) => row.symbol === symbol && row.side === side && onTheirWay.includes(row.status))
    .reduce((sum, row) => sum.plus(row.amount), new Big(0));
}
