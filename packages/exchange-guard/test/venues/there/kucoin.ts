import { createHmac } from 'node:crypto';
import { kucoin as contract } from '../../contract/rows/kucoin.ts';
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
  worthOf,
} from '../there.ts';

const said = (data: unknown): Reply => ok({ code: '200000', data });
const refusing = (code: string, msg: string, status = 200): Reply => refused(status, { code, msg });

const shown = (order: Held) => ({
  id: order.id,
  clientOid: order.clientId,
  symbol: 'BTC-USDT',
  opType: 'DEAL',
  type: order.kind,
  side: order.side,
  price: order.kind === 'market' ? '0' : order.price,
  size: order.amount,
  funds: '0',
  dealSize: order.status === 'filled' ? order.amount : '0',
  dealFunds: order.status === 'filled' ? worthOf(order) : '0',
  remainSize: order.status === 'open' ? order.amount : '0',
  cancelledSize: order.status === 'cancelled' ? order.amount : '0',
  fee: '0',
  feeCurrency: 'USDT',
  stp: '',
  timeInForce: order.time === 'post-only' ? 'GTC' : order.time,
  postOnly: order.time === 'post-only',
  hidden: false,
  iceberg: false,
  channel: 'API',
  tradeType: 'TRADE',
  cancelExist: order.status === 'cancelled',
  inOrderBook: order.status === 'open',
  active: order.status === 'open',
  createdAt: order.at,
  lastUpdatedAt: order.at,
});

function place(body: string, book: Book): Reply {
  const asked = json(body);
  const order = book.place({
    clientId: asked.clientOid ?? '',
    side: asked.side as 'buy' | 'sell',
    kind: asked.type as 'market' | 'limit',
    amount: asked.size ?? '',
    price: asked.price ?? '',
    time: (asked.postOnly as unknown) === true ? 'post-only' : ((asked.timeInForce ?? 'GTC') as Held['time']),
  });
  return said({ orderId: order.id, clientOid: order.clientId });
}

function answer(call: Call, book: Book): Reply | undefined {
  const { query } = call;
  const [, way, id = ''] = /^\/api\/v1\/hf\/orders\/(client-order\/)?(\w[\w-]{5,})$/.exec(call.path) ?? [];
  if (id !== '' && id !== 'active') {
    const order = way === undefined ? book.byId(id) : book.byClientId(id);
    if (call.method === 'GET') return said(order === undefined ? null : shown(order));
    return book.cancel(order) === undefined
      ? refusing('400100', 'order_not_exist_or_not_allow_to_cancel')
      : said({ clientOid: id });
  }
  switch (`${call.method} ${call.path}`) {
    case 'GET /api/v1/timestamp':
      return said(Date.now());
    case 'GET /api/v2/symbols':
      return said([
        {
          symbol: 'BTC-USDT',
          name: 'BTC-USDT',
          baseCurrency: 'BTC',
          quoteCurrency: 'USDT',
          baseMinSize: '0.00001',
          quoteMinSize: '0.1',
          baseMaxSize: '10000000000',
          quoteMaxSize: '99999999',
          baseIncrement: '0.000001',
          quoteIncrement: '0.000001',
          priceIncrement: '0.1',
          isMarginEnabled: true,
          enableTrading: true,
        },
      ]);
    case 'GET /api/v1/market/orderbook/level2_20':
      return said({ time: Date.now(), sequence: '1', bids: [[bid, '1']], asks: [[ask, '1']] });
    case 'GET /api/v1/market/candles':
      return said([['1790000000', '1', '1.5', '2', '0.5', '10', '15']]);
    case 'GET /api/v1/accounts':
      if (query.get('type') !== 'trade') return said([]);
      return said([
        { id: '1', currency: 'USDT', type: 'trade', balance: '10000', available: '9900', holds: '100' },
        { id: '2', currency: 'BTC', type: 'trade', balance: '0.5', available: '0.5', holds: '0' },
      ]);
    case 'GET /api/v1/hf/orders/active/symbols':
      return said({ symbols: book.open.length === 0 ? [] : ['BTC-USDT'] });
    case 'GET /api/v1/hf/orders/active':
      return said(book.open.map(shown));
    case 'GET /api/v1/hf/fills':
      return said({
        lastId: 1,
        items: book.fills
          .filter((order) => !query.has('orderId') || query.get('orderId') === order.id)
          .map((order) => ({
            id: 1,
            symbol: 'BTC-USDT',
            tradeId: `t${order.id}`,
            orderId: order.id,
            counterOrderId: '1',
            side: order.side,
            liquidity: 'taker',
            forceTaker: false,
            price: filledAt(order),
            size: order.amount,
            funds: worthOf(order),
            fee,
            feeRate: '0.001',
            feeCurrency: 'USDT',
            stop: '',
            tradeType: 'TRADE',
            type: order.kind,
            createdAt: order.at,
          })),
      });
    case 'GET /api/ua/v1/user/my-ip':
      return said({ ip: '203.0.113.7' });
    case 'GET /api/v1/user/api-key':
      return tradeOnlyKey(contract, 'key');
    case 'POST /api/v1/hf/orders':
      return place(call.body, book);
    default:
      return undefined;
  }
}

export const kucoin: Dialect = {
  exchange: 'kucoin',
  source: 'www.kucoin.com/docs-new/rest/spot-trading/orders and error-code',
  marketId: 'BTC-USDT',
  placing: 'POST /api/v1/hf/orders',
  market: { buy: true, sell: true },
  acceptUnknown: {},
  seesUs: '203.0.113.7',
  draw: () => ({ apiKey: letters(24), secret: letters(36), password: letters(16) }),
  isPublic: ({ path }) => /\/(?:timestamp|symbols|my-ip)$|\/v\d\/market\//.test(path) && !path.includes('active'),
  isSigned({ headers, method, path, search, body }, key) {
    const sign = (text: string) =>
      createHmac('sha256', key.secret ?? '')
        .update(text)
        .digest('base64');
    const asked = search === '' ? path : `${path}?${search}`;
    return (
      headers['kc-api-key'] === key.apiKey &&
      headers['kc-api-passphrase'] === sign(key.password ?? '') &&
      headers['kc-api-sign'] === sign(`${headers['kc-api-timestamp']}${method}${asked}${body}`)
    );
  },
  answer,
  rejected: refusing('200004', 'Balance insufficient!'),
  clock: refusing('400002', 'KC-API-TIMESTAMP Invalid', 400),
  unclear: refusing('408000', 'Network timeout, please try again later'),
  never: saying({ clientOid: 'c', side: 'sell', symbol: 'BTC-USDT', type: 'market', size: '1' }, [
    { funds: '1' },
    { size: undefined, funds: '1' },
    { tradeType: 'MARGIN_TRADE' },
    { postOnly: true },
    { postOnly: false, type: 'limit', price: '1' },
    { hidden: true },
    { stop: 'loss' },
    { clientOid: undefined },
  ]),
  troubles: {
    'a wrong key': refusing('400003', 'KC-API-KEY not exists', 401),
    'a wrong address': refusing('400006', 'The IP address is not in the API whitelist, request ip: 203.0.113.9', 401),
    'a missing permission': refusing('400007', 'Access denied, require more permission', 403),
    'a bad signature': refusing('400005', 'Invalid KC-API-SIGN', 401),
    'a wrong passphrase': refusing('400004', 'Invalid KC-API-PASSPHRASE', 401),
    'a skewed clock': refusing('400002', 'Invalid KC-API-TIMESTAMP', 401),
    maintenance: refusing('503000', 'Service unavailable', 503),
    'a country that is not served': refusing('400500', 'Your located country/region is currently not supported.'),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing('429000', 'Too Many Requests', 429),
  },
};
