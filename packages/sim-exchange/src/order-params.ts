import type { Side } from './book.ts';
import type { OrderAsk, OrderType, SelfTradePrevention, TimeInForce } from './orders.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusals.ts';
import { marketOf, type Venue } from './route.ts';

/** Every parameter of a new order. */
export const orderParams = [
  'symbol',
  'side',
  'type',
  'timeInForce',
  'quantity',
  'quoteOrderQty',
  'price',
  'newClientOrderId',
  'newOrderRespType',
  'selfTradePreventionMode',
] as const;

type Field = 'timeInForce' | 'quantity' | 'quoteOrderQty' | 'price';

/** What each order type needs and what it must not have. */
const shapes: Readonly<Record<OrderType, { needs: readonly Field[]; forbids: readonly Field[] }>> = {
  LIMIT: { needs: ['timeInForce', 'quantity', 'price'], forbids: ['quoteOrderQty'] },
  LIMIT_MAKER: { needs: ['quantity', 'price'], forbids: ['quoteOrderQty', 'timeInForce'] },
  MARKET: { needs: [], forbids: ['timeInForce', 'price'] },
};

const sides: readonly Side[] = ['BUY', 'SELL'];
const types: readonly OrderType[] = ['LIMIT', 'LIMIT_MAKER', 'MARKET'];
const timesInForce: readonly TimeInForce[] = ['GTC', 'IOC', 'FOK'];
const preventions: readonly SelfTradePrevention[] = ['EXPIRE_MAKER', 'EXPIRE_TAKER', 'EXPIRE_BOTH'];

/** Reads a new order. @throws Refusal for what is missing, too much, or not of its kind */
export function readOrder(params: Params, venue: Venue): OrderAsk {
  params.required('symbol');
  params.required('side');
  params.required('type');
  const { instrument } = marketOf({ params, venue });
  const side = params.choice('side', sides, 'INVALID_SIDE') ?? 'BUY';
  const type = params.choice('type', types, 'INVALID_TYPE') ?? 'LIMIT';
  checkShape(params, type);
  return {
    instrument,
    side,
    type,
    timeInForce: params.choice('timeInForce', timesInForce, 'INVALID_TIME_IN_FORCE') ?? 'GTC',
    amount: params.decimal('quantity', 'INVALID_QUANTITY'),
    value: params.decimal('quoteOrderQty', 'INVALID_QUANTITY'),
    price: params.decimal('price', 'INVALID_PRICE'),
    clientOrderId: params.clientId('newClientOrderId'),
    selfTradePrevention: params.choice('selfTradePreventionMode', preventions, 'INVALID_PARAMETER') ?? 'EXPIRE_MAKER',
  };
}

function checkShape(params: Params, type: OrderType): void {
  const { needs, forbids } = shapes[type];
  for (const name of needs) params.required(name);
  const extra = forbids.find((name) => params.has(name));
  if (extra === 'timeInForce') throw new Refusal('TIME_IN_FORCE_NOT_REQUIRED');
  if (extra) throw new Refusal('NOT_REQUIRED', extra);
  if (type !== 'MARKET') return;
  if (!params.has('quantity') && !params.has('quoteOrderQty')) {
    throw new Refusal('MISSING_EITHER', 'quantity', 'quoteOrderQty');
  }
  if (params.has('quantity') && params.has('quoteOrderQty')) throw new Refusal('INVALID_COMBINATION');
}
