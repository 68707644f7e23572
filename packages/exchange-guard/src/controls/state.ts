import type { PreTradeControl } from './control.ts';
import { notReducing } from './reducing.ts';

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
