import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { after, everyRow, PAGE } from './pages.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, DoorUse, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, holdsRows, isArray, isObject, isText, rowsAt } from './shapes.ts';
import { oneOf, strictJson, textFields, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const dataOf = (each?: (row: Fields) => boolean) => holdsRows(['data'], each);
const one = (each: (row: Fields) => boolean) => (answer: unknown) =>
  rowsAt(answer, 'data').length === 1 && dataOf(each)(answer);
const isOrder = (row: Fields): boolean => isText(row.ordId) && isText(row.instId);
const isHeard = one((row) => isText(row.ordId) && row.sCode === '0');

/** ccxt puts the version into the address itself. */
const door = (api: string, method: 'GET' | 'POST', path: string, use: DoorUse, more: Partial<Door> = {}): Door => ({
  api,
  method,
  path,
  at: { base: 'rest', path: `/api/v5/${path}` },
  use,
  ...more,
});

const doors: readonly Door[] = [
  door('public', 'GET', 'public/time', 'public', { shaped: one(({ ts }) => isText(ts)) }),
  door('public', 'GET', 'public/instruments', 'public', { shaped: dataOf(), maxBytes: 16 * MiB }),
  door('public', 'GET', 'market/books', 'public', { shaped: one(({ bids, asks }) => isArray(bids) && isArray(asks)) }),
  door('public', 'GET', 'market/candles', 'public', { shaped: (a) => isArray(at(a, 'data')) }),
  door('private', 'GET', 'account/config', 'audit'),
  door('private', 'GET', 'account/balance', 'read', {
    shaped: one(({ details }) => isArray(details)),
    maxBytes: 4 * MiB,
  }),
  door('private', 'GET', 'trade/order', 'read', { shaped: one(isOrder) }),
  door('private', 'GET', 'trade/orders-pending', 'read', { shaped: dataOf(isOrder) }),
  door('private', 'GET', 'trade/fills-history', 'read', { shaped: dataOf() }),
  door('private', 'POST', 'trade/order', 'order', { shaped: isHeard }),
  door('private', 'POST', 'trade/cancel-order', 'cancel', { shaped: isHeard }),
];

/** Parameters that an order may carry. Margin, brackets, bans on taking and tags are not ours: they never leave. */
const orderParameters = new Set(['instId', 'side', 'ordType', 'sz', 'px', 'tdMode', 'tgtCcy', 'clOrdId']);

const kinds = {
  market: { kind: 'market', time: undefined },
  limit: { kind: 'limit', time: undefined },
  post_only: { kind: 'limit-post-only', time: undefined },
  ioc: { kind: 'limit', time: 'IOC' },
  fok: { kind: 'limit', time: 'FOK' },
} as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = textFields(strictJson(body), orderParameters);
  // Paid for with what is there, and its amount in the base asset: else a market buy would name what to spend.
  if (seen === undefined || seen.get('tdMode') !== 'cash' || seen.get('tgtCcy') !== 'base_ccy') return undefined;
  const type = oneOf<(typeof kinds)[keyof typeof kinds]>(kinds, seen.get('ordType'));
  return wireOrderOf({
    clientOrderId: seen.get('clOrdId'),
    marketId: seen.get('instId'),
    side: seen.get('side'),
    kind: type?.kind,
    amount: seen.get('sz'),
    price: seen.get('px'),
    timeInForce: type?.time,
  });
}

function open(ask: Ask, marketId?: string): Promise<readonly Fields[]> {
  const market = marketId === undefined ? {} : { instId: marketId };
  return everyRow('OKX', async (from) => {
    const params = { instType: 'SPOT', limit: String(PAGE), ...market, ...from };
    const rows = rowsAt(await ask({ api: 'private', method: 'GET', path: 'trade/orders-pending', params }), 'data');
    return { rows, next: after(rows, 'after', 'ordId') };
  });
}

const orders: OrderCalls = {
  open,
  async find(ask, named) {
    const id = 'clientOrderId' in named ? { clOrdId: named.clientOrderId } : { ordId: named.exchangeOrderId };
    const params = { instId: named.marketId, ...id };
    return rowsAt(await ask({ api: 'private', method: 'GET', path: 'trade/order', params }), 'data')[0];
  },
  async cancel(ask, { marketId, clientOrderId }) {
    const params = { instId: marketId, clOrdId: clientOrderId };
    await ask({ api: 'private', method: 'POST', path: 'trade/cancel-order', params });
    return 'heard';
  },
  marketIn: (order) => order.instId,
  tradesBy: 'ordId',
  idsOnly: true,
};

/** What is wrong with one order stands with that order; the code around it only says that something is. */
function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (!isObject(parsed)) return { status };
  const [first] = rowsAt(parsed, 'data');
  const inner = first !== undefined && isText(first.sCode) && first.sCode !== '0' ? first : undefined;
  const code = inner?.sCode ?? parsed.code;
  const says = inner?.sMsg ?? parsed.msg;
  return {
    status,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(typeof says === 'string' ? { says } : {}),
  };
}

/**
 * Codes by which an order was turned down before it could match. 50001, 50004, 50013 and 50026 are "upgrading", "timeout"
 * and "busy", and 51011 and 51016 a duplicate of ours: an order may exist then. Source: OKX, docs-v5, error code.
 */
const rejected = new Set(
  `50002 50007 50011 50014 50015 50016 50024 50027 50061 50100 50101 50102 50103 50104 50105 50106 50107 50110 50111 50112
  50113 50114 50120 51000 51001 51002 51003 51004 51005 51006 51007 51008 51009 51010 51012 51015 51020 51021 51022 51025
  51031 51100 51102 51109 51110 51116 51118 51119 51120 51121 51122 51124 51127 51131 51135 51136 51137 51138 51155 51174
  51185 51201 51202 51203 51204`.split(/\s+/),
);

/** OKX answers its refusals of orders with 200, too. */
const provesRejected = rejectedBy(rejected);

const notFound = new Set(['51400', '51401', '51402', '51603']);

/** In the other modes an order may borrow what is not there. */
function unfit(answers: ReadonlyMap<string, unknown>): string | undefined {
  const [account] = rowsAt(answers.get('config'), 'data');
  const plain = account?.acctLv === '1' || account?.acctLv === '2';
  if (plain && account?.enableSpotBorrow !== true) return undefined;
  return 'The account is one whose spot orders may borrow: its mode (acctLv) must be spot or futures, with enableSpotBorrow off.';
}

function rowOf(exchange: string, title: string, host: string): VenueRow {
  const codes: means.Diagnoses = {
    50111: means.wrongKey(title, '50111'),
    50119: means.wrongKey(title, '50119'),
    50110: means.wrongAddress(title, '50110'),
    50120: means.missingPermission(title, '50120'),
    50030: means.missingPermission(title, '50030'),
    50113: means.badSignature(title, '50113'),
    50105: means.wrongPassphrase(title, '50105'),
    50101: means.wrongEnvironment(title, '50101'),
    50102: means.skewedClock(title, '50102'),
    50112: means.skewedClock(title, '50112'),
    50001: means.maintenance(title, '50001'),
    50013: means.maintenance(title, '50013'),
    50026: means.maintenance(title, '50026'),
    51155: means.notServed(title, '51155'),
    50011: means.tooMany(title, '50011'),
  };
  const row: VenueRow = {
    exchange,
    title,
    credentialFields: ['apiKey', 'secret', 'password'],
    hmacOverText: true,
    hosts: [host],
    reached: [host],
    doors,
    options: {
      defaultType: 'spot',
      fetchMarkets: { types: ['spot'] },
      // One order by itself: a list of one is answered in another way.
      createOrder: 'privatePostTradeOrder',
      tgtCcy: 'base_ccy',
    },
    orders,
    unfit,
    receiveWindowMs: 30_000,
    // An order that was cancelled without a fill is forgotten after this.
    orderRetentionMs: 2 * 60 * 60 * 1000,
    wireOrder,
    answerOf,
    provesRejected,
    saysClock: ({ code }) => code === '50102',
    saysNotFound: ({ code }) => code !== undefined && notFound.has(code),
    diagnose: means.diagnosing(title, codes),
  };
  return Object.freeze(row);
}

export const okx = rowOf('okx', 'OKX', 'www.okx.com');
export const okxus = rowOf('okxus', 'OKX (US)', 'us.okx.com');
export const myokx = rowOf('myokx', 'MyOKX (EEA)', 'eea.okx.com');
