import Big from 'big.js';
import { GuardError, type VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, DoorUse, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { type Fields, holdsRows, isArray, isObject, isText } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const isOrder = (row: unknown): row is Fields =>
  isObject(row) && isText(row.order_id) && typeof row.is_live === 'boolean' && typeof row.is_cancelled === 'boolean';

const publicly = (path: string, shaped: (answer: unknown) => boolean): Door => ({
  api: 'public',
  method: 'GET',
  path,
  use: 'public',
  shaped,
  maxBytes: MiB,
});

/** What is asked is signed in a payload that names the call. */
const door = (use: DoorUse, path: string, more: Partial<Door> = {}): Door => ({
  api: 'private',
  method: 'POST',
  path,
  use,
  named: 'request',
  ...more,
});

const doors: readonly Door[] = [
  publicly('v1/symbols', (a) => isArray(a) && a.every(isText)),
  publicly('v1/symbols/details/{symbol}', (a) => isObject(a) && isText(a.symbol) && isText(a.status)),
  publicly('v1/book/{symbol}', (a) => holdsRows(['bids'])(a) && holdsRows(['asks'])(a)),
  publicly('v2/candles/{symbol}/{timeframe}', (a) => isArray(a) && a.every(isArray)),
  door('audit', 'v1/roles'),
  door('read', 'v1/balances', { shaped: holdsRows([], (row) => isText(row.currency)) }),
  door('read', 'v1/orders', { shaped: holdsRows([], isOrder), maxBytes: 4 * MiB }),
  door('read', 'v1/order/status', { shaped: (a) => isOrder(a) || holdsRows([], isOrder)(a) }),
  door('read', 'v1/mytrades', { shaped: holdsRows([], (row) => isText(row.order_id)) }),
  door('order', 'v1/order/new', { shaped: isOrder }),
  door('cancel', 'v1/order/cancel', { shaped: isOrder }),
];

/** Parameters that an order may carry. Stops, auctions, sub-accounts and margin are not ours: they never leave. */
const orderParameters = new Set(['request', 'nonce', 'client_order_id', 'symbol', 'amount', 'price', 'side', 'type']);

/** How each of its options reads in our words. */
const ways = {
  'maker-or-cancel': { kind: 'limit-post-only', time: undefined },
  'immediate-or-cancel': { kind: 'limit', time: 'IOC' },
  'fill-or-kill': { kind: 'limit', time: 'FOK' },
} as const;

function wireOrder(payload: string): WireOrder | undefined {
  const whole = strictJson(payload);
  if (!isObject(whole)) return undefined;
  const { options, ...rest } = whole;
  const seen = textFields(rest, orderParameters);
  const [name, ...more] = isArray(options) ? options : [];
  const way = oneOf<(typeof ways)[keyof typeof ways]>(ways, isText(name) ? name : undefined);
  if (seen?.get('request') !== '/v1/order/new' || seen.get('type') !== 'exchange limit') return undefined;
  if (!/^\d{1,16}$/.test(seen.get('nonce') ?? '')) return undefined;
  // One of those that are ours, or none at all.
  if ('options' in whole && (way === undefined || more.length > 0)) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('client_order_id'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: way?.kind ?? 'limit',
    amount: seen.get('amount'),
    price: seen.get('price'),
    timeInForce: way?.time,
  });
}

const post = (ask: Ask, path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
  ask({ api: 'private', method: 'POST', path, params });

/** It writes its markets in small letters in one place and in capitals in another. */
const named = (order: Fields): Fields => ({ ...order, symbol: String(order.symbol).toLowerCase() });

/** All of them: it cannot be asked for those of one market. */
async function open(ask: Ask): Promise<readonly Fields[]> {
  const told = await post(ask, 'v1/orders', {});
  return (isArray(told) ? told : []).filter(isOrder).map(named);
}

/** One order, or a list of all that ever had this id. */
async function byClientOrderId(ask: Ask, clientOrderId: string): Promise<Fields | undefined> {
  const told = await post(ask, 'v1/order/status', { client_order_id: clientOrderId });
  const found = (isArray(told) ? told : [told]).filter(isOrder);
  // It does not insist on an id being used once: which of several is ours cannot be told by it.
  if (found.length > 1) throw new GuardError('VENUE_MALFORMED', 'Gemini has several orders of one id.');
  const [order] = found;
  return order?.client_order_id === clientOrderId ? named(order) : undefined;
}

const orders: OrderCalls = {
  open,
  async find(ask, order) {
    if ('clientOrderId' in order) return byClientOrderId(ask, order.clientOrderId);
    const told = await post(ask, 'v1/order/status', { order_id: order.exchangeOrderId });
    return isOrder(told) ? named(told) : undefined;
  },
  async cancel(ask, { clientOrderId }) {
    // It cancels by its own ids alone.
    const order = (await open(ask)).find((one) => one.client_order_id === clientOrderId);
    if (order === undefined) return 'gone';
    const ended = await post(ask, 'v1/order/cancel', { order_id: String(order.order_id) });
    if (!isOrder(ended) || ended.is_live === true) return 'heard';
    return ended.is_cancelled === true ? named(ended) : 'gone';
  },
  marketIn: (order) => order.symbol,
  tradesBy: false,
};

/** It tells the rules of one market per question, and not much more often than once in a second. */
async function rules(ask: Ask, symbols: readonly string[]): Promise<readonly unknown[]> {
  const get = (path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
    ask({ api: 'public', method: 'GET', path, params });
  const told = await get('v1/symbols', {});
  const there = new Set(isArray(told) ? told.map(String) : []);
  const found: Fields[] = [];
  for (const symbol of new Set(symbols)) {
    const marketId = symbol.replace('/', '').toLowerCase();
    if (!there.has(marketId)) continue;
    const details = await get('v1/symbols/details/{symbol}', { symbol: marketId });
    if (isObject(details)) found.push({ ...details, ...steps(details), status: takes(details) ? 'open' : 'closed' });
  }
  return found;
}

/** A market that takes post-only orders, or cancels alone, is none to place orders at. */
const takes = ({ status }: Fields): boolean => status === 'open' || status === 'limit_only';

/** Steps come as `1E-8`: in plain digits they mean the same to whoever counts the places after the point. */
function steps(details: Fields): Fields {
  const plain = (value: unknown): string | undefined =>
    /^[\d.]{1,20}(?:e-?\d{1,2})?$/i.test(String(value)) ? new Big(String(value)).toFixed() : undefined;
  return Object.fromEntries(['tick_size', 'quote_increment'].map((name) => [name, plain(details[name])]));
}

function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const { reason, message } = parsed;
  return { status, ...(isText(reason) ? { code: reason } : {}), ...(isText(message) ? { says: message } : {}) };
}

/**
 * Reasons for which an order was turned down before it could match. "System" and "Maintenance" are not among them: an
 * order may exist then. Source: developer.gemini.com, "Error Codes".
 */
const rejected = new Set(
  `AuctionNotOpen ClientOrderIdTooLong ClientOrderIdMustBeString ConflictingOptions EndpointMismatch EndpointNotFound
  IneligibleTiming InsufficientFunds InvalidApiKey InvalidJson InvalidNonce InvalidOrderType InvalidPrice InvalidQuantity
  InvalidSide InvalidSignature InvalidSymbol InvalidTimestampInPayload MarketNotOpen MissingApikeyHeader MissingOrderField
  MissingPayloadHeader MissingRole MissingSignatureHeader NoSSL OptionsMustBeArray RateLimit UnsupportedOption`.split(
    /\s+/,
  ),
);

const provesRejected = rejectedBy(rejected);

const title = 'Gemini';

const row: VenueRow = {
  exchange: 'gemini',
  title,
  credentialFields: ['apiKey', 'secret'],
  hmacOverText: true,
  hosts: ['api.gemini.com', 'docs.gemini.com', 'exchange.gemini.com'],
  reached: ['api.gemini.com'],
  doors,
  options: {},
  inTurn: true,
  saysInHeader: 'X-GEMINI-PAYLOAD',
  rules,
  clock: { api: 'public', method: 'GET', path: 'v1/symbols', params: {} },
  orders,
  cannotTake: ({ kind }) =>
    kind === 'market'
      ? 'Gemini takes limit orders alone from programs: use a limit order, IOC where it must not rest.'
      : undefined,
  // A number that is further off the time is refused; and after ours has asked once more, so is the one before.
  receiveWindowMs: 30_000,
  // How long it knows an order is not documented: no longer than a day is believed.
  orderRetentionMs: 24 * 60 * 60 * 1000,
  wireOrder,
  answerOf,
  provesRejected,
  saysClock: () => false,
  saysNotFound: ({ code }) => code === 'OrderNotFound',
  diagnose: means.diagnosing(
    title,
    {
      InvalidApiKey: means.wrongKey(title, 'InvalidApiKey'),
      MissingRole: means.missingPermission(title, 'MissingRole'),
      InvalidSignature: means.badSignature(title, 'InvalidSignature'),
      InvalidNonce: {
        says: 'Gemini says that the number of the request is not larger than the last, or too far off the time (InvalidNonce).',
        fix: "Use this key in one program alone, and synchronise this machine's clock (NTP).",
      },
      RateLimit: means.tooMany(title, 'RateLimit'),
      Maintenance: means.maintenance(title, 'Maintenance'),
      System: means.maintenance(title, 'System'),
    },
    {
      // Its own refusals name a reason: this one came from before them.
      403: {
        says: 'Gemini refuses the address that this machine connects from, or the country it is in (403).',
        fix: "Put this machine's address (`pnpm bot ip` prints it) on the key's list, or run the bot where it is served.",
      },
    },
  ),
};

export const gemini = Object.freeze(row);
