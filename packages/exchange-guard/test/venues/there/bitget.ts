import { createHmac } from 'node:crypto';
import { bitgetUnified, bitget as contract } from '../../contract/rows/bitget.ts';
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

const said = (data: unknown): Reply => ok({ code: '00000', msg: 'success', requestTime: Date.now(), data });
const refusing = (code: string, msg: string, status = 400): Reply =>
  refused(status, { code, msg, requestTime: Date.now(), data: null });

const statuses = { open: 'live', filled: 'filled', cancelled: 'cancelled' } as const;

const common = (order: Held) => ({
  userId: '4716274',
  symbol: 'BTCUSDT',
  orderId: order.id,
  clientOid: order.clientId,
  size: order.amount,
  orderType: order.kind,
  side: order.side,
  status: statuses[order.status],
  baseVolume: order.status === 'filled' ? order.amount : '0',
  quoteVolume: order.status === 'filled' ? worthOf(order) : '0',
  enterPointSource: 'API',
  orderSource: 'normal',
  cTime: String(order.at),
  uTime: String(order.at),
});

/** One order has its price and its average where they belong; a list of open ones has them elsewhere. */
const shown = (order: Held) => ({
  ...common(order),
  price: order.kind === 'market' ? '0' : order.price,
  priceAvg: order.status === 'filled' ? filledAt(order) : '0',
  feeDetail: '',
});
const listed = (order: Held) => ({ ...common(order), priceAvg: order.price, basePrice: '0' });

function place(body: string, book: Book): Reply {
  const { side, orderType, size, price, force = 'GTC', clientOid } = json(body);
  const order = book.place({
    clientId: clientOid ?? '',
    side: side as 'buy' | 'sell',
    kind: orderType as 'market' | 'limit',
    amount: size ?? '',
    price: price ?? '',
    time: force === 'post_only' ? 'post-only' : (force as Held['time']),
  });
  return said({ orderId: order.id, clientOid: order.clientId });
}

function answer(call: Call, book: Book): Reply | undefined {
  const { query } = call;
  switch (`${call.method} ${call.path}`) {
    case 'GET /api/v2/public/time':
      return said({ serverTime: String(Date.now()) });
    case 'GET /api/v2/margin/currencies':
      return said([]);
    case 'GET /api/v2/spot/public/symbols':
      return said([
        {
          symbol: 'BTCUSDT',
          baseCoin: 'BTC',
          quoteCoin: 'USDT',
          minTradeAmount: '0',
          maxTradeAmount: '10000000000',
          takerFeeRate: '0.002',
          makerFeeRate: '0.002',
          pricePrecision: '1',
          quantityPrecision: '6',
          quotePrecision: '8',
          status: 'online',
          minTradeUSDT: '1',
        },
      ]);
    case 'GET /api/v2/spot/market/orderbook':
      return said({ asks: [[ask, '1']], bids: [[bid, '1']], ts: String(Date.now()) });
    case 'GET /api/v2/spot/market/candles':
      return said([['1790000000000', '1', '2', '0.5', '1.5', '10', '15', '15']]);
    case 'GET /api/v2/spot/account/assets':
      return said([
        { coin: 'USDT', available: '9900', frozen: '100', locked: '0', limitAvailable: '0', uTime: '1790000000000' },
        { coin: 'BTC', available: '0.5', frozen: '0', locked: '0', limitAvailable: '0', uTime: '1790000000000' },
      ]);
    case 'GET /api/v2/spot/trade/unfilled-orders': {
      const newest = [...book.open].reverse();
      const from = newest.findIndex(({ id }) => id === query.get('idLessThan')) + 1;
      return said(newest.slice(from, from + Number(query.get('limit') ?? 100)).map(listed));
    }
    case 'GET /api/v2/spot/trade/orderInfo': {
      const order = query.has('clientOid') ? book.byClientId(query.get('clientOid')) : book.byId(query.get('orderId'));
      return order === undefined ? refusing('43001', 'The order does not exist') : said([shown(order)]);
    }
    case 'GET /api/v2/spot/trade/fills':
      return said(
        book.fills
          .filter((order) => !query.has('orderId') || query.get('orderId') === order.id)
          .map((order) => ({
            userId: '4716274',
            symbol: 'BTCUSDT',
            orderId: order.id,
            tradeId: `t${order.id}`,
            orderType: order.kind,
            side: order.side,
            priceAvg: filledAt(order),
            size: order.amount,
            amount: worthOf(order),
            feeDetail: { deduction: 'no', feeCoin: 'USDT', totalDeductionFee: '', totalFee: `-${fee}` },
            tradeScope: 'taker',
            cTime: String(order.at),
            uTime: String(order.at),
          })),
      );
    case 'GET /api/v2/spot/account/info':
      return tradeOnlyKey(contract, 'classic');
    case 'GET /api/v3/account/info':
      return tradeOnlyKey(bitgetUnified, 'unified');
    case 'POST /api/v2/spot/trade/place-order':
      return place(call.body, book);
    case 'POST /api/v2/spot/trade/cancel-order': {
      const order = book.cancel(book.byClientId(json(call.body).clientOid));
      return order === undefined
        ? refusing('43001', 'The order does not exist')
        : said({ orderId: order.id, clientOid: order.clientId });
    }
    default:
      return undefined;
  }
}

export const bitget: Dialect = {
  exchange: 'bitget',
  source: 'www.bitget.com/api-doc/spot/trade and error code',
  marketId: 'BTCUSDT',
  placing: 'POST /api/v2/spot/trade/place-order',
  market: { buy: false, sell: true },
  acceptUnknown: { createdAt: 'looked at it by hand', expiresAt: 'looked at it by hand' },
  draw: () => ({ apiKey: `bg_${letters(32)}`, secret: letters(64), password: letters(16) }),
  isPublic: ({ path }) => /\/(?:public|market|margin)\//.test(path),
  isSigned({ headers, method, path, search, body }, key) {
    const asked = search === '' ? path : `${path}?${search}`;
    const signed = `${headers['access-timestamp']}${method}${asked}${body}`;
    const right = createHmac('sha256', key.secret ?? '')
      .update(signed)
      .digest('base64');
    return (
      headers['access-key'] === key.apiKey &&
      headers['access-passphrase'] === key.password &&
      headers['access-sign'] === right
    );
  },
  answer,
  rejected: refusing('43012', 'Insufficient balance'),
  clock: refusing('40008', 'Request timestamp expired'),
  unfit: refusing('40085', 'You are in Unified Account mode, and the Classic Account API is not supported'),
  unclear: refusing('45001', 'Unknown error. Please try again later.', 200),
  never: saying({ symbol: 'BTCUSDT', orderType: 'market', force: 'GTC', side: 'sell', size: '1', clientOid: 'c' }, [
    { side: 'buy' },
    { force: 'post_only' },
    { triggerPrice: '1' },
    { loanType: 'normal' },
    { tpslType: 'tpsl' },
    { orderType: 'stop' },
    { clientOid: undefined },
  ]),
  troubles: {
    'a wrong key': refusing('40006', 'Invalid ACCESS_KEY'),
    'a wrong address': refusing('40018', 'Invalid IP'),
    'a missing permission': refusing('40014', 'Incorrect permissions'),
    'a bad signature': refusing('40009', 'sign signature error'),
    'a wrong passphrase': refusing('40012', 'apikey/password is incorrect'),
    'another environment': refusing('40099', 'exchange environment is incorrect'),
    'a skewed clock': refusing('40008', 'Request timestamp expired'),
    maintenance: refusing('40200', 'Server upgrade, please try again later'),
    'an outage': refused(503, ''),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing('429', 'Too Many Requests', 429),
  },
};
