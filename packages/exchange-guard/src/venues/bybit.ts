import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { everyRow } from './pages.ts';
import type { Ask, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const listOf = (each?: (row: Readonly<Record<string, unknown>>) => boolean) => holdsRows(['result', 'list'], each);
const isOrder = (row: Readonly<Record<string, unknown>>): boolean => isText(row.orderId) && isText(row.symbol);
const isHeard = (answer: unknown): boolean => isText(at(answer, 'result', 'orderId'));

const doors: readonly Door[] = [
  {
    api: 'public',
    method: 'GET',
    path: 'v5/market/time',
    use: 'public',
    shaped: (a) => Number.isSafeInteger(at(a, 'time')),
  },
  {
    api: 'public',
    method: 'GET',
    path: 'v5/market/instruments-info',
    use: 'public',
    shaped: listOf(),
    maxBytes: 16 * MiB,
  },
  {
    api: 'public',
    method: 'GET',
    path: 'v5/market/orderbook',
    use: 'public',
    shaped: (a) => isArray(at(a, 'result', 'b')) && isArray(at(a, 'result', 'a')),
  },
  {
    api: 'public',
    method: 'GET',
    path: 'v5/market/kline',
    use: 'public',
    shaped: (a) => isArray(at(a, 'result', 'list')),
  },
  { api: 'private', method: 'GET', path: 'v5/user/query-api', use: 'audit' },
  {
    api: 'private',
    method: 'GET',
    path: 'v5/account/wallet-balance',
    use: 'read',
    shaped: (a) => rowsAt(a, 'result', 'list').length > 0 && listOf(({ coin }) => isArray(coin))(a),
  },
  { api: 'private', method: 'GET', path: 'v5/order/realtime', use: 'read', shaped: listOf(isOrder) },
  { api: 'private', method: 'GET', path: 'v5/order/history', use: 'read', shaped: listOf(isOrder) },
  { api: 'private', method: 'GET', path: 'v5/execution/list', use: 'read', shaped: listOf() },
  { api: 'private', method: 'POST', path: 'v5/order/create', use: 'order', shaped: isHeard },
  { api: 'private', method: 'POST', path: 'v5/order/cancel', use: 'cancel', shaped: isHeard },
];

/** Parameters that an order may carry. Leverage, triggers, brackets and slippage are not ours: they never leave. */
const orderParameters = new Set([
  'symbol',
  'side',
  'orderType',
  'timeInForce',
  'orderLinkId',
  'price',
  'category',
  'marketUnit',
  'qty',
]);

/** In this spelling alone: the exchange may read another one as something else. */
const sides = { Buy: 'buy', Sell: 'sell' } as const;
const kinds = { Market: 'market', Limit: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = textFields(strictJson(body), orderParameters);
  const kind = oneOf(kinds, seen?.get('orderType'));
  // Without the unit, the amount of a market buy would be read as what to spend.
  const unit = kind === 'market' ? 'baseCoin' : undefined;
  if (seen === undefined || seen.get('category') !== 'spot' || seen.get('marketUnit') !== unit) return undefined;
  const postOnly = seen.get('timeInForce') === 'PostOnly';
  if (postOnly && kind !== 'limit') return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('orderLinkId'),
    marketId: seen.get('symbol'),
    side: oneOf(sides, seen.get('side')),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('qty'),
    price: seen.get('price'),
    timeInForce: postOnly ? undefined : seen.get('timeInForce'),
  });
}

function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  const market = marketId === undefined ? {} : { symbol: marketId };
  return everyRow('Bybit', async (from) => {
    const params = { category: 'spot', limit: '50', ...market, ...from };
    const answer = await ask({ api: 'private', method: 'GET', path: 'v5/order/realtime', params });
    const rows = rowsAt(answer, 'result', 'list');
    const cursor = at(answer, 'result', 'nextPageCursor');
    return { rows, next: isText(cursor) && rows.length > 0 ? { cursor } : undefined };
  });
}

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    const id = 'clientOrderId' in named ? { orderLinkId: named.clientOrderId } : { orderId: named.exchangeOrderId };
    const [[field, wanted] = ['', '']] = Object.entries(id);
    const params = { category: 'spot', symbol: named.marketId, ...id };
    // What has ended is in the first list until the exchange is restarted, and in the second after a while.
    for (const path of ['v5/order/realtime', 'v5/order/history']) {
      const answer = await ask({ api: 'private', method: 'GET', path, params });
      const found = rowsAt(answer, 'result', 'list').find((row) => row[field] === wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const params = { category: 'spot', symbol: marketId, orderLinkId: clientOrderId };
    await ask({ api: 'private', method: 'POST', path: 'v5/order/cancel', params });
    return 'heard';
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
  idsOnly: true,
};

function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const { retCode, retMsg } = parsed;
  return {
    status,
    ...(typeof retCode === 'number' || typeof retCode === 'string' ? { code: String(retCode) } : {}),
    ...(typeof retMsg === 'string' ? { says: retMsg } : {}),
  };
}

/**
 * Codes by which the request was turned down before the engine saw it, or by a rule of the market. 10000, 10016, 170007,
 * 170035, 170146 and 170149 are "timeout", "try again", "submitted" and "failed", and 110072 and 170141 a duplicate of
 * ours: an order may exist then. Source: bybit-exchange/docs, docs/v5/error.mdx.
 */
const rejected = new Set(
  `10001 10002 10003 10004 10005 10006 10008 10009 10010 10018 10024 10027 10028 10029 33004 110003 110004 110007 110012
  110094 170005 170033 170036 170037 170105 170115 170116 170117 170121 170124 170130 170131 170132 170133 170134 170135
  170136 170137 170140 170148 170151 170157 170159 170192 170193 170194 170197 170198 170199 170200 170201 170202 170209
  170210 170217 170218 170221 170222 170224 170227 170228 170229 170371 170372`.split(/\s+/),
);

/** Bybit answers its refusals with 200, too. */
function provesRejected({ status, code }: VenueAnswer): boolean {
  return status < 500 && code !== undefined && rejected.has(code);
}

const notFound = new Set(['110001', '110008', '110010', '170139', '170142', '170143', '170190', '170213']);

function unfit(answers: ReadonlyMap<string, unknown>): string | undefined {
  if (at(answers.get('key'), 'result', 'uta') === 1) return undefined;
  return 'The account is not a unified one (uta): Bybit reads the amount of a market buy differently there.';
}

function rowOf(exchange: string, title: string, host: string): VenueRow {
  const codes: means.Diagnoses = {
    10003: means.wrongKey(title, '10003'),
    10010: means.wrongAddress(title, '10010'),
    10005: means.missingPermission(title, '10005'),
    10004: means.badSignature(title, '10004'),
    10002: means.skewedClock(title, '10002'),
    33004: means.expiredKey(title, '33004'),
    10016: means.maintenance(title, '10016'),
    10009: means.notServed(title, '10009'),
    10024: means.notServed(title, '10024'),
    10006: means.tooMany(title, '10006'),
    10018: means.tooMany(title, '10018'),
  };
  const row: VenueRow = {
    exchange,
    title,
    credentialFields: ['apiKey', 'secret'],
    hmacOverText: true,
    hosts: [host],
    reached: [host],
    doors,
    options: {
      defaultType: 'spot',
      fetchMarkets: { types: ['spot'] },
      recvWindow: 5000,
      // Known from the audit; unless told, ccxt asks twice before each order.
      enableUnifiedMargin: false,
      enableUnifiedAccount: true,
      unifiedMarginStatus: 6,
    },
    unsaid: ['Referer'],
    orders,
    unfit,
    receiveWindowMs: 5000,
    orderRetentionMs: 7 * 24 * 60 * 60 * 1000,
    wireOrder,
    answerOf,
    provesRejected,
    saysClock: ({ code }) => code === '10002',
    saysNotFound: ({ code }) => code !== undefined && notFound.has(code),
    diagnose: means.diagnosing(title, codes),
  };
  return Object.freeze(row);
}

export const bybit = rowOf('bybit', 'Bybit', 'api.bybit.com');
export const bybiteu = rowOf('bybiteu', 'Bybit EU', 'api.bybit.eu');
export const bybitid = rowOf('bybitid', 'Bybit Indonesia', 'api.bybit.id');
