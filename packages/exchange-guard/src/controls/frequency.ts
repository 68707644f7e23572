import type { PreTradeControl } from './control.ts';

const MINUTE_MS = 60_000;

/** An order that has ended without ever having been one: asking again is no repetition. */
const neverWas = ['rejected', 'not-found', 'lost-with-simulator'];

/** How many orders may be open or on their way. One that cannot rest does not add to what rests. */
export const maxOpenOrders: PreTradeControl = {
  id: 'max-open-orders',
  check({ asked }, ledger, { limits: { maxOpenOrders: limit } }) {
    const rests = asked.kind === 'limit' && asked.timeInForce !== 'IOC' && asked.timeInForce !== 'FOK';
    if (limit === 'unlimited' || !rests || ledger.open.length < limit) return undefined;
    return {
      limit,
      value: ledger.open.length,
      says: `${ledger.open.length} orders are open already; at most ${limit} are allowed.`,
    };
  },
};

/** How many messages may be sent in a minute. Cancels count and are never held back. */
export const messageLimit: PreTradeControl = {
  id: 'message-limit',
  check(_order, ledger, { limits: { maxMessagesPerMinute: limit } }) {
    if (limit === 'unlimited') return undefined;
    const sent = ledger.messagesSince(new Date(ledger.now.getTime() - MINUTE_MS));
    if (sent < limit) return undefined;
    return { limit, value: sent, says: `${sent} messages were sent in the last minute; at most ${limit} are allowed.` };
  },
};

/** The same order twice in a short while is a loop more often than a wish. */
export const duplicateOrder: PreTradeControl = {
  id: 'duplicate-order',
  check({ asked, amount, price }, ledger, { limits: { duplicateWindowMs: limit } }) {
    if (limit === 'allowed') return undefined;
    const since = ledger.now.getTime() - limit;
    const twin = ledger.recent.find(
      (row) =>
        row.createdAt.getTime() >= since &&
        !neverWas.includes(row.status) &&
        row.symbol === asked.symbol &&
        row.side === asked.side &&
        row.kind === asked.kind &&
        row.amount === amount?.toFixed() &&
        row.price === price?.toFixed(),
    );
    if (twin === undefined) return undefined;
    return {
      limit,
      value: twin.clientOrderId,
      says: `The same order was placed ${ledger.now.getTime() - twin.createdAt.getTime()} ms ago; within ${limit} ms that counts as a repetition.`,
    };
  },
};
