import type { VenueAnswer } from '../error.ts';
import { answerOf, diagnosing, isOrder, saysNotFound } from './binance.ts';
import { inHedgeMode } from './modes.ts';
import type { Ask, ContractCalls, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { formFields, oneOf, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const isPosition = (row: Fields): boolean => isText(row.symbol) && isText(row.positionAmt) && isText(row.positionSide);

/** The same endpoints under two names: contracts that are settled in their quote asset, and in their base asset. */
function doorsOf(part: string, account: string, positions: string): readonly Door[] {
  const door = (use: Door['use'], api: string, path: string, shaped: Door['shaped'], maxBytes = MiB): Door => ({
    api,
    method: use === 'order' ? 'POST' : use === 'cancel' ? 'DELETE' : 'GET',
    path,
    use,
    ...(shaped === undefined ? {} : { shaped }),
    maxBytes,
  });
  const [open, signed] = [`${part}Public`, `${part}Private`];
  return [
    door('public', open, 'time', (a) => Number.isSafeInteger(at(a, 'serverTime'))),
    door('public', open, 'exchangeInfo', (a) => isArray(at(a, 'symbols')), 64 * MiB),
    door('public', open, 'depth', (a) => isArray(at(a, 'bids')) && isArray(at(a, 'asks'))),
    door('public', open, 'klines', (a) => isArray(a) && a.every(isArray)),
    door('audit', 'sapi', 'account/apiRestrictions', undefined),
    door('read', account, 'account', (a) => isArray(at(a, 'assets')), 4 * MiB),
    door('read', positions, 'positionRisk', holdsRows([], isPosition), 4 * MiB),
    door('read', signed, 'positionSide/dual', (a) => typeof at(a, 'dualSidePosition') === 'boolean'),
    door('read', signed, 'openOrders', (a) => isArray(a) && a.every(isOrder), 16 * MiB),
    door('read', signed, 'order', isOrder),
    door('read', signed, 'userTrades', holdsRows([]), 4 * MiB),
    door('order', signed, 'order', isOrder),
    door('cancel', signed, 'order', isOrder),
  ];
}

/** Parameters that an order may carry. Sides of a position, stops, matches and the rest are not ours: they never leave. */
const orderParameters = new Set([
  'symbol',
  'side',
  'type',
  'timeInForce',
  'quantity',
  'price',
  'reduceOnly',
  'newClientOrderId',
  'newOrderRespType',
  'timestamp',
  'recvWindow',
  'signature',
]);

/** In this spelling alone: the exchange may read another one as something else. */
const sides = { BUY: 'buy', SELL: 'sell' } as const;
const kinds = { MARKET: 'market', LIMIT: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = formFields(body, orderParameters);
  const kind = oneOf(kinds, seen?.get('type'));
  const postOnly = seen?.get('timeInForce') === 'GTX';
  const reduceOnly = seen?.get('reduceOnly');
  // Said only where it is meant.
  if (seen === undefined || (postOnly && kind !== 'limit') || (reduceOnly ?? 'true') !== 'true') return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('newClientOrderId'),
    marketId: seen.get('symbol'),
    side: oneOf(sides, seen.get('side')),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('quantity'),
    price: seen.get('price'),
    timeInForce: postOnly ? undefined : seen.get('timeInForce'),
    ...(reduceOnly === undefined ? {} : { reduceOnly: true }),
  });
}

function ordersBy(api: string): OrderCalls {
  return {
    async open(ask, marketId) {
      const params = marketId === undefined ? {} : { symbol: marketId };
      return (await ask({ api, method: 'GET', path: 'openOrders', params })) as readonly unknown[];
    },
    find(ask, named) {
      const id =
        'clientOrderId' in named ? { origClientOrderId: named.clientOrderId } : { orderId: named.exchangeOrderId };
      return ask({ api, method: 'GET', path: 'order', params: { symbol: named.marketId, ...id } });
    },
    async cancel(ask, { marketId, clientOrderId }) {
      const params = { symbol: marketId, origClientOrderId: clientOrderId };
      return (await ask({ api, method: 'DELETE', path: 'order', params })) as Fields;
    },
    marketIn: (order) => order.symbol,
    tradesBy: 'orderId',
  };
}

function contractsBy(api: string, positions: string): ContractCalls {
  return {
    async held(ask: Ask) {
      const rows = rowsAt(await ask({ api: positions, method: 'GET', path: 'positionRisk', params: {} }));
      return rows.map(({ symbol, positionAmt }) => ({ marketId: symbol, contracts: positionAmt }));
    },
    async unfit(ask: Ask) {
      const mode = await ask({ api, method: 'GET', path: 'positionSide/dual', params: {} });
      if (isObject(mode) && mode.dualSidePosition === false) return undefined;
      return inHedgeMode('Binance');
    },
  };
}

/**
 * Codes by which an order was turned down before it could match. -1000, -1001, -1006, -1007 and -1016 say that nobody
 * knows, and -4116 is a duplicate of ours: an order may exist then. Source: developers.binance.com, derivatives, error codes.
 */
const rejected =
  /^-(?:1002|1003|1008|1013|1014|1015|1020|1021|1022|11\d\d|2010|201[4-9]|202[0-8]|400[1-5]|401[3-6]|402[34]|406[12]|4087|4088|4118|4131|4138|414[01]|4164|4192|440[0-3]|502[128])$/;
const duplicate = /duplicate/i;

function provesRejected({ status, code, says }: VenueAnswer): boolean {
  if (status < 400 || status >= 500 || code === undefined) return false;
  return rejected.test(code) && !duplicate.test(says ?? '');
}

interface Differs {
  readonly exchange: string;
  readonly title: string;
  readonly part: 'fapi' | 'dapi';
  /** ccxt's names of the parts that the account and its positions are asked of. */
  readonly account: string;
  readonly positions: string;
  readonly types: 'linear' | 'inverse';
}

function rowOf({ exchange, title, part, account, positions, types }: Differs): VenueRow {
  const row: VenueRow = {
    exchange,
    title,
    credentialFields: ['apiKey', 'secret'],
    hmacOverText: true,
    hosts: ['api.binance.com', 'dapi.binance.com', 'eapi.binance.com', 'fapi.binance.com', 'papi.binance.com'],
    // The key is asked about where all of Binance's are.
    reached: ['api.binance.com', `${part}.binance.com`],
    doors: doorsOf(part, account, positions),
    options: {
      defaultType: 'swap',
      defaultSubType: types,
      fetchMarkets: { types: [types] },
      fetchMargins: false,
      fetchCurrencies: false,
      recvWindow: 5000,
    },
    orders: ordersBy(`${part}Private`),
    contracts: contractsBy(`${part}Private`, positions),
    receiveWindowMs: 5000,
    // What was cancelled without an execution is forgotten after three days.
    orderRetentionMs: 3 * 24 * 60 * 60 * 1000,
    wireOrder,
    answerOf,
    provesRejected,
    isAmbiguous: ({ code }) => code === '-2015',
    // The second is the engine's own window.
    saysClock: ({ code }) => code === '-1021' || code === '-5028',
    saysNotFound,
    diagnose: diagnosing(title),
  };
  return Object.freeze(row);
}

export const binanceusdm = rowOf({
  exchange: 'binanceusdm',
  title: 'Binance USDⓈ-M',
  part: 'fapi',
  account: 'fapiPrivateV3',
  positions: 'fapiPrivateV3',
  types: 'linear',
});

export const binancecoinm = rowOf({
  exchange: 'binancecoinm',
  title: 'Binance COIN-M',
  part: 'dapi',
  account: 'dapiPrivate',
  positions: 'dapiPrivate',
  types: 'inverse',
});
