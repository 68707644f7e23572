import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import { rejectedBy } from './rejections.ts';
import type { Ask, Door, DoorUse, OrderCalls, VenueRow, WireOrder } from './row.ts';
import { at, type Fields, isArray, isObject, isText } from './shapes.ts';
import { oneOf, strictForm, wireOrderOf } from './wire.ts';

const MiB = 1024 * 1024;
const told = (each: (result: Fields) => boolean) => (answer: unknown) => {
  const result = at(answer, 'result');
  return isObject(result) && each(result);
};
const isOrder = (order: unknown): boolean => isText(at(order, 'status')) && isText(at(order, 'descr', 'pair'));
const holdsOrders = (name: string) =>
  told((result) => isObject(result[name]) && Object.values(result[name]).every(isOrder));

/** ccxt puts the version and the part into the address itself. Every signed call is a POST, the reads too. */
const door = (api: 'public' | 'private', path: string, use: DoorUse, more: Partial<Door> = {}): Door => ({
  api,
  method: api === 'public' ? 'GET' : 'POST',
  path,
  at: { base: api, path: `/0/${api}/${path}` },
  use,
  ...more,
});

const doors: readonly Door[] = [
  door('public', 'Time', 'public', { shaped: told(({ unixtime }) => Number.isSafeInteger(unixtime)) }),
  door('public', 'AssetPairs', 'public', { shaped: told(() => true), maxBytes: 16 * MiB }),
  door('public', 'Depth', 'public', { shaped: told((result) => Object.keys(result).length > 0) }),
  door('public', 'OHLC', 'public', { shaped: told((result) => Object.keys(result).length > 0) }),
  door('private', 'GetApiKeyInfo', 'audit'),
  door('private', 'BalanceEx', 'read', { shaped: told(() => true) }),
  door('private', 'OpenOrders', 'read', { shaped: holdsOrders('open'), maxBytes: 4 * MiB }),
  door('private', 'ClosedOrders', 'read', { shaped: holdsOrders('closed'), maxBytes: 4 * MiB }),
  door('private', 'QueryOrders', 'read', { shaped: told((result) => Object.values(result).every(isOrder)) }),
  door('private', 'TradesHistory', 'read', { shaped: told(({ trades }) => isObject(trades)), maxBytes: 4 * MiB }),
  door('private', 'AddOrder', 'order', { shaped: told(({ txid }) => isArray(txid) && txid.length === 1) }),
  door('private', 'CancelOrder', 'cancel', { shaped: told(({ count }) => Number.isSafeInteger(count)) }),
];

/** Parameters that an order may carry. Leverage, conditional closes and volumes in the quote asset are not ours. */
const orderParameters = new Set([
  'nonce',
  'pair',
  'type',
  'ordertype',
  'volume',
  'price',
  'cl_ord_id',
  'timeinforce',
  'oflags',
  'deadline',
]);

const kinds = { market: 'market', limit: 'limit' } as const;

function wireOrder(body: string): WireOrder | undefined {
  const seen = strictForm(body, orderParameters);
  const kind = oneOf(kinds, seen?.get('ordertype'));
  const postOnly = seen?.get('oflags') === 'post';
  // The one flag that is ours; another would have the volume read in another asset.
  if (seen === undefined || (seen.has('oflags') && !(postOnly && kind === 'limit'))) return undefined;
  return wireOrderOf({
    clientOrderId: seen.get('cl_ord_id'),
    marketId: seen.get('pair'),
    side: seen.get('type'),
    kind: postOnly ? 'limit-post-only' : kind,
    amount: seen.get('volume'),
    price: seen.get('price'),
    timeInForce: seen.get('timeinforce'),
  });
}

/** Orders come as an object by their ids. */
const listed = (answer: unknown, ...path: readonly string[]): readonly Fields[] => {
  const found = at(answer, 'result', ...path);
  return isObject(found)
    ? Object.entries(found).flatMap(([txid, order]) => (isObject(order) ? [{ ...order, id: txid }] : []))
    : [];
};

const post = (ask: Ask, path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
  ask({ api: 'private', method: 'POST', path, params });

/** An order is refused when it comes later than this after it was made, in ms. */
const DEADLINE_MS = 10_000;

const orders: OrderCalls = {
  // All of them: it cannot be asked for those of one market.
  open: async (ask) => listed(await post(ask, 'OpenOrders', {}), 'open'),
  async find(ask, named) {
    if ('exchangeOrderId' in named) {
      return listed(await post(ask, 'QueryOrders', { txid: named.exchangeOrderId }))[0];
    }
    const id = { cl_ord_id: named.clientOrderId };
    const isIt = (order: Fields): boolean => order.cl_ord_id === named.clientOrderId;
    return (
      listed(await post(ask, 'OpenOrders', id), 'open').find(isIt) ??
      listed(await post(ask, 'ClosedOrders', id), 'closed').find(isIt)
    );
  },
  async cancel(ask, { clientOrderId }) {
    await post(ask, 'CancelOrder', { cl_ord_id: clientOrderId });
    return 'heard';
  },
  marketIn: (order) => at(order, 'descr', 'pair'),
  tradesBy: false,
  alsoSays: (_order, now) => ({ deadline: new Date(now.getTime() + DEADLINE_MS).toISOString() }),
  idsOnly: true,
};

/** Kraken's code is its words up to the second colon, as `EOrder:Insufficient funds`. */
function answerOf(status: number, parsed: unknown): VenueAnswer {
  const list = at(parsed, 'error');
  const says = isArray(list) ? list.find(isText) : undefined;
  if (typeof says !== 'string') return { status };
  return { status, code: says.split(':', 2).join(':'), says };
}

/**
 * Words by which an order was turned down before it could match. "Unavailable", "Busy", "Timeout" and "Internal error" are
 * not among them: an order may exist then. Source: docs.kraken.com, "API errors".
 */
const rejected = new Set([
  'EAPI:Invalid key',
  'EAPI:Invalid signature',
  'EAPI:Invalid nonce',
  'EAPI:Rate limit exceeded',
  'EGeneral:Permission denied',
  'EGeneral:Invalid arguments',
  'EGeneral:Temporary lockout',
  'EOrder:Cost minimum not met',
  'EOrder:Insufficient funds',
  'EOrder:Invalid price',
  'EOrder:Order minimum not met',
  'EOrder:Orders limit exceeded',
  'EOrder:Rate limit exceeded',
  'EOrder:Tick size check failed',
  'EOrder:Trading agreement required',
  'EQuery:Unknown asset pair',
  'EQuery:Invalid asset pair',
  'EService:Deadline elapsed',
  'EService:Market in cancel_only mode',
  'EService:Market in post_only mode',
]);

/** An id that is already open is refused, too: then an earlier attempt of ours did arrive. */
const repeated = /cl_ord_id|duplicate/i;

/** Kraken answers its refusals with 200, too. */
const provesRejected = rejectedBy(rejected, repeated);

const title = 'Kraken';

const row: VenueRow = {
  exchange: 'kraken',
  title,
  credentialFields: ['apiKey', 'secret'],
  // The secret is written in base64, and ccxt signs with what it stands for.
  hmacOverText: false,
  hosts: ['api.kraken.com', 'kraken.zendesk.com'],
  reached: ['api.kraken.com'],
  doors,
  options: {},
  inTurn: true,
  orders,
  cannotTake: ({ timeInForce }) =>
    timeInForce === 'FOK' ? 'Kraken has no fill-or-kill for spot orders: use IOC.' : undefined,
  receiveWindowMs: DEADLINE_MS,
  orderRetentionMs: 30 * 24 * 60 * 60 * 1000,
  wireOrder,
  answerOf,
  provesRejected,
  // A wrong address is answered in the same words.
  isAmbiguous: ({ code }) => code === 'EAPI:Invalid key',
  // It compares no clocks: its number has to grow, and ours does.
  saysClock: () => false,
  saysNotFound: ({ code }) => code === 'EOrder:Unknown order' || code === 'EOrder:Invalid order',
  diagnose: means.diagnosing(title, {
    'EAPI:Invalid key': {
      says: 'Kraken refuses the key, or the address it was used from (EAPI:Invalid key does not say which).',
      fix: "Check that the key exists and is copied whole, and that this machine's address (`pnpm bot ip`) is on its list.",
    },
    'EGeneral:Permission denied': means.missingPermission(title, 'EGeneral:Permission denied'),
    'EAPI:Invalid signature': means.badSignature(title, 'EAPI:Invalid signature'),
    'EAPI:Invalid nonce': {
      says: 'Kraken says that the number of the request is not larger than the last (EAPI:Invalid nonce).',
      fix: "Use this key in one program alone, and synchronise this machine's clock; a new key begins to count anew.",
    },
    'EService:Unavailable': means.maintenance(title, 'EService:Unavailable'),
    'EService:Busy': means.tooMany(title, 'EService:Busy'),
    'EAPI:Rate limit exceeded': means.tooMany(title, 'EAPI:Rate limit exceeded'),
    'EGeneral:Temporary lockout': means.tooMany(title, 'EGeneral:Temporary lockout'),
  }),
};

export const kraken = Object.freeze(row);
