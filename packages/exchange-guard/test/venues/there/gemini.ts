import { createHmac } from 'node:crypto';
import { gemini as contract } from '../../contract/rows/gemini.ts';
import {
  ask,
  type Book,
  bid,
  type Call,
  type Dialect,
  fee,
  filledAt,
  type Held,
  json,
  letters,
  ok,
  type Reply,
  refused,
  saying,
  tradeOnlyKey,
} from '../there.ts';

const refusing = (status: number, reason: string, message: string): Reply =>
  refused(status, { result: 'error', reason, message });
const unknown = refusing(404, 'OrderNotFound', 'Order was not found');

const options = { 'post-only': 'maker-or-cancel', IOC: 'immediate-or-cancel', FOK: 'fill-or-kill' } as const;
const times: Readonly<Record<string, Held['time']>> = {
  'maker-or-cancel': 'post-only',
  'immediate-or-cancel': 'IOC',
  'fill-or-kill': 'FOK',
};

const shown = (order: Held) => {
  const filled = order.status === 'filled';
  return {
    order_id: order.id,
    id: order.id,
    symbol: 'btcusdt',
    exchange: 'gemini',
    avg_execution_price: filled ? filledAt(order) : '0.00',
    side: order.side,
    type: 'exchange limit',
    timestamp: String(Math.floor(order.at / 1000)),
    timestampms: order.at,
    is_live: order.status === 'open',
    is_cancelled: order.status === 'cancelled',
    is_hidden: false,
    was_forced: false,
    executed_amount: filled ? order.amount : '0',
    client_order_id: order.clientId,
    options: order.time === 'GTC' ? [] : [options[order.time]],
    price: order.price,
    original_amount: order.amount,
    remaining_amount: filled ? '0' : order.amount,
  };
};

/** What a request says stands in a header, and its body is empty. */
const payloadOf = ({ headers }: Pick<Call, 'headers'>): string =>
  Buffer.from(headers['x-gemini-payload'] ?? '', 'base64').toString();

interface Said {
  readonly client_order_id?: string;
  readonly order_id?: string;
  readonly side?: 'buy' | 'sell';
  readonly amount?: string;
  readonly price?: string;
  readonly options?: readonly string[];
}

function place(said: Said, book: Book): Reply {
  const order = book.place({
    clientId: said.client_order_id ?? '',
    side: said.side ?? 'buy',
    kind: 'limit',
    amount: said.amount ?? '',
    price: said.price ?? '',
    time: times[said.options?.[0] ?? ''] ?? 'GTC',
  });
  return ok(shown(order));
}

function answer(call: Call, book: Book): Reply | undefined {
  const said = (call.method === 'POST' ? json(payloadOf(call)) : {}) as Said;
  const named = book.byClientId(said.client_order_id) ?? book.byId(said.order_id);
  switch (`${call.method} ${call.path}`) {
    case 'GET /v1/symbols':
      return ok(['btcusd', 'ethbtc', 'btcusdt']);
    case 'GET /v1/symbols/details/btcusdt':
      return ok({
        symbol: 'BTCUSDT',
        base_currency: 'BTC',
        quote_currency: 'USDT',
        tick_size: '1E-6',
        quote_increment: 0.1,
        min_order_size: '0.00001',
        status: 'open',
        wrap_enabled: false,
        product_type: 'spot',
      });
    case 'GET /v1/book/btcusdt':
      return ok({
        bids: [{ price: bid, amount: '1', timestamp: '1790000000' }],
        asks: [{ price: ask, amount: '1', timestamp: '1790000000' }],
      });
    case 'GET /v2/candles/btcusdt/1m':
      return ok([[1790000000000, 1, 2, 0.5, 1.5, 10]]);
    case 'POST /v1/roles':
      return tradeOnlyKey(contract, 'roles');
    case 'POST /v1/balances':
      return ok([
        { type: 'exchange', currency: 'BTC', amount: '0.5', available: '0.5', availableForWithdrawal: '0.5' },
        { type: 'exchange', currency: 'USDT', amount: '10000', available: '9900', availableForWithdrawal: '9900' },
      ]);
    case 'POST /v1/orders':
      return ok(book.open.map(shown));
    case 'POST /v1/order/status':
      return named === undefined ? unknown : ok(shown(named));
    case 'POST /v1/mytrades':
      return ok(
        book.fills.map((order) => ({
          price: filledAt(order),
          amount: order.amount,
          timestamp: Math.floor(order.at / 1000),
          timestampms: order.at,
          type: order.side === 'buy' ? 'Buy' : 'Sell',
          aggressor: true,
          fee_currency: 'USDT',
          fee_amount: fee,
          tid: Number(order.id),
          order_id: order.id,
          exchange: 'gemini',
          is_auction_fill: false,
          symbol: 'BTCUSDT',
          client_order_id: order.clientId,
        })),
      );
    case 'POST /v1/order/new':
      return place(said, book);
    case 'POST /v1/order/cancel': {
      const order = book.byId(said.order_id);
      if (order === undefined) return unknown;
      book.cancel(order);
      return ok(shown(order));
    }
    default:
      return undefined;
  }
}

/** The numbers of the requests that each key has come with. */
const lastOf = new Map<string, number>();

export const gemini: Dialect = {
  exchange: 'gemini',
  source: 'developer.gemini.com/trading/rest-api: private API invocation, orders, market data, error codes',
  marketId: 'btcusdt',
  placing: 'POST /v1/order/new',
  market: { buy: false, sell: false },
  acceptUnknown: { ipBinding: 'Gemini does not tell whether a key is bound to addresses' },
  draw: () => ({ apiKey: `account-${letters(20)}`, secret: letters(28) }),
  isPublic: ({ method }) => method === 'GET',
  isSigned(call, key) {
    const { headers, path, body } = call;
    const said = json(payloadOf(call)) as { readonly request?: string; readonly nonce?: string };
    const right = createHmac('sha384', key.secret ?? '')
      .update(headers['x-gemini-payload'] ?? '')
      .digest('hex');
    const grows = Number(said.nonce) > (lastOf.get(key.apiKey ?? '') ?? 0);
    lastOf.set(key.apiKey ?? '', Number(said.nonce));
    const whole = grows && said.request === path && body === '';
    return whole && headers['x-gemini-apikey'] === key.apiKey && headers['x-gemini-signature'] === right;
  },
  answer,
  said: payloadOf,
  sameOrder: (one, other) => {
    const order = (payload: string) => payload.replace(/"nonce":"\d{1,16}"/, '');
    return order(one) === order(other);
  },
  rejected: refusing(406, 'InsufficientFunds', 'Failed to place buy order: insufficient funds'),
  unclear: refusing(500, 'System', 'We are experiencing technical issues'),
  never: saying(
    {
      request: '/v1/order/new',
      nonce: '1790000000000',
      client_order_id: 'c',
      symbol: 'btcusdt',
      amount: '1',
      price: '2',
      side: 'sell',
      type: 'exchange limit',
    },
    [
      { request: '/v1/withdraw/btc' },
      { request: undefined },
      { nonce: 'x' },
      { nonce: undefined },
      { type: 'exchange stop limit', stop_price: '1' },
      { type: 'market sell' },
      { options: [] },
      { options: ['auction-only'] },
      { options: ['immediate-or-cancel', 'maker-or-cancel'] },
      { options: 'immediate-or-cancel' },
      { account: 'another' },
      { margin_order: true },
      { amount: 1 },
      { client_order_id: undefined },
    ],
  ),
  troubles: {
    'a wrong key': refusing(400, 'InvalidApiKey', 'Invalid API key'),
    'a missing role': refusing(403, 'MissingRole', 'To access this endpoint, assign one of these roles'),
    'a bad signature': refusing(400, 'InvalidSignature', 'InvalidSignature'),
    'a number that did not grow': refusing(400, 'InvalidNonce', 'Nonce is not within 30 seconds of server time'),
    maintenance: refusing(503, 'Maintenance', 'The exchange is undergoing maintenance'),
    'an outage': refused(520, ''),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing(429, 'RateLimit', 'Requests were made too frequently'),
  },
};
