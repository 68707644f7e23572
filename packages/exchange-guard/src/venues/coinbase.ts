import { GuardError, type VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { type From, pagesOf } from './pages.ts';
import type { Ask, Door, DoorUse, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const isOrder = (row: unknown): row is Fields => isObject(row) && isText(row.order_id) && isText(row.status);

/** ccxt puts the version into the address itself. */
const door = (api: string, method: 'GET' | 'POST', path: string, use: DoorUse, more: Partial<Door> = {}): Door => ({
  api,
  method,
  path,
  at: { base: 'rest', path: `${api.startsWith('v2') ? '/v2' : '/api/v3'}/${path}` },
  use,
  ...more,
});

const doors: readonly Door[] = [
  door('v2.public', 'GET', 'time', 'public', { shaped: (a) => Number.isSafeInteger(at(a, 'data', 'epoch')) }),
  door('v3.public', 'GET', 'brokerage/market/products', 'public', {
    shaped: holdsRows(['products']),
    maxBytes: 16 * MiB,
  }),
  door('v3.public', 'GET', 'brokerage/market/product_book', 'public', {
    shaped: (a) => holdsRows(['pricebook', 'bids'])(a) && holdsRows(['pricebook', 'asks'])(a),
  }),
  door('v3.public', 'GET', 'brokerage/market/products/{product_id}/candles', 'public', {
    shaped: holdsRows(['candles']),
  }),
  door('v3.private', 'GET', 'brokerage/key_permissions', 'audit'),
  // ccxt asks for the fees of the account while it loads the markets; the audit comes before that.
  door('v3.private', 'GET', 'brokerage/transaction_summary', 'read'),
  door('v3.private', 'GET', 'brokerage/accounts', 'read', {
    // A balance on a second page would be taken to be none.
    shaped: (a) => holdsRows(['accounts'])(a) && at(a, 'has_next') !== true,
    maxBytes: 4 * MiB,
  }),
  door('v3.private', 'GET', 'brokerage/orders/historical/batch', 'read', {
    shaped: holdsRows(['orders'], isOrder),
    maxBytes: 4 * MiB,
  }),
  door('v3.private', 'GET', 'brokerage/orders/historical/{order_id}', 'read', {
    shaped: (a) => isOrder(at(a, 'order')),
  }),
  door('v3.private', 'GET', 'brokerage/orders/historical/fills', 'read', { shaped: holdsRows(['fills']) }),
  door('v3.private', 'POST', 'brokerage/orders', 'order', {
    shaped: (a) => at(a, 'success') === true && isText(at(a, 'success_response', 'order_id')),
  }),
  door('v3.private', 'POST', 'brokerage/orders/batch_cancel', 'cancel', {
    shaped: (a) => rowsAt(a, 'results').length === 1 && holdsRows(['results'])(a),
  }),
];

/** Each way an order can be meant, and all that may be said in it. Stops, ends and amounts in the quote asset are not ours. */
const ways = {
  limit_limit_gtc: { kind: 'limit', time: undefined, said: ['base_size', 'limit_price', 'post_only'] },
  sor_limit_ioc: { kind: 'limit', time: 'IOC', said: ['base_size', 'limit_price'] },
  market_market_ioc: { kind: 'market', time: undefined, said: ['base_size'] },
} as const;

/** In this spelling alone: the exchange may read another one as something else. */
const sides = { BUY: 'buy', SELL: 'sell' } as const;
const orderParameters = new Set(['client_order_id', 'product_id', 'side']);

function wireOrder(body: string): WireOrder | undefined {
  const whole = strictJson(body);
  if (!isObject(whole) || !isObject(whole.order_configuration)) return undefined;
  const { order_configuration: configuration, ...rest } = whole;
  const seen = textFields(rest, orderParameters);
  const [[name, terms] = ['', undefined], ...more] = Object.entries(configuration);
  const way = oneOf<(typeof ways)[keyof typeof ways]>(ways, name);
  if (seen === undefined || way === undefined || more.length > 0 || !isObject(terms)) return undefined;
  const { post_only: postOnly = false, ...sizes } = terms;
  const said = textFields(sizes, new Set(way.said));
  const flagged = typeof postOnly === 'boolean' && (!postOnly || name === 'limit_limit_gtc');
  if (said === undefined || !flagged || ('post_only' in terms && name !== 'limit_limit_gtc')) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('client_order_id'),
    marketId: seen.get('product_id'),
    side: oneOf(sides, seen.get('side')),
    kind: postOnly ? 'limit-post-only' : way.kind,
    amount: said.get('base_size'),
    price: said.get('limit_price'),
    timeInForce: way.time,
  });
}

/** Not in the book yet, or not out of it yet. */
const underway = new Set(['PENDING', 'QUEUED', 'CANCEL_QUEUED', 'EDIT_QUEUED']);

const settled = (order: Fields): Fields => (underway.has(String(order.status)) ? { ...order, status: 'OPEN' } : order);

/** How many pages are looked through, of 250 orders each. */
const PAGES = 8;

/** The orders of each page in turn, newest first. */
function pages(ask: Ask, params: From): AsyncGenerator<readonly Fields[]> {
  const answered = async (from: From) => {
    const answer = await ask({
      api: 'v3.private',
      method: 'GET',
      path: 'brokerage/orders/historical/batch',
      params: { limit: '250', ...params, ...from },
    });
    const cursor = at(answer, 'cursor');
    const next = at(answer, 'has_next') === true && isText(cursor) ? { cursor } : undefined;
    return { rows: rowsAt(answer, 'orders').map(settled), next };
  };
  return pagesOf('Coinbase', answered, PAGES);
}

async function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  const market = marketId === undefined ? {} : { product_ids: marketId };
  const found: Fields[] = [];
  for await (const page of pages(ask, { order_status: 'OPEN', ...market })) found.push(...page);
  return found;
}

/** What came between our making an order and the last moment it could be taken in, with clocks that are apart, in ms. */
const BEFORE_MS = 60_000;
const AFTER_MS = 60 * 60_000;

function around(madeAt: Date | undefined): Readonly<Record<string, string>> {
  if (madeAt === undefined) return {};
  const at = (ms: number): string => new Date(madeAt.getTime() + ms).toISOString();
  return { start_date: at(-BEFORE_MS), end_date: at(AFTER_MS) };
}

/**
 * It cannot be asked for an order by our id: the open ones are looked through, and then all that came when it was made.
 * Where nobody knows when that was, it is the last ones of all.
 */
async function byClientOrderId(
  ask: Ask,
  clientOrderId: string,
  marketId: string,
  madeAt: Date | undefined,
): Promise<Fields | undefined> {
  const isIt = (order: Fields): boolean => order.client_order_id === clientOrderId;
  const found = (await open(ask, marketId)).find(isIt);
  if (found !== undefined) return found;
  for await (const page of pages(ask, { product_ids: marketId, ...around(madeAt) })) {
    const over = page.find(isIt);
    if (over !== undefined) return over;
  }
  return undefined;
}

const notCancellable = new Set(['UNKNOWN_CANCEL_ORDER', 'ORDER_IS_FULLY_FILLED']);

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    if ('clientOrderId' in named) return byClientOrderId(ask, named.clientOrderId, named.marketId, named.madeAt);
    const path = 'brokerage/orders/historical/{order_id}';
    const params = { order_id: named.exchangeOrderId };
    const order = at(await ask({ api: 'v3.private', method: 'GET', path, params }), 'order');
    return isObject(order) ? settled(order) : undefined;
  },
  async cancel(ask, { clientOrderId }) {
    // It cancels by its own ids alone.
    const order = (await open(ask)).find((one) => one.client_order_id === clientOrderId);
    if (order === undefined) return 'gone';
    const params = { order_ids: [String(order.order_id)] };
    const answer = await ask({ api: 'v3.private', method: 'POST', path: 'brokerage/orders/batch_cancel', params });
    const [result] = rowsAt(answer, 'results');
    if (result?.success === true) return 'heard';
    const code = String(result?.failure_reason);
    if (notCancellable.has(code)) return 'gone';
    throw new GuardError('VENUE_REFUSED', `Coinbase did not take in a cancel (${code.slice(0, 40)}).`, {
      answer: { status: 200, code },
    });
  },
  marketIn: (order) => order.product_id,
  tradesBy: 'order_ids',
  // ccxt would put one of its own in the place of ours.
  alsoSays: ({ clientOrderId }) => ({ client_order_id: clientOrderId }),
  idsOnly: true,
};

/** Why an order was refused stands inside; "unknown" is told apart from a preview that knows. */
function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const refusal = isObject(parsed.error_response) ? parsed.error_response : parsed;
  const preview = String(refusal.preview_failure_reason ?? '');
  const known = /^PREVIEW_/.test(preview) ? preview : refusal.error;
  const [first] = isArray(parsed.errors) ? parsed.errors : [];
  const code = known ?? at(first, 'id');
  const says = [refusal.message, refusal.error_details, at(first, 'message')].find(isText);
  return { status, ...(isText(code) ? { code } : {}), ...(says === undefined ? {} : { says }) };
}

/** Reasons for which no order was made. Source: docs.cdp.coinbase.com, "Create Order", `error_response`. */
const rejected = new Set([
  'UNSUPPORTED_ORDER_CONFIGURATION',
  'INVALID_SIDE',
  'INVALID_PRODUCT_ID',
  'INVALID_SIZE_PRECISION',
  'INVALID_PRICE_PRECISION',
  'INSUFFICIENT_FUND',
  'INSUFFICIENT_FUNDS',
  'INVALID_LEDGER_BALANCE',
  'ORDER_ENTRY_DISABLED',
  'INELIGIBLE_PAIR',
  'INVALID_LIMIT_PRICE_POST_ONLY',
  'INVALID_LIMIT_PRICE',
  'INVALID_NO_LIQUIDITY',
  'INVALID_REQUEST',
  'INVALID_ARGUMENT',
  'COMMANDER_REJECTED_NEW_ORDER',
  'UNTRADABLE_PRODUCT',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
]);

function provesRejected({ status, code }: VenueAnswer): boolean {
  if (status >= 500 || code === undefined) return status === 401;
  return rejected.has(code) || /^PREVIEW_(?!UNKNOWN)[A-Z_]+$/.test(code);
}

const title = 'Coinbase Advanced';

const row: VenueRow = {
  exchange: 'coinbase',
  title,
  credentialFields: ['apiKey', 'secret'],
  // A token is signed with the key itself, inside ccxt.
  hmacOverText: false,
  hosts: ['api.coinbase.com'],
  reached: ['api.coinbase.com'],
  doors,
  options: { defaultType: 'spot', fetchBalance: 'v3PrivateGetBrokerageAccounts' },
  orders,
  cannotTake({ kind, side, timeInForce }) {
    if (kind === 'market' && side === 'buy') {
      return 'Coinbase buys at market only for an amount of the quote asset: use a limit order, IOC where it must not rest.';
    }
    return timeInForce === 'FOK' ? 'A fill-or-kill order at Coinbase cannot be read back here: use IOC.' : undefined;
  },
  // A token is good for two minutes.
  receiveWindowMs: 120_000,
  orderRetentionMs: 30 * 24 * 60 * 60 * 1000,
  wireOrder,
  answerOf,
  provesRejected,
  // A wrong key, a wrong address, a bad signature and a token out of its time are all answered 401.
  isAmbiguous: ({ status }) => status === 401,
  saysClock: () => false,
  saysNotFound: ({ code }) => code === 'NOT_FOUND',
  diagnose: means.diagnosing(
    title,
    {
      PERMISSION_DENIED: means.missingPermission(title, 'PERMISSION_DENIED'),
      RESOURCE_EXHAUSTED: means.tooMany(title, 'RESOURCE_EXHAUSTED'),
    },
    {
      401: {
        says: 'Coinbase Advanced refuses the key, its signature, the address it was used from, or the time in it (401 does not say which).',
        fix: "Check that the key exists and is copied whole with its name, that this machine's address (`pnpm bot ip`) is on its list, and that the clock is right.",
      },
    },
  ),
};

export const coinbase = Object.freeze(row);
