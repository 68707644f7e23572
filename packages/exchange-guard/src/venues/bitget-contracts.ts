import type { OrderRequest } from '../order.ts';
import { door, isHeard, listed, notFound, rejected, repeated, shared, title, unfit } from './bitget.ts';
import { inCrossMargin, inHedgeMode, notInUsdt } from './modes.ts';
import { after, everyRow, type From, PAGE } from './pages.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, ContractCalls, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const isOrder = (row: Fields): boolean => isText(row.orderId) && isText(row.symbol);
const isPosition = (row: Fields): boolean => isText(row.symbol) && isText(row.total) && isText(row.holdSide);

const doors: readonly Door[] = [
  door('public', 'public.common GET v2/public/time', { shaped: (a) => isText(at(a, 'data', 'serverTime')) }),
  door('public', 'public.mix GET v2/mix/market/contracts', { shaped: holdsRows(['data']), maxBytes: 16 * MiB }),
  door('public', 'public.mix GET v2/mix/market/merge-depth', {
    shaped: (a) => isArray(at(a, 'data', 'bids')) && isArray(at(a, 'data', 'asks')),
  }),
  door('public', 'public.mix GET v2/mix/market/candles', { shaped: (a) => isArray(at(a, 'data')) }),
  door('audit', 'private.spot GET v2/spot/account/info'),
  door('audit', 'private.uta GET v3/account/info'),
  door('read', 'private.mix GET v2/mix/account/accounts', { shaped: holdsRows(['data']) }),
  door('read', 'private.mix GET v2/mix/account/account', { shaped: (a) => isText(at(a, 'data', 'posMode')) }),
  door('read', 'private.mix GET v2/mix/position/all-position', { shaped: holdsRows(['data'], isPosition) }),
  door('read', 'private.mix GET v2/mix/order/orders-pending', { shaped: listed('entrustedList', isOrder) }),
  door('read', 'private.mix GET v2/mix/order/detail', {
    shaped: (a) => isText(at(a, 'data', 'orderId')) && isText(at(a, 'data', 'symbol')),
  }),
  door('read', 'private.mix GET v2/mix/order/fills', { shaped: listed('fillList') }),
  door('order', 'private.mix POST v2/mix/order/place-order', { shaped: isHeard }),
  door('cancel', 'private.mix POST v2/mix/order/cancel-order', { shaped: isHeard }),
];

/** Contracts that are settled in USDT: what is ordered. The others are looked at, for what somebody else does there. */
const product = { productType: 'USDT-FUTURES', marginCoin: 'USDT' } as const;
export const USDT_ALONE = 'balances are told by what contracts are settled in: orders go to those in USDT alone';
const products = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const;

/** Parameters that an order may carry. Presets, triggers and sides of a position are not ours: they never leave. */
const orderParameters = new Set([
  'symbol',
  'orderType',
  'price',
  'force',
  'marginCoin',
  'size',
  'productType',
  'clientOid',
  'marginMode',
  'reduceOnly',
  'side',
]);

const kinds = { market: 'market', limit: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = textFields(strictJson(body), orderParameters);
  const kind = oneOf(kinds, seen?.get('orderType'));
  const postOnly = seen?.get('force') === 'post_only';
  const reduceOnly = seen?.get('reduceOnly');
  if (seen === undefined || (postOnly && kind !== 'limit') || (reduceOnly ?? 'YES') !== 'YES') return undefined;
  if (seen.get('marginMode') !== 'isolated' || seen.get('productType') !== product.productType) return undefined;
  if (seen.get('marginCoin') !== product.marginCoin) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('clientOid'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('size'),
    price: seen.get('price'),
    timeInForce: postOnly ? undefined : seen.get('force'),
    ...(reduceOnly === undefined ? {} : { reduceOnly: true }),
  });
}

const get = (ask: Ask, path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
  ask({ api: 'private.mix', method: 'GET', path, params });

function openOf(ask: Ask, params: From): Promise<readonly Fields[]> {
  return everyRow(title, async (from) => {
    const answer = await get(ask, 'v2/mix/order/orders-pending', { limit: String(PAGE), ...params, ...from });
    const rows = rowsAt(answer, 'data', 'entrustedList');
    return { rows, next: after(rows, 'idLessThan', 'orderId') };
  });
}

const orders: OrderCalls = {
  async open(ask, marketId) {
    if (marketId !== undefined) return openOf(ask, { productType: product.productType, symbol: marketId });
    return (await Promise.all(products.map((productType) => openOf(ask, { productType })))).flat();
  },
  async find(ask, named) {
    const id = 'clientOrderId' in named ? { clientOid: named.clientOrderId } : { orderId: named.exchangeOrderId };
    const params = { symbol: named.marketId, productType: product.productType, ...id };
    return at(await get(ask, 'v2/mix/order/detail', params), 'data');
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const params = { symbol: marketId, ...product, clientOid: clientOrderId };
    await ask({ api: 'private.mix', method: 'POST', path: 'v2/mix/order/cancel-order', params });
    return 'heard';
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
  idsOnly: true,
  // An order names its margin mode; that the market is in it is seen to at the start.
  alsoSays: () => ({ marginMode: 'isolated' }),
};

const contracts: ContractCalls = {
  async held(ask) {
    const told = await Promise.all(
      products.map((productType) => get(ask, 'v2/mix/position/all-position', { productType })),
    );
    return told
      .flatMap((answer) => rowsAt(answer, 'data'))
      .map(({ symbol, total, holdSide }) => ({
        marketId: symbol,
        contracts: holdSide === 'short' ? `-${String(total)}` : total,
      }));
  },
  async unfit(ask, markets) {
    const other = notInUsdt(markets, USDT_ALONE);
    if (other !== undefined) return other;
    for (const { symbol, marketId } of markets) {
      const asked = await get(ask, 'v2/mix/account/account', { symbol: marketId, ...product });
      const account = at(asked, 'data');
      if (at(account, 'posMode') !== 'one_way_mode') return inHedgeMode(title);
      if (at(account, 'marginMode') !== 'isolated') return inCrossMargin(symbol, title);
    }
    return undefined;
  },
};

/** Those of the spot markets, and for contracts: nothing to close, not enough of it, and another position mode. */
const refused: ReadonlySet<string> = new Set([...rejected, '22002', '40757', '40774']);

const provesRejected = rejectedBy(refused, repeated);

export const cannotTakeOthers = ({ symbol }: OrderRequest): string | undefined =>
  typeof symbol === 'string' && !symbol.endsWith(':USDT') ? `At ${title} ${USDT_ALONE}.` : undefined;

const row: VenueRow = {
  ...shared,
  doors,
  options: {
    defaultType: 'swap',
    defaultSubType: 'linear',
    fetchMarkets: { types: ['swap'] },
    // Known from the audit; unless told, ccxt asks with the key before it loads the markets.
    uta: false,
    // It wants to be told how long an order stays.
    createOrder: { timeInForce: 'GTC' },
  },
  given: { fetchBalance: { productType: product.productType } },
  orders,
  contracts,
  unfit,
  cannotTake: cannotTakeOthers,
  wireOrder,
  provesRejected,
  saysNotFound: ({ code }) => code !== undefined && notFound.has(code),
};

export const bitgetContracts = Object.freeze(row);
