import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { coinbase as contract } from '../../contract/rows/coinbase.ts';
import {
  ask,
  type Book,
  bid,
  type Call,
  type Dialect,
  fee,
  filledAt,
  type Held,
  ok,
  type Reply,
  refused,
  saying,
  tradeOnlyKey,
} from '../there.ts';

const statuses = { open: 'OPEN', filled: 'FILLED', cancelled: 'CANCELLED' } as const;

interface Asked {
  readonly client_order_id: string;
  readonly product_id: string;
  readonly side: 'BUY' | 'SELL';
  readonly order_configuration: Readonly<
    Record<string, { readonly base_size: string; readonly limit_price?: string; readonly post_only?: boolean }>
  >;
}

const times: Readonly<Record<string, Held['time']>> = { sor_limit_ioc: 'IOC', limit_limit_fok: 'FOK' };

const configuration = ({ kind, time, amount, price }: Held) => {
  if (kind === 'market') return { market_market_ioc: { base_size: amount } };
  if (time === 'IOC') return { sor_limit_ioc: { base_size: amount, limit_price: price } };
  return { limit_limit_gtc: { base_size: amount, limit_price: price, post_only: time === 'post-only' } };
};

const shown = (order: Held) => ({
  order_id: order.id,
  product_id: 'BTC-USDT',
  user_id: 'somebody',
  order_configuration: configuration(order),
  side: order.side.toUpperCase(),
  client_order_id: order.clientId,
  status: statuses[order.status],
  time_in_force: 'GOOD_UNTIL_CANCELLED',
  created_time: new Date(order.at).toISOString(),
  completion_percentage: order.status === 'filled' ? '100' : '0',
  filled_size: order.status === 'filled' ? order.amount : '0',
  average_filled_price: order.status === 'filled' ? filledAt(order) : '0',
  fee: '',
  total_fees: '0',
  order_type: order.kind === 'market' ? 'MARKET' : 'LIMIT',
  product_type: 'SPOT',
  settled: false,
});

function place(body: string, book: Book): Reply {
  const asked = JSON.parse(body) as Asked;
  const [[way, terms] = ['', { base_size: '' }]] = Object.entries(asked.order_configuration);
  const order = book.place({
    clientId: asked.client_order_id,
    side: asked.side === 'BUY' ? 'buy' : 'sell',
    kind: way.startsWith('market') ? 'market' : 'limit',
    amount: terms.base_size,
    price: terms.limit_price ?? '',
    time: terms.post_only === true ? 'post-only' : (times[way] ?? 'GTC'),
  });
  const { product_id, side, client_order_id } = asked;
  return ok({
    success: true,
    success_response: { order_id: order.id, product_id, side, client_order_id },
    order_configuration: asked.order_configuration,
  });
}

const refusing = (error: string, message: string): Reply =>
  ok({
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: { error, message, error_details: '', preview_failure_reason: 'UNKNOWN_PREVIEW_FAILURE_REASON' },
  });

function cancel(body: string, book: Book): Reply {
  const { order_ids: ids } = JSON.parse(body) as { order_ids: readonly string[] };
  const results = ids.map((id) => {
    const done = book.cancel(book.byId(id)) !== undefined;
    const reason = done ? 'UNKNOWN_CANCEL_FAILURE_REASON' : 'UNKNOWN_CANCEL_ORDER';
    return { success: done, failure_reason: reason, order_id: id };
  });
  return ok({ results });
}

function answer(call: Call, book: Book): Reply | undefined {
  book.idOf = (count) => `0000-${count}-0000`;
  const { query } = call;
  const [, id] = /^\/api\/v3\/brokerage\/orders\/historical\/(0000-\w+-0000)$/.exec(call.path) ?? [];
  if (id !== undefined) {
    const order = book.byId(id);
    return order === undefined
      ? refused(404, { error: 'NOT_FOUND', error_details: 'order not found', message: 'order not found' })
      : ok({ order: shown(order) });
  }
  switch (`${call.method} ${call.path}`) {
    case 'GET /v2/time':
      return ok({ data: { iso: new Date().toISOString(), epoch: Math.floor(Date.now() / 1000) } });
    case 'GET /api/v3/brokerage/market/products':
      if (query.has('product_type')) return ok({ products: [], num_products: 0 });
      return ok({
        products: [
          {
            product_id: 'BTC-USDT',
            base_currency_id: 'BTC',
            quote_currency_id: 'USDT',
            product_type: 'SPOT',
            base_increment: '0.00001',
            quote_increment: '0.01',
            price_increment: '0.1',
            base_min_size: '0.00001',
            base_max_size: '3400',
            quote_min_size: '1',
            quote_max_size: '150000000',
            trading_disabled: false,
            alias_to: [],
          },
        ],
      });
    case 'GET /api/v3/brokerage/market/product_book':
      return ok({
        pricebook: {
          product_id: 'BTC-USDT',
          bids: [{ price: bid, size: '1' }],
          asks: [{ price: ask, size: '1' }],
          time: new Date().toISOString(),
        },
      });
    case 'GET /api/v3/brokerage/market/products/BTC-USDT/candles':
      return ok({
        candles: [{ start: String(query.get('start')), low: '0.5', high: '2', open: '1', close: '1.5', volume: '10' }],
      });
    case 'GET /api/v3/brokerage/transaction_summary':
      return ok({ fee_tier: { taker_fee_rate: '0.006', maker_fee_rate: '0.004' } });
    case 'GET /api/v3/brokerage/accounts': {
      const account = (currency: string, value: string, hold: string) => ({
        uuid: currency,
        currency,
        type: 'ACCOUNT_TYPE_CRYPTO',
        available_balance: { value, currency },
        hold: { value: hold, currency },
      });
      return ok({
        accounts: [account('USDT', '9900', '100'), account('BTC', '0.5', '0')],
        has_next: false,
        cursor: '',
      });
    }
    case 'GET /api/v3/brokerage/orders/historical/batch': {
      const since = Date.parse(query.get('start_date') ?? '1970-01-01');
      const until = Date.parse(query.get('end_date') ?? '2200-01-01');
      const some = query.get('order_status') === 'OPEN' ? book.open : book.orders;
      const wanted = some.filter(({ at }) => at >= since && at <= until);
      const from = Number(query.get('cursor') ?? 0);
      // Small pages, so that there are some.
      const page = [...wanted].reverse().slice(from, from + 100);
      const more = from + 100 < wanted.length;
      return ok({ orders: page.map(shown), has_next: more, cursor: more ? String(from + 100) : '' });
    }
    case 'GET /api/v3/brokerage/orders/historical/fills':
      return ok({
        cursor: '',
        fills: book.fills
          .filter((order) => !query.has('order_ids') || query.get('order_ids') === order.id)
          .map((order) => ({
            entry_id: `e${order.id}`,
            trade_id: `t${order.id}`,
            order_id: order.id,
            trade_time: new Date(order.at).toISOString(),
            trade_type: 'FILL',
            price: filledAt(order),
            size: order.amount,
            commission: fee,
            product_id: 'BTC-USDT',
            liquidity_indicator: 'TAKER',
            size_in_quote: false,
            side: order.side.toUpperCase(),
          })),
      });
    case 'GET /api/v3/brokerage/key_permissions':
      return tradeOnlyKey(contract, 'permissions');
    case 'POST /api/v3/brokerage/orders':
      return place(call.body, book);
    case 'POST /api/v3/brokerage/orders/batch_cancel':
      return cancel(call.body, book);
    default:
      return undefined;
  }
}

const looked = 'looked at it by hand';

export const coinbase: Dialect = {
  exchange: 'coinbase',
  source:
    'docs.cdp.coinbase.com/api-reference/advanced-trade-api: create order, cancel orders, list orders, list fills',
  marketId: 'BTC-USDT',
  placing: 'POST /api/v3/brokerage/orders',
  market: { buy: false, sell: true },
  loads: ['GET /api/v3/brokerage/transaction_summary'],
  acceptUnknown: { ipBinding: looked, createdAt: looked, expiresAt: looked },
  draw: contract.draw,
  isPublic: ({ path }) => path === '/v2/time' || path.startsWith('/api/v3/brokerage/market/'),
  isSigned({ headers, method, path }, key) {
    const [head = '', claims = '', signature = ''] = (headers.authorization ?? '').replace(/^Bearer /, '').split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      readonly sub: string;
      readonly uri: string;
    };
    const publicKey = createPublicKey(createPrivateKey(key.secret ?? ''));
    const right = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    return right && said.sub === key.apiKey && said.uri.startsWith(`${method} `) && said.uri.endsWith(path);
  },
  answer,
  rejected: refusing('INSUFFICIENT_FUND', 'Insufficient balance in source account'),
  unclear: refusing('UNKNOWN_FAILURE_REASON', 'unknown'),
  never: saying(
    {
      client_order_id: 'c',
      product_id: 'BTC-USDT',
      side: 'SELL',
      order_configuration: { market_market_ioc: { base_size: '1' } },
    },
    [
      { side: 'sell' },
      { order_configuration: { market_market_ioc: { quote_size: '1' } } },
      { order_configuration: { market_market_ioc: { base_size: '1' }, limit_limit_gtc: { base_size: '1' } } },
      { order_configuration: { market_market_ioc: { base_size: '1', post_only: false } } },
      { order_configuration: { sor_limit_ioc: { base_size: '1', limit_price: '1', post_only: true } } },
      { order_configuration: { limit_limit_gtc: { base_size: '1', limit_price: '1', post_only: 'true' } } },
      { order_configuration: { stop_limit_stop_limit_gtc: { base_size: '1', limit_price: '1', stop_price: '1' } } },
      { order_configuration: {} },
      { order_configuration: undefined },
      { leverage: '2' },
      { margin_type: 'CROSS' },
      { client_order_id: undefined },
    ],
  ),
  troubles: {
    'a wrong key, address, signature or clock': refused(401, 'Unauthorized'),
    'a missing permission': refused(403, {
      error: 'PERMISSION_DENIED',
      error_details: 'Missing required scopes',
      message: 'Missing required scopes',
    }),
    maintenance: refused(503, 'Service Unavailable'),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refused(429, { error: 'RESOURCE_EXHAUSTED', message: 'too many requests', error_details: '' }),
  },
};
