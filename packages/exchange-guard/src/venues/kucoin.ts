import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const isOrder = (row: unknown): boolean => isObject(row) && isText(row.id) && isText(row.symbol);
export const isHeard = (answer: unknown): boolean => isText(at(answer, 'data', 'orderId'));
/** An order that is not there is told as null. */
const isOrderOrNone = (answer: unknown): boolean => {
  const order = at(answer, 'data');
  return order === null || isOrder(order);
};

type More = Partial<Door> & { readonly version?: string };

/** ccxt puts the version into the address itself, and knows one for each call. */
export const door = (use: Door['use'], call: string, { version = 'v1', ...more }: More = {}): Door => {
  const [api = '', method = '', path = ''] = call.split(' ');
  return {
    api,
    method: method as Door['method'],
    path,
    at: { base: api, path: `/api/${version}/${path}` },
    use,
    ...more,
  };
};

const doors: readonly Door[] = [
  door('public', 'public GET timestamp', { shaped: (a) => Number.isSafeInteger(at(a, 'data')) }),
  door('public', 'public GET symbols', { version: 'v2', shaped: holdsRows(['data']), maxBytes: 16 * MiB }),
  door('public', 'public GET market/orderbook/level{level}_{limit}', {
    shaped: (a) => isArray(at(a, 'data', 'bids')) && isArray(at(a, 'data', 'asks')),
  }),
  door('public', 'public GET market/candles', { shaped: (a) => isArray(at(a, 'data')) }),
  door('audit', 'private GET user/api-key'),
  door('audit', 'uta GET user/my-ip', { version: 'ua/v1' }),
  door('read', 'private GET accounts', { shaped: holdsRows(['data']), maxBytes: 4 * MiB }),
  door('read', 'private GET hf/orders/active/symbols', { shaped: (a) => isArray(at(a, 'data', 'symbols')) }),
  door('read', 'private GET hf/orders/active', { shaped: holdsRows(['data'], isOrder), maxBytes: 4 * MiB }),
  door('read', 'private GET hf/orders/client-order/{clientOid}', { shaped: isOrderOrNone }),
  door('read', 'private GET hf/orders/{orderId}', { shaped: isOrderOrNone }),
  door('read', 'private GET hf/fills', { shaped: holdsRows(['data', 'items']) }),
  door('order', 'private POST hf/orders', { shaped: isHeard }),
  door('cancel', 'private DELETE hf/orders/client-order/{clientOid}', {
    shaped: (a) => isText(at(a, 'data', 'clientOid')),
  }),
];

/** Parameters that an order may carry. Funds to spend, margin, ends, icebergs and tags are not ours: they never leave. */
const orderParameters = new Set(['clientOid', 'side', 'symbol', 'type', 'size', 'price', 'timeInForce']);

const kinds = { market: 'market', limit: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const whole = strictJson(body);
  if (!isObject(whole)) return undefined;
  const { postOnly, ...rest } = whole;
  const seen = textFields(rest, orderParameters);
  const kind = oneOf(kinds, seen?.get('type'));
  // Said only where it is meant.
  const flagged = postOnly === true && kind === 'limit';
  if (seen === undefined || ('postOnly' in whole && !flagged)) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('clientOid'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: flagged ? 'limit-post-only' : kind,
    amount: seen.get('size'),
    price: seen.get('price'),
    timeInForce: seen.get('timeInForce'),
  });
}

const get = (ask: Ask, path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
  ask({ api: 'private', method: 'GET', path, params });

async function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  // It tells open orders market by market, and first which markets there are.
  const markets =
    marketId === undefined ? at(await get(ask, 'hf/orders/active/symbols', {}), 'data', 'symbols') : [marketId];
  const found: Fields[] = [];
  for (const symbol of isArray(markets) ? markets : []) {
    found.push(...rowsAt(await get(ask, 'hf/orders/active', { symbol: String(symbol) }), 'data'));
  }
  return found;
}

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    const [path, id] =
      'clientOrderId' in named
        ? (['hf/orders/client-order/{clientOid}', { clientOid: named.clientOrderId }] as const)
        : (['hf/orders/{orderId}', { orderId: named.exchangeOrderId }] as const);
    const order = at(await get(ask, path, { symbol: named.marketId, ...id }), 'data');
    return isObject(order) ? order : undefined;
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const path = 'hf/orders/client-order/{clientOid}';
    const params = { symbol: marketId, clientOid: clientOrderId };
    await ask({ api: 'private', method: 'DELETE', path, params });
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
 * Codes by which an order was turned down before it could match. 126033, 126044, 408000 and 500000 are "duplicate",
 * "timeout" and "internal error": an order may exist then. Source: www.kucoin.com/docs-new/error-code.
 */
const rejected = new Set(
  `126001 126002 126003 126004 126005 126006 126007 126009 126011 126013 126015 126021 126022 126027 126028 126029 126030
  126037 126042 126045 126046 126047 126048 130201 200001 200003 200004 210021 230003 300003 300012 400001 400002 400003
  400004 400005 400006 400007 400100 400200 400303 400330 400350 400370 400400 400500 400600 400760 411100 415000 429000
  600100 600101 900001`.split(/\s+/),
);

/** An id that was used before is refused with a common code: then an earlier attempt of ours did arrive. */
const repeated = /clientOid|duplicate|repeat/i;

const noSuchOrder = /order[ ._]?(?:does )?not[ ._]?exist/i;

const ownView: NonNullable<VenueRow['ownView']> = {
  api: 'uta',
  method: 'GET',
  path: 'user/my-ip',
  params: {},
  read: (answer) => at(answer, 'data', 'ip') ?? at(answer, 'data'),
};

/** Returns what an error answer means at one of KuCoin's exchanges, by the name that people know it by. */
export const diagnosing = (title: string): VenueRow['diagnose'] =>
  means.diagnosing(title, {
    400003: means.wrongKey(title, '400003'),
    400006: means.wrongAddress(title, '400006'),
    400007: means.missingPermission(title, '400007'),
    400005: means.badSignature(title, '400005'),
    400004: means.wrongPassphrase(title, '400004'),
    400002: means.skewedClock(title, '400002'),
    411100: means.notServed(title, '411100'),
    400500: means.notServed(title, '400500'),
    503000: means.maintenance(title, '503000'),
    500000: means.maintenance(title, '500000'),
    429000: means.tooMany(title, '429000'),
  });

/** What is the same for coins and contracts. */
export const shared = {
  credentialFields: ['apiKey', 'secret', 'password'],
  hmacOverText: true,
  hosts: ['api-broker.kucoin.com', 'api-futures.kucoin.com', 'api.kucoin.com', 'kucoin.com'],
  options: {
    // Known, so that ccxt does not ask for it with the key while it loads the markets, and before each call.
    uta: false,
    hf: true,
    // ccxt signs a second time with a key of its own, to be counted as a broker.
    partner: { spot: { id: '', key: '' }, future: { id: '', key: '' } },
  },
  bookRows: 20,
  ownView,
  receiveWindowMs: 5000,
  orderRetentionMs: 24 * 60 * 60 * 1000,
  answerOf,
  saysClock: ({ code }: VenueAnswer): boolean => code === '400002',
} as const satisfies Partial<VenueRow>;

const title = 'KuCoin';

const row: VenueRow = {
  ...shared,
  exchange: 'kucoin',
  title,
  reached: ['api.kucoin.com'],
  doors,
  options: { ...shared.options, defaultType: 'spot', fetchMarkets: { types: ['spot'], fetchTickersFees: false } },
  given: {
    loadMarkets: { marginables: false },
    // What the orders of `hf` are paid from is called the trading account.
    fetchBalance: { hf: false, type: 'trade' },
  },
  orders,
  wireOrder,
  provesRejected: rejectedBy(rejected, repeated),
  saysNotFound: ({ code, says }) =>
    code === '100001' || code === '126043' || code === 'order_not_exist' || noSuchOrder.test(says ?? ''),
  diagnose: diagnosing(title),
};

export const kucoin = Object.freeze(row);
