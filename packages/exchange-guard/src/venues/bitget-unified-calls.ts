import type { VenueAnswer } from '../error.ts';
import { door, isHeard, listed, notFound, rejected, repeated, shared } from './bitget.ts';
import { everyRow, type From, PAGE } from './pages.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, OrderCalls, ToldPosition, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

// Bitget's unified account holds coins and contracts together, and names a kind of market in each call: `category`.
// Source: www.bitget.com/api-doc/uta.

const MiB = 1024 * 1024;
const isOrder = (row: Fields): boolean =>
  isText(row.orderId) && isText(row.symbol) && isText(row.category) && isText(row.orderStatus);
const isPosition = (row: Fields): boolean =>
  isText(row.symbol) && isText(row.total) && (row.posSide === 'long' || row.posSide === 'short');

export const doors: readonly Door[] = [
  door('public', 'public.common GET v2/public/time', { shaped: (a) => isText(at(a, 'data', 'serverTime')) }),
  door('public', 'public.uta GET v3/market/instruments', { shaped: holdsRows(['data']), maxBytes: 16 * MiB }),
  door('public', 'public.uta GET v3/market/orderbook', {
    shaped: (a) => isArray(at(a, 'data', 'b')) && isArray(at(a, 'data', 'a')),
  }),
  door('public', 'public.uta GET v3/market/candles', { shaped: (a) => isArray(at(a, 'data')) }),
  door('audit', 'private.spot GET v2/spot/account/info'),
  door('audit', 'private.uta GET v3/account/info'),
  door('read', 'private.uta GET v3/account/settings', { shaped: (a) => isText(at(a, 'data', 'holdMode')) }),
  door('read', 'private.uta GET v3/account/assets', {
    shaped: holdsRows(['data', 'assets'], (asset) => isText(asset.coin) && isText(asset.debt)),
    maxBytes: 4 * MiB,
  }),
  door('read', 'private.uta GET v3/position/current-position', { shaped: listed('list', isPosition) }),
  door('read', 'private.uta GET v3/trade/unfilled-orders', { shaped: listed('list', isOrder) }),
  door('read', 'private.uta GET v3/trade/order-info', {
    shaped: (a) => isObject(at(a, 'data')) && isOrder(at(a, 'data') as Fields),
  }),
  door('read', 'private.uta GET v3/trade/fills', { shaped: listed('list', (fill) => isText(fill.execId)) }),
  door('order', 'private.uta POST v3/trade/place-order', { shaped: isHeard }),
  door('cancel', 'private.uta POST v3/trade/cancel-order', { shaped: isHeard }),
];

export const get = (ask: Ask, path: string, params: Readonly<Record<string, string>> = {}): Promise<unknown> =>
  ask({ api: 'private.uta', method: 'GET', path, params });

function listOf(ask: Ask, path: string, params: From): Promise<readonly Fields[]> {
  return everyRow(shared.title, async (from) => {
    const answer = await get(ask, path, { limit: String(PAGE), ...params, ...from });
    const rows = rowsAt(answer, 'data', 'list');
    const cursor = at(answer, 'data', 'cursor');
    return { rows, next: rows.length === PAGE && isText(cursor) ? { cursor } : undefined };
  });
}

const ofSpot = ({ category }: Fields): boolean => category === 'SPOT' || category === 'MARGIN';

/**
 * An order in the names that the classic account has: ccxt knows what was executed by those alone, and tells contracts
 * from coins, which have one id, by whether a side of a position is named.
 */
function readable({ posSide: _, ...order }: Fields): Fields {
  return {
    ...order,
    ...(ofSpot(order) ? {} : { posSide: 'net' }),
    baseVolume: order.cumExecQty,
    quoteVolume: order.cumExecValue,
    priceAvg: order.avgPrice,
    reduceOnly: /^yes$/i.test(String(order.reduceOnly)) ? 'YES' : 'NO',
  };
}

/** Here a fee that was paid is above zero, in the classic account below; ccxt reads both in the second way. */
function execution({ feeDetail, ...fill }: Fields): Fields {
  const [charged] = rowsAt(feeDetail);
  const fee = String(charged?.fee ?? '0');
  return {
    symbol: fill.symbol,
    tradeId: fill.execId,
    orderId: fill.orderId,
    orderType: fill.orderType,
    side: fill.side,
    price: fill.execPrice,
    baseVolume: fill.execQty,
    quoteVolume: fill.execValue,
    tradeScope: fill.tradeScope,
    cTime: fill.createdTime,
    posMode: 'one_way_mode',
    feeDetail: [
      { deduction: 'no', feeCoin: charged?.feeCoin, totalFee: fee.startsWith('-') ? fee.slice(1) : `-${fee}` },
    ],
  };
}

/** How orders of one category are asked about. Those of the whole account are of every category. */
export const ordersOf = (category: string): OrderCalls => ({
  async open(ask, marketId) {
    const only = marketId === undefined ? {} : { category, symbol: marketId };
    return (await listOf(ask, 'v3/trade/unfilled-orders', only)).map(readable);
  },
  async find(ask, named) {
    const id = 'clientOrderId' in named ? { clientOid: named.clientOrderId } : { orderId: named.exchangeOrderId };
    const order = at(await get(ask, 'v3/trade/order-info', id), 'data');
    return isObject(order) ? readable(order) : undefined;
  },
  async cancel(ask, { clientOrderId }) {
    const params = { clientOid: clientOrderId };
    await ask({ api: 'private.uta', method: 'POST', path: 'v3/trade/cancel-order', params });
    return 'heard';
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
  async trades(ask, { marketId, exchangeOrderId, since }) {
    const fills = await listOf(ask, 'v3/trade/fills', {
      ...(exchangeOrderId === undefined ? {} : { orderId: exchangeOrderId }),
      ...(since === undefined ? {} : { startTime: String(since.getTime()) }),
    });
    // It has no parameter for a market, and coins and contracts share their ids.
    return fills.filter((fill) => fill.category === category && fill.symbol === marketId).map(execution);
  },
  idsOnly: true,
});

/** Contracts of every kind: also those that nothing is ordered of are looked at. */
const futures = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const;

export async function held(ask: Ask): Promise<readonly ToldPosition[]> {
  const told = await Promise.all(futures.map((category) => get(ask, 'v3/position/current-position', { category })));
  return told
    .flatMap((answer) => rowsAt(answer, 'data', 'list'))
    .map(({ symbol, total, posSide }) => ({
      marketId: symbol,
      contracts: posSide === 'short' ? `-${String(total)}` : total,
    }));
}

const nothing = /^-?0(?:\.0*)?$/;

/** Whether a position is more than the name of its market. */
export const isHeld = ({ contracts }: ToldPosition): boolean => !nothing.test(String(contracts));

const settled: ReadonlySet<unknown> = new Set(['unified', 'hybrid']);

/** Why an order of this account would do something else than it says: it is on the move, or it owes something. */
export async function unsettled(ask: Ask): Promise<string | undefined> {
  const [settings, assets] = await Promise.all([get(ask, 'v3/account/settings'), get(ask, 'v3/account/assets')]);
  if (!settled.has(at(settings, 'data', 'accountMode'))) {
    return 'the account is between two modes, or in one that is not known here: start again when Bitget shows it as unified';
  }
  const owed = rowsAt(assets, 'data', 'assets').find(({ debt }) => !nothing.test(String(debt)));
  if (owed === undefined) return undefined;
  return `the account owes ${String(owed.coin).replace(/\W/g, '').slice(0, 20)}, which moves its balances without an order: repay it at Bitget`;
}

const kinds = { market: 'market', limit: 'limit' } as const;
const times = { gtc: 'GTC', ioc: 'IOC', fok: 'FOK' } as const;

/** Parameters that every order has. Stops, loans and sides of a position are not ours: they never leave. */
const parameters = ['category', 'symbol', 'qty', 'side', 'clientOid', 'price', 'orderType', 'timeInForce'] as const;

/** Reads an order that says these things, each in these words, besides what every order says. */
export function wireOrderIn(body: string, must: Fields, may: Fields = {}): WireOrder | undefined {
  const seen = textFields(strictJson(body), new Set([...parameters, ...Object.keys(must), ...Object.keys(may)]));
  const kind = oneOf(kinds, seen?.get('orderType'));
  const postOnly = seen?.get('timeInForce') === 'post_only';
  const time = oneOf(times, seen?.get('timeInForce'));
  if (seen === undefined || (postOnly && kind !== 'limit') || (!postOnly && time === undefined)) return undefined;
  if (Object.entries(must).some(([name, word]) => seen.get(name) !== word)) return undefined;
  if (Object.entries(may).some(([name, word]) => seen.has(name) && seen.get(name) !== word)) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('clientOid'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('qty'),
    price: seen.get('price'),
    timeInForce: postOnly ? undefined : time,
    ...(seen.has('reduceOnly') ? { reduceOnly: true } : {}),
  });
}

/** Of its own: too little balance, too little margin, and no position to close. Source: api-doc/uta/error-code. */
const refused: ReadonlySet<string> = new Set([...rejected, '25202', '25203', '25227']);

const provesRejected = rejectedBy(refused, repeated);

const missing: ReadonlySet<string> = new Set([...notFound, '25204', '22001']);

/** A hundred candles are all that is given at once; ccxt asks for as many as it is asked for. */
const atMost = Object.fromEntries(
  ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d'].map((t) => [t, 100]),
);

/** ccxt's options for this kind of account. */
export const optionsFor = (kind: 'spot' | 'swap'): VenueRow['options'] => ({
  defaultType: kind,
  uta: true,
  // It wants to be told how long an order stays.
  createOrder: { timeInForce: 'GTC' },
  fetchOHLCV: { [kind]: { maxLimitPerTimeframe: atMost } },
});

/** What is the same for coins and contracts. */
export const sharedByUnified = {
  ...shared,
  doors,
  unfit(answers: ReadonlyMap<string, unknown>): string | undefined {
    if (isObject(at(answers.get('unified'), 'data'))) return undefined;
    return "The account is a classic one, and account in bot.config.ts is 'unified': take that out, or use a key of a unified account.";
  },
  provesRejected,
  saysNotFound: ({ code }: VenueAnswer): boolean => code !== undefined && missing.has(code),
} as const satisfies Partial<VenueRow>;
