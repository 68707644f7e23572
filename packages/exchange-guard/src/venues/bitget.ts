import type { VenueAnswer } from '../error.ts';
import type { OrderRequest } from '../order.ts';
import * as means from './diagnosis.ts';
import { after, everyRow, PAGE } from './pages.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const dataOf = (each?: (row: Fields) => boolean) => holdsRows(['data'], each);
const isOrder = (row: Fields): boolean => isText(row.orderId) && isText(row.symbol) && isText(row.status);
export const isHeard = (answer: unknown): boolean => isText(at(answer, 'data', 'orderId'));

export const door = (use: Door['use'], call: string, more: Partial<Door> = {}): Door => {
  const [api = '', method = '', path = ''] = call.split(' ');
  const base = api.split('.')[1] ?? '';
  return { api, method: method as Door['method'], path, at: { base, path: `/api/${path}` }, use, ...more };
};

/** A list that has nothing in it may be told as null. */
export const listed =
  (name: string, each: (row: Fields) => boolean = () => true) =>
  (answer: unknown): boolean =>
    isObject(at(answer, 'data')) && (at(answer, 'data', name) === null || holdsRows(['data', name], each)(answer));

const doors: readonly Door[] = [
  door('public', 'public.common GET v2/public/time', { shaped: (a) => isText(at(a, 'data', 'serverTime')) }),
  door('public', 'public.spot GET v2/spot/public/symbols', { shaped: dataOf(), maxBytes: 16 * MiB }),
  door('public', 'public.margin GET v2/margin/currencies', { shaped: dataOf(), maxBytes: 4 * MiB }),
  door('public', 'public.spot GET v2/spot/market/orderbook', {
    shaped: (a) => isArray(at(a, 'data', 'bids')) && isArray(at(a, 'data', 'asks')),
  }),
  door('public', 'public.spot GET v2/spot/market/candles', { shaped: (a) => isArray(at(a, 'data')) }),
  door('audit', 'private.spot GET v2/spot/account/info'),
  door('audit', 'private.uta GET v3/account/info'),
  door('read', 'private.spot GET v2/spot/account/assets', { shaped: dataOf(), maxBytes: 4 * MiB }),
  door('read', 'private.spot GET v2/spot/trade/unfilled-orders', { shaped: dataOf(isOrder) }),
  door('read', 'private.spot GET v2/spot/trade/orderInfo', { shaped: dataOf(isOrder) }),
  door('read', 'private.spot GET v2/spot/trade/fills', { shaped: dataOf() }),
  door('order', 'private.spot POST v2/spot/trade/place-order', { shaped: isHeard }),
  door('cancel', 'private.spot POST v2/spot/trade/cancel-order', { shaped: isHeard }),
];

/** Parameters that an order may carry. Triggers, brackets and loans are not ours: they never leave. */
const orderParameters = new Set(['symbol', 'orderType', 'price', 'force', 'side', 'size', 'clientOid']);

const kinds = { market: 'market', limit: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = textFields(strictJson(body), orderParameters);
  const kind = oneOf(kinds, seen?.get('orderType'));
  const postOnly = seen?.get('force') === 'post_only';
  // A market buy names what to spend, so its size would be read in another asset.
  if (seen === undefined || (kind === 'market' && (postOnly || seen.get('side') !== 'sell'))) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('clientOid'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('size'),
    price: seen.get('price'),
    timeInForce: postOnly ? undefined : seen.get('force'),
  });
}

const get = (ask: Ask, path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
  ask({ api: 'private.spot', method: 'GET', path, params });

function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  const market = marketId === undefined ? {} : { symbol: marketId };
  return everyRow(title, async (from) => {
    const params = { limit: String(PAGE), ...market, ...from };
    const rows = rowsAt(await get(ask, 'v2/spot/trade/unfilled-orders', params), 'data');
    return { rows, next: after(rows, 'idLessThan', 'orderId') };
  });
}

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    const id = 'clientOrderId' in named ? { clientOid: named.clientOrderId } : { orderId: named.exchangeOrderId };
    return rowsAt(await get(ask, 'v2/spot/trade/orderInfo', id), 'data')[0];
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const params = { symbol: marketId, clientOid: clientOrderId };
    await ask({ api: 'private.spot', method: 'POST', path: 'v2/spot/trade/cancel-order', params });
    return 'heard';
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
  idsOnly: true,
};

function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const { code, msg } = parsed;
  return {
    status,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(typeof msg === 'string' ? { says: msg } : {}),
  };
}

/**
 * Codes by which an order was turned down before it could match. 40010, 40015, 40725 and 45001 are "timeout" and "system
 * error", and 40786 and 43118 a duplicate of ours: an order may exist then. Source: www.bitget.com/api-doc, error code.
 */
export const rejected: ReadonlySet<string> = new Set(
  `40001 40002 40003 40004 40005 40006 40008 40009 40011 40012 40014 40016 40017 40018 40019 40020 40034 40037 40085 40099
  40200 40754 40762 40808 40812 43005 43006 43007 43008 43009 43011 43012 45110 429`.split(/\s+/),
);

/** An id that was used before: then an earlier attempt of ours did arrive. */
export const repeated = /clientOid|clientOrderId|duplicate|repeat/i;

const provesRejected = rejectedBy(rejected, repeated);

export const notFound: ReadonlySet<string> = new Set(['40109', '40768', '43001']);

const saysClock = ({ code }: VenueAnswer): boolean => code === '40004' || code === '40005' || code === '40008';

/** An account of the other kind has other calls for all of this. */
export function unfit(answers: ReadonlyMap<string, unknown>): string | undefined {
  if (isObject(at(answers.get('classic'), 'data'))) return undefined;
  return "The account is a unified one, and account in bot.config.ts is 'classic' or left out: set it to 'unified', or use a key of a classic account.";
}

export const title = 'Bitget';

const diagnose: VenueRow['diagnose'] = means.diagnosing(title, {
  40006: means.wrongKey(title, '40006'),
  40037: means.wrongKey(title, '40037'),
  40018: means.wrongAddress(title, '40018'),
  40014: means.missingPermission(title, '40014'),
  40009: means.badSignature(title, '40009'),
  40012: means.wrongPassphrase(title, '40012'),
  40004: means.skewedClock(title, '40004'),
  40005: means.skewedClock(title, '40005'),
  40008: means.skewedClock(title, '40008'),
  40099: means.wrongEnvironment(title, '40099'),
  40200: means.maintenance(title, '40200'),
  45001: means.maintenance(title, '45001'),
  429: means.tooMany(title, '429'),
});

/** What is the same for every kind of account and market. */
export const shared = {
  exchange: 'bitget',
  title,
  credentialFields: ['apiKey', 'secret', 'password'],
  hmacOverText: true,
  hosts: ['api.bitget.com'],
  reached: ['api.bitget.com'],
  unsaid: ['X-CHANNEL-API-CODE'],
  receiveWindowMs: 30_000,
  orderRetentionMs: 24 * 60 * 60 * 1000,
  answerOf,
  saysClock,
  diagnose,
} as const satisfies Partial<VenueRow>;

/** It buys at market for an amount of the quote asset, so the amount of an order would be read in another one. */
export const cannotBuyAtMarket = ({ kind, side }: OrderRequest): string | undefined =>
  kind === 'market' && side === 'buy'
    ? 'Bitget buys at market only for an amount of the quote asset: use a limit order, IOC where it must not rest.'
    : undefined;

const row: VenueRow = {
  ...shared,
  doors,
  options: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    // Known from the audit; unless told, ccxt asks with the key before it loads the markets.
    uta: false,
    // It wants to be told how long an order stays.
    createOrder: { timeInForce: 'GTC' },
  },
  orders,
  unfit,
  cannotTake: cannotBuyAtMarket,
  wireOrder,
  provesRejected,
  saysNotFound: ({ code }) => code !== undefined && notFound.has(code),
};

export const bitget = Object.freeze(row);
