import { orderParams, readOrder } from './order-params.ts';
import { isOpen, type Order } from './orders.ts';
import type { Params } from './params.ts';
import { Refusal, type RefusalName } from './refusals.ts';
import { acknowledgement, cancellation, full, ownTrade, result, status } from './reports.ts';
import { type Call, marketOf, type Route } from './route.ts';

const ARCHIVED_AFTER = 90 * 86_400_000;

const answers = { ACK: acknowledgement, RESULT: result, FULL: full } as const;

/** Orders and trades of the account. Their times are wall time: clients compare them with their own clock. */
export const orderRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v3/order',
    access: 'signed',
    permission: 'spotTrading',
    weight: 1,
    places: true,
    takes: orderParams,
    answer: placeOrder,
  },
  {
    method: 'POST',
    path: '/api/v3/order/test',
    access: 'signed',
    permission: 'spotTrading',
    weight: 1,
    takes: orderParams,
    answer: (call) => {
      call.venue.matching.check(marketOf(call), readOrder(call.params, call.venue));
      return {};
    },
  },
  {
    method: 'DELETE',
    path: '/api/v3/order',
    access: 'signed',
    permission: 'spotTrading',
    weight: 1,
    takes: ['symbol', 'orderId', 'origClientOrderId', 'newClientOrderId', 'cancelRestrictions'],
    answer: cancelOrder,
  },
  {
    method: 'DELETE',
    path: '/api/v3/openOrders',
    access: 'signed',
    permission: 'spotTrading',
    weight: 1,
    takes: ['symbol'],
    answer: cancelAll,
  },
  {
    method: 'GET',
    path: '/api/v3/order',
    access: 'signed',
    permission: 'reading',
    weight: 4,
    takes: ['symbol', 'orderId', 'origClientOrderId'],
    answer: (call) => status(lookedUp(call)),
  },
  {
    method: 'GET',
    path: '/api/v3/openOrders',
    access: 'signed',
    permission: 'reading',
    weight: 6,
    takes: ['symbol'],
    answer: (call) => {
      const { orders } = call.venue.matching;
      const open = call.params.has('symbol') ? orders.openOrders(marketOf(call).instrument) : orders.openOrders();
      return open.map(status);
    },
  },
  {
    method: 'GET',
    path: '/api/v3/allOrders',
    access: 'signed',
    permission: 'reading',
    weight: 20,
    takes: ['symbol', 'orderId', 'startTime', 'endTime', 'limit'],
    answer: (call) => {
      const orders = call.venue.matching.orders.orders(marketOf(call).instrument);
      return page(call.params, 'orderId', orders, (order) => order.createdAt).map(status);
    },
  },
  {
    method: 'GET',
    path: '/api/v3/myTrades',
    access: 'signed',
    permission: 'reading',
    weight: 20,
    takes: ['symbol', 'orderId', 'startTime', 'endTime', 'fromId', 'limit'],
    answer: (call) => {
      const trades = call.venue.matching.orders.trades(marketOf(call).instrument);
      const orderId = call.params.integer('orderId');
      const asked = orderId === undefined ? trades : trades.filter((trade) => trade.order.id === orderId);
      return page(call.params, 'fromId', asked, (trade) => trade.at).map(ownTrade);
    },
  },
];

function placeOrder(call: Call): object {
  const { venue, params, at } = call;
  const kinds = Object.keys(answers) as (keyof typeof answers)[];
  const asked = params.choice('newOrderRespType', kinds, 'INVALID_PARAMETER');
  const ask = readOrder(params, venue);
  venue.usage.order(at);
  const order = venue.matching.submit(marketOf(call), ask, at);
  return answers[asked ?? (ask.type === 'LIMIT_MAKER' ? 'ACK' : 'FULL')](order);
}

function cancelOrder(call: Call): object {
  const { venue, params, at } = call;
  const restriction = params.choice(
    'cancelRestrictions',
    ['ONLY_NEW', 'ONLY_PARTIALLY_FILLED'] as const,
    'INVALID_CANCEL_RESTRICTIONS',
  );
  const cancelId = params.clientId('newClientOrderId');
  const order = namedOrder(call, 'UNKNOWN_ORDER');
  if (!isOpen(order)) throw new Refusal('UNKNOWN_ORDER');
  if (restriction && `ONLY_${order.status}` !== restriction) throw new Refusal('CANCEL_RESTRICTED');
  venue.matching.cancel(marketOf(call), order, at);
  return cancellation(order, cancelId ?? venue.matching.madeUpId());
}

function cancelAll(call: Call): object {
  const { venue, at } = call;
  const market = marketOf(call);
  const open = venue.matching.orders.openOrders(market.instrument);
  if (open.length === 0) throw new Refusal('UNKNOWN_ORDER');
  const cancelId = venue.matching.madeUpId();
  return open.map((order) => {
    venue.matching.cancel(market, order, at);
    return cancellation(order, cancelId);
  });
}

function lookedUp(call: Call): Order {
  const order = namedOrder(call, 'NO_SUCH_ORDER');
  const isOld = !isOpen(order) && order.executed.eq(0) && call.at - order.updatedAt > ARCHIVED_AFTER;
  if (isOld) throw new Refusal('ARCHIVED');
  return order;
}

/** Returns the order that `orderId` names, or `origClientOrderId`; sent both, both must mean it. */
function namedOrder(call: Call, otherwise: RefusalName): Order {
  const { params, venue } = call;
  const { instrument } = marketOf(call);
  const id = params.integer('orderId');
  const clientOrderId = params.text('origClientOrderId');
  if (id === undefined && clientOrderId === undefined) {
    throw new Refusal('MISSING_EITHER', 'origClientOrderId', 'orderId');
  }
  const { orders } = venue.matching;
  const order = id === undefined ? orders.byClientId(instrument, clientOrderId ?? '') : orders.byId(instrument, id);
  if (!order || (clientOrderId !== undefined && order.clientOrderId !== clientOrderId)) throw new Refusal(otherwise);
  return order;
}

/** Cuts a list, oldest first, to what was asked: from an id or a time on its oldest part, else its newest. */
function page<T extends { readonly id: number }>(
  params: Params,
  idName: 'orderId' | 'fromId',
  rows: readonly T[],
  timeOf: (row: T) => number,
): readonly T[] {
  const from = params.integer(idName);
  const start = params.integer('startTime');
  const end = params.integer('endTime');
  const limit = params.limit(500, 1_000);
  const asked = rows.filter(
    (row) =>
      (from === undefined || row.id >= from) &&
      (start === undefined || timeOf(row) >= start) &&
      (end === undefined || timeOf(row) <= end),
  );
  return from === undefined && start === undefined ? asked.slice(-limit) : asked.slice(0, limit);
}
