import type { Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import type { Candidate, ControlContext, PreTradeControl, Refusal } from './control.ts';

/** Orders that left, or may have, and that the exchange has not yet taken off the free balance that it told us. */
const onTheirWay = ['intended', 'sent', 'unresolved'];

/** What a latch allows: nothing while halted, and only what makes exposure smaller while reducing. */
export const tradingState: PreTradeControl = {
  id: 'trading-state',
  check(order, ledger, context) {
    const { state, restrictions } = ledger.standing;
    const ids = restrictions.map(({ id }) => id);
    if (state === 'halted') {
      return {
        limit: 'active',
        value: state,
        says: `Trading is halted (${ids.join(', ')}): only cancels go out until \`pnpm bot resume\` lifts it.`,
      };
    }
    if (state !== 'reducing') return undefined;
    const found = notReducing(order, ledger, context);
    return found && { ...found, says: `Trading is reducing (${ids.join(', ')}): ${found.says}` };
  },
};

/** What the proof behind the key allows: everything while it is fresh, reducing once it has expired. */
export const clearanceValid: PreTradeControl = {
  id: 'clearance',
  check(order, ledger, context) {
    if (context.clearance === 'valid') return undefined;
    if (context.clearance === 'revoked') {
      return { limit: 'valid', value: 'revoked', says: 'The clearance was revoked: only cancels go out.' };
    }
    const found = notReducing(order, ledger, context);
    return found && { ...found, says: `The clearance has expired and was not renewed: ${found.says}` };
  },
};

/** Only the newest holder of the lease submits; another one's epoch means that this process was relieved. */
export const leaseEpoch: PreTradeControl = {
  id: 'lease-epoch',
  check(_order, { epoch, leased }, context) {
    if (leased && epoch === context.epoch) return undefined;
    return {
      limit: context.epoch,
      value: leased ? epoch : null,
      says: leased
        ? 'Another process took over trading: this one submits nothing more.'
        : 'Nobody holds the lease to trade: start the bot again.',
    };
  },
};

/** What the strategy itself declared to be reducing must be. */
export const reduceOnly: PreTradeControl = {
  id: 'reduce-only',
  check(order, ledger, context) {
    if (order.asked.reduceOnly !== true) return undefined;
    const found = notReducing(order, ledger, context);
    return found && { ...found, says: `The order is marked reduce-only: ${found.says}` };
  },
};

/** An order is for now. What waited too long was meant for another market. */
export const orderAge: PreTradeControl = {
  id: 'order-age',
  check(_order, { now }, { receivedAt, limits: { maxSubmitDelayMs } }) {
    const age = now.getTime() - receivedAt.getTime();
    if (age >= 0 && age <= maxSubmitDelayMs) return undefined;
    return {
      limit: maxSubmitDelayMs,
      value: age,
      says: `The order is ${age} ms old; older than ${maxSubmitDelayMs} ms is not sent.`,
    };
  },
};

/** Says whether this order needs to know what the account holds before it can be judged. */
export function needsHoldings(order: Candidate, ledger: Ledger, { clearance }: ControlContext): boolean {
  return ledger.standing.state === 'reducing' || clearance === 'expired' || order.asked.reduceOnly === true;
}

/** On a spot market only a sell of what is held, and no more than that, makes exposure smaller. */
function notReducing(
  { asked, amount }: Candidate,
  ledger: Ledger,
  { holdings, instrument }: ControlContext,
): Omit<Refusal, 'control'> | undefined {
  if (asked.side !== 'sell') {
    return { limit: 'sell', value: asked.side, says: 'only sells of what is held make exposure smaller.' };
  }
  if (holdings === undefined || instrument === undefined || amount === undefined) {
    return { limit: null, value: null, says: 'what the account holds is not known.' };
  }
  const leaving = ledger.open
    .filter(({ symbol, side, status }) => symbol === asked.symbol && side === 'sell' && onTheirWay.includes(status))
    .reduce((sum, row) => sum.plus(row.amount), new Big(0));
  const free = new Big(holdings[instrument.base]?.free ?? '0').minus(leaving);
  if (amount.lte(free)) return undefined;
  return {
    limit: free.toFixed(),
    value: amount.toFixed(),
    says: `no more than the ${free.toFixed()} ${instrument.base} that are held and free may be sold.`,
  };
}
