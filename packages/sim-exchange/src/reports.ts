import { toText, ZERO } from './decimals.ts';
import type { Order, Trade } from './orders.ts';

/** The shapes in which the API states an order and a trade. Amounts are text with eight decimals, times wall time. */
type Report = Readonly<Record<string, unknown>>;

/** `newOrderRespType` ACK. */
export function acknowledgement(order: Order): Report {
  return {
    symbol: order.instrument.id,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    transactTime: order.updatedAt,
  };
}

/** `newOrderRespType` RESULT. */
export function result(order: Order): Report {
  return { ...acknowledgement(order), ...sizes(order), workingTime: order.createdAt, ...prevention(order) };
}

/** `newOrderRespType` FULL: with the trades that the order made at once. */
export function full(order: Order): Report {
  return { ...result(order), fills: order.trades.map(fill) };
}

/** An order as it is looked up. */
export function status(order: Order): Report {
  return {
    symbol: order.instrument.id,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    ...sizes(order),
    stopPrice: toText(ZERO),
    icebergQty: toText(ZERO),
    time: order.createdAt,
    updateTime: order.updatedAt,
    isWorking: true,
    workingTime: order.createdAt,
    ...prevention(order),
  };
}

/** An order as a cancel answers it; `cancelId` names the cancel, not the order. */
export function cancellation(order: Order, cancelId: string): Report {
  return {
    symbol: order.instrument.id,
    origClientOrderId: order.clientOrderId,
    orderId: order.id,
    orderListId: -1,
    clientOrderId: cancelId,
    transactTime: order.updatedAt,
    ...sizes(order),
    ...prevention(order),
  };
}

/** A trade of the account. */
export function ownTrade(trade: Trade): Report {
  return {
    symbol: trade.order.instrument.id,
    id: trade.id,
    orderId: trade.order.id,
    orderListId: -1,
    price: toText(trade.price),
    qty: toText(trade.amount),
    quoteQty: toText(trade.price.times(trade.amount)),
    commission: toText(trade.fee),
    commissionAsset: trade.feeAsset,
    time: trade.at,
    isBuyer: trade.order.side === 'BUY',
    isMaker: trade.maker,
    isBestMatch: true,
  };
}

function fill(trade: Trade): Report {
  return {
    price: toText(trade.price),
    qty: toText(trade.amount),
    commission: toText(trade.fee),
    commissionAsset: trade.feeAsset,
    tradeId: trade.id,
  };
}

function sizes(order: Order): Report {
  return {
    price: toText(order.price ?? ZERO),
    origQty: toText(order.amount),
    executedQty: toText(order.executed),
    origQuoteOrderQty: toText(order.value ?? ZERO),
    // The field's name is misspelled at Binance.
    cummulativeQuoteQty: toText(order.executedValue),
    status: order.status,
    timeInForce: order.timeInForce,
    type: order.type,
    side: order.side,
  };
}

function prevention(order: Order): Report {
  return { selfTradePreventionMode: order.selfTradePrevention };
}
