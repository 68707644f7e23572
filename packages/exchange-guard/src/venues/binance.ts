import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import type { Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { type Fields, isArray, isObject } from './shapes.ts';
import { formFields, oneOf, wireOrderOf } from './wire.ts';

export const isOrder = (value: unknown): boolean =>
  isObject(value) &&
  (typeof value.orderId === 'number' || typeof value.orderId === 'string') &&
  typeof value.symbol === 'string';

const MiB = 1024 * 1024;

const doors: readonly Door[] = [
  {
    api: 'public',
    method: 'GET',
    path: 'time',
    use: 'public',
    shaped: (a) => isObject(a) && Number.isSafeInteger(a.serverTime),
  },
  {
    api: 'public',
    method: 'GET',
    path: 'exchangeInfo',
    use: 'public',
    shaped: (a) => isObject(a) && isArray(a.symbols),
    maxBytes: 64 * MiB,
  },
  {
    api: 'public',
    method: 'GET',
    path: 'depth',
    use: 'public',
    shaped: (a) => isObject(a) && isArray(a.bids) && isArray(a.asks),
  },
  { api: 'public', method: 'GET', path: 'klines', use: 'public', shaped: (a) => isArray(a) && a.every(isArray) },
  { api: 'sapi', method: 'GET', path: 'account/apiRestrictions', use: 'audit' },
  {
    api: 'private',
    method: 'GET',
    path: 'account',
    use: 'read',
    shaped: (a) => isObject(a) && isArray(a.balances),
    maxBytes: 4 * MiB,
  },
  {
    api: 'private',
    method: 'GET',
    path: 'openOrders',
    use: 'read',
    shaped: (a) => isArray(a) && a.every(isOrder),
    maxBytes: 16 * MiB,
  },
  { api: 'private', method: 'GET', path: 'order', use: 'read', shaped: isOrder },
  {
    api: 'private',
    method: 'GET',
    path: 'myTrades',
    use: 'read',
    shaped: (a) => isArray(a) && a.every(isObject),
    maxBytes: 4 * MiB,
  },
  { api: 'private', method: 'POST', path: 'order', use: 'order', shaped: isOrder },
  { api: 'private', method: 'DELETE', path: 'order', use: 'cancel', shaped: isOrder },
];

/** Parameters that an order may carry. `quoteOrderQty`, stops, icebergs and the rest are not ours: they never leave. */
const orderParameters = new Set([
  'symbol',
  'side',
  'type',
  'timeInForce',
  'quantity',
  'price',
  'newClientOrderId',
  'newOrderRespType',
  'timestamp',
  'recvWindow',
  'signature',
]);

/** In this spelling alone: the exchange may read another one as something else. */
const sides = { BUY: 'buy', SELL: 'sell' } as const;
const kinds = { MARKET: 'market', LIMIT: 'limit', LIMIT_MAKER: 'limit-post-only' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = formFields(body, orderParameters);
  return (
    seen &&
    wireOrderOf({
      clientOrderId: seen.get('newClientOrderId'),
      marketId: seen.get('symbol'),
      side: oneOf(sides, seen.get('side')),
      kind: oneOf(kinds, seen.get('type')),
      amount: seen.get('quantity'),
      price: seen.get('price'),
      timeInForce: seen.get('timeInForce'),
    })
  );
}

export function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const { code, msg } = parsed;
  return {
    status,
    ...(typeof code === 'number' || typeof code === 'string' ? { code: String(code) } : {}),
    ...(typeof msg === 'string' ? { says: msg } : {}),
  };
}

/**
 * Codes by which the request was turned down at the gate or by a filter, so that no order can exist. A 4xx with a
 * code that is not here is ambiguous, like -1006 and -1007 ("execution status unknown") always are.
 * Source: binance-spot-api-docs, errors.md.
 */
const rejected = /^-(?:1002|1003|1008|1013|1014|1015|1020|1021|1022|1034|11\d\d|2008|2010|2014|2015|2016|2021)$/;

/** -2010 is also how an id that is already open is refused: then an earlier attempt of ours did arrive. */
const duplicate = /duplicate/i;

function provesRejected({ status, code, says }: VenueAnswer): boolean {
  if (status < 400 || status >= 500 || code === undefined) return false;
  return rejected.test(code) && !duplicate.test(says ?? '');
}

/** -2011 is every refused cancel, also of an order that is open on a market that is closed. */
export const saysNotFound = ({ code, says }: VenueAnswer): boolean =>
  code === '-2013' || (code === '-2011' && /unknown order/i.test(says ?? ''));

/** What each answer means. -2015 is one code for three causes, and only a person at the key's page can tell them apart. */
const codes = (title: string): means.Diagnoses => ({
  '-2014': {
    says: `${title} says that the API key has the wrong format (-2014).`,
    fix: 'Copy the API key again, whole: it is 64 letters and digits.',
  },
  '-2008': {
    says: `${title} does not know this API key (-2008).`,
    fix: 'Check that the key still exists on the API management page and belongs to this environment.',
  },
  '-2015': {
    says: `${title} refuses the key, the address it was used from, or what it was used for (-2015 does not say which).`,
    fix: 'On the API management page check that the key exists, that this address is on its list (`pnpm bot ip` prints it) and that reading is enabled.',
  },
  '-1002': {
    says: `${title} says that the key is not authorised for this call (-1002).`,
    fix: 'Enable reading for the key on the API management page.',
  },
  '-1021': {
    says: `${title} says that the time in the request is outside its receive window (-1021): our clock is off.`,
    fix: "Synchronise this machine's clock (NTP), then start again.",
  },
  '-1022': {
    says: `${title} says that the signature is not valid (-1022): the secret does not belong to this API key.`,
    fix: 'Copy the API secret again, whole; if it is lost, make a new key.',
  },
  '-1003': {
    says: `${title} says that too many requests came from here (-1003).`,
    fix: 'Wait for the ban to end and look at what else uses this address.',
  },
});

const statuses = (title: string): means.Diagnoses => ({
  403: {
    says: `The address was refused before it reached the exchange (403): a firewall, a proxy, or a country ${title} does not serve.`,
    fix: 'Look at where this machine connects from.',
  },
  404: {
    says: 'There is no such endpoint (404).',
    fix: 'Check that BOT_EXCHANGE_URL, if it is set, names a whole stand-in.',
  },
  418: { says: 'This address is banned for a while (418).', fix: 'Wait for the ban to end before starting again.' },
  429: { says: 'Too many requests came from here (429).', fix: 'Wait a minute before starting again.' },
  451: {
    says: `${title} does not serve the place this machine connects from (451).`,
    fix: 'Use an exchange that serves it.',
  },
});

/** Returns what an error answer means at one of Binance's exchanges, by the name that people know it by. */
export const diagnosing = (title: string): VenueRow['diagnose'] =>
  means.diagnosing(title, codes(title), statuses(title));

const orders: OrderCalls = {
  open: async (ask, marketId) => {
    const params = marketId === undefined ? {} : { symbol: marketId };
    return (await ask({ api: 'private', method: 'GET', path: 'openOrders', params })) as readonly unknown[];
  },
  find: (ask, named) => {
    const id =
      'clientOrderId' in named ? { origClientOrderId: named.clientOrderId } : { orderId: named.exchangeOrderId };
    return ask({ api: 'private', method: 'GET', path: 'order', params: { symbol: named.marketId, ...id } });
  },
  cancel: async (ask, { marketId, clientOrderId }) => {
    const params = { symbol: marketId, origClientOrderId: clientOrderId };
    return (await ask({ api: 'private', method: 'DELETE', path: 'order', params })) as Fields;
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
};

const row: VenueRow = {
  exchange: 'binance',
  title: 'Binance',
  credentialFields: ['apiKey', 'secret'],
  hmacOverText: true,
  hosts: ['api.binance.com', 'dapi.binance.com', 'eapi.binance.com', 'fapi.binance.com', 'papi.binance.com'],
  reached: ['api.binance.com'],
  doors,
  options: {
    defaultType: 'spot',
    // Spot alone: one public call, and nothing that needs the key.
    fetchMarkets: { types: ['spot'] },
    fetchMargins: false,
    fetchCurrencies: false,
    recvWindow: 5000,
    newOrderRespType: { market: 'FULL', limit: 'FULL' },
  },
  orders,
  receiveWindowMs: 5000,
  orderRetentionMs: 90 * 24 * 60 * 60 * 1000,
  wireOrder,
  answerOf,
  provesRejected,
  isAmbiguous: ({ code }) => code === '-2015',
  saysClock: ({ code }) => code === '-1021',
  saysNotFound,
  diagnose: diagnosing('Binance'),
};

export const binance = Object.freeze(row);
