import { diagnosing, door, isHeard, shared } from './kucoin.ts';
import { inCrossMargin, inHedgeMode, notInUsdt } from './modes.ts';
import { everyRow, PAGE } from './pages.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, ContractCalls, Door, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const title = 'KuCoin Futures';
const MiB = 1024 * 1024;
const isOrder = (row: unknown): boolean => isObject(row) && isText(row.id) && isText(row.symbol);
const isPosition = (row: Fields): boolean => isText(row.symbol) && Number.isSafeInteger(row.currentQty);

const doors: readonly Door[] = [
  door('public', 'futuresPublic GET timestamp', { shaped: (a) => Number.isSafeInteger(at(a, 'data')) }),
  door('public', 'futuresPublic GET contracts/active', { shaped: holdsRows(['data']), maxBytes: 16 * MiB }),
  door('public', 'futuresPublic GET level2/depth20', {
    shaped: (a) => isArray(at(a, 'data', 'bids')) && isArray(at(a, 'data', 'asks')),
  }),
  door('public', 'futuresPublic GET kline/query', { shaped: (a) => isArray(at(a, 'data')) }),
  door('audit', 'private GET user/api-key'),
  door('audit', 'uta GET user/my-ip', { version: 'ua/v1' }),
  door('read', 'futuresPrivate GET account-overview', { shaped: (a) => isText(at(a, 'data', 'currency')) }),
  door('read', 'futuresPrivate GET positions', { shaped: holdsRows(['data'], isPosition), maxBytes: 4 * MiB }),
  door('read', 'futuresPrivate GET position/getPositionMode', {
    version: 'v2',
    shaped: (a) => Number.isSafeInteger(at(a, 'data', 'positionMode')),
  }),
  door('read', 'futuresPrivate GET position/getMarginMode', {
    version: 'v2',
    shaped: (a) => isText(at(a, 'data', 'marginMode')),
  }),
  door('read', 'futuresPrivate GET orders', { shaped: holdsRows(['data', 'items'], isOrder), maxBytes: 4 * MiB }),
  door('read', 'futuresPrivate GET orders/byClientOid', { shaped: (a) => isOrder(at(a, 'data')) }),
  door('read', 'futuresPrivate GET orders/{orderId}', { shaped: (a) => isOrder(at(a, 'data')) }),
  door('read', 'futuresPrivate GET fills', { shaped: holdsRows(['data', 'items']) }),
  door('order', 'futuresPrivate POST orders', { shaped: isHeard }),
  door('cancel', 'futuresPrivate DELETE orders/client-order/{clientOid}', {
    shaped: (a) => isText(at(a, 'data', 'clientOid')),
  }),
];

/** Parameters that an order may carry. Stops, sides of a position, margin modes and ends are not ours: they never leave. */
const orderParameters = new Set(['clientOid', 'side', 'symbol', 'type', 'price', 'timeInForce']);

const kinds = { market: 'market', limit: 'limit' } as const;

/**
 * Reads an order. In isolated mode each one names the leverage that its margin is worked out with: ours is 1, so that it
 * is paid for in full and borrows nothing.
 */
function wireOrder(body: string): WireOrder | undefined {
  const whole = strictJson(body);
  if (!isObject(whole)) return undefined;
  const { leverage, size, postOnly, reduceOnly, ...rest } = whole;
  const seen = textFields(rest, orderParameters);
  const kind = oneOf(kinds, seen?.get('type'));
  // Said only where it is meant.
  const flagged = postOnly === true && kind === 'limit';
  if (seen === undefined || leverage !== 1 || ('postOnly' in whole && !flagged)) return undefined;
  if (!Number.isSafeInteger(size) || ('reduceOnly' in whole && reduceOnly !== true)) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('clientOid'),
    marketId: seen.get('symbol'),
    side: seen.get('side'),
    kind: flagged ? 'limit-post-only' : kind,
    amount: String(size),
    price: seen.get('price'),
    timeInForce: seen.get('timeInForce'),
    ...(reduceOnly === true ? { reduceOnly } : {}),
  });
}

const get = (ask: Ask, path: string, params: Readonly<Record<string, string>> = {}): Promise<unknown> =>
  ask({ api: 'futuresPrivate', method: 'GET', path, params });

function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  const market = marketId === undefined ? {} : { symbol: marketId };
  return everyRow(title, async ({ currentPage = '1' }) => {
    const params = { status: 'active', pageSize: String(PAGE), currentPage, ...market };
    const rows = rowsAt(await get(ask, 'orders', params), 'data', 'items');
    return { rows, next: rows.length < PAGE ? undefined : { currentPage: String(Number(currentPage) + 1) } };
  });
}

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    const answer =
      'clientOrderId' in named
        ? await get(ask, 'orders/byClientOid', { clientOid: named.clientOrderId })
        : await get(ask, 'orders/{orderId}', { orderId: named.exchangeOrderId });
    return at(answer, 'data');
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const path = 'orders/client-order/{clientOid}';
    const params = { symbol: marketId, clientOid: clientOrderId };
    await ask({ api: 'futuresPrivate', method: 'DELETE', path, params });
    return 'heard';
  },
  marketIn: (order) => order.symbol,
  tradesBy: 'orderId',
  idsOnly: true,
};

const ONE_WAY = 0;
const USDT_ALONE = 'one balance at a time is told here: orders go to contracts that are settled in USDT alone';

const contracts: ContractCalls = {
  async held(ask) {
    const rows = rowsAt(await get(ask, 'positions'), 'data');
    return rows.map(({ symbol, currentQty }) => ({ marketId: symbol, contracts: currentQty }));
  },
  async unfit(ask, markets) {
    const other = notInUsdt(markets, USDT_ALONE);
    if (other !== undefined) return other;
    if (at(await get(ask, 'position/getPositionMode'), 'data', 'positionMode') !== ONE_WAY)
      return inHedgeMode('KuCoin');
    for (const { symbol, marketId } of markets) {
      const asked = await get(ask, 'position/getMarginMode', { symbol: marketId });
      const mode = at(asked, 'data', 'marginMode');
      if (mode !== 'ISOLATED') return inCrossMargin(symbol, 'KuCoin');
    }
    return undefined;
  },
};

/**
 * Codes by which an order was turned down before it could match, each of them in words that say why. 300000 is one code
 * for many causes, and 408000 and 500000 are "timeout" and "internal error": an order may exist then. Source:
 * www.kucoin.com/docs-new/error-code.
 */
const rejected = new Set(
  `200002 200003 300003 300009 330005 330008 330012 400001 400002 400003 400004 400005 400006 400007 400100 400200 400303
  400400 400500 400600 411100 415000 429000`.split(/\s+/),
);

/** An id that was used before is refused with a common code: then an earlier attempt of ours did arrive. */
const repeated = /clientOid|duplicate|repeat/i;

const row: VenueRow = {
  ...shared,
  exchange: 'kucoinfutures',
  title,
  // The key is asked about where all of KuCoin's are.
  reached: ['api-futures.kucoin.com', 'api.kucoin.com'],
  doors,
  options: { ...shared.options, defaultType: 'swap', fetchMarkets: { types: ['swap'], fetchTickersFees: false } },
  given: {
    loadMarkets: { marginables: false },
    fetchBalance: { code: 'USDT' },
  },
  orders,
  contracts,
  cannotTake({ symbol, timeInForce }) {
    if (typeof symbol === 'string' && !symbol.endsWith(':USDT')) return `At ${title} ${USDT_ALONE}.`;
    return timeInForce === 'FOK'
      ? 'KuCoin Futures has no FOK: use IOC, which ends what is not executed at once.'
      : undefined;
  },
  wireOrder,
  provesRejected: rejectedBy(rejected, repeated),
  // The second is said of a cancel that came too late.
  saysNotFound: ({ code }) => code === '100001' || code === '100004',
  diagnose: diagnosing(title),
};

export const kucoinfutures = Object.freeze(row);
