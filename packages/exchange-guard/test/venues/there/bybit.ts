import { createHmac } from 'node:crypto';
import { bybit as contract } from '../../contract/rows/bybit.ts';
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

const said = (result: unknown, retCode = 0, retMsg = 'OK'): Reply =>
  ok({ retCode, retMsg, result, retExtInfo: {}, time: Date.now() });
const refusing = (retCode: number, retMsg: string): Reply => said({}, retCode, retMsg);

const statuses = { open: 'New', filled: 'Filled', cancelled: 'Cancelled' } as const;

const shown = (order: Held) => ({
  orderId: order.id,
  orderLinkId: order.clientId,
  symbol: 'BTCUSDT',
  price: order.kind === 'market' ? '0' : order.price,
  qty: order.amount,
  side: order.side === 'buy' ? 'Buy' : 'Sell',
  isLeverage: '0',
  orderStatus: statuses[order.status],
  cancelType: 'UNKNOWN',
  rejectReason: 'EC_NoError',
  avgPrice: order.status === 'filled' ? filledAt(order) : '',
  leavesQty: order.status === 'open' ? order.amount : '0',
  cumExecQty: order.status === 'filled' ? order.amount : '0',
  cumExecValue: order.status === 'filled' ? worthOf(order) : '0',
  cumExecFee: '0',
  timeInForce: order.time === 'post-only' ? 'PostOnly' : order.time,
  orderType: order.kind === 'market' ? 'Market' : 'Limit',
  marketUnit: order.kind === 'market' ? 'baseCoin' : '',
  triggerPrice: '0.00',
  takeProfit: '',
  stopLoss: '',
  reduceOnly: false,
  createdTime: String(order.at),
  updatedTime: String(order.at),
});

function place(body: string, book: Book): Reply {
  const { side, orderType, qty, price, orderLinkId, timeInForce } = json(body);
  const order = book.place({
    clientId: orderLinkId ?? '',
    side: side === 'Buy' ? 'buy' : 'sell',
    kind: orderType === 'Market' ? 'market' : 'limit',
    amount: qty ?? '',
    price: price ?? '',
    time: timeInForce === 'PostOnly' ? 'post-only' : ((timeInForce ?? 'GTC') as Held['time']),
  });
  return said({ orderId: order.id, orderLinkId: order.clientId });
}

/** Pages of at most fifty, newest first. */
function listed(call: Call, orders: readonly Held[]): Reply {
  const limit = Number(call.query.get('limit') ?? 20);
  const from = Number(call.query.get('cursor') ?? 0);
  const page = orders.slice(from, from + limit);
  const more = from + limit < orders.length ? String(from + limit) : '';
  return said({ list: page.map(shown), nextPageCursor: more, category: 'spot' });
}

function answer(call: Call, book: Book): Reply | undefined {
  const link = call.query.get('orderLinkId');
  const id = call.query.get('orderId');
  const found = link === null ? book.byId(id) : book.byClientId(link);
  const named = link !== null || id !== null;
  switch (`${call.method} ${call.path}`) {
    case 'GET /v5/market/time':
      return said({ timeSecond: '1', timeNano: '1' });
    case 'GET /v5/market/instruments-info':
      return said({
        category: 'spot',
        list: [
          {
            symbol: 'BTCUSDT',
            baseCoin: 'BTC',
            quoteCoin: 'USDT',
            status: 'Trading',
            marginTrading: 'both',
            lotSizeFilter: {
              basePrecision: '0.000001',
              quotePrecision: '0.00000001',
              minOrderQty: '0.000011',
              maxOrderQty: '83',
              minOrderAmt: '5',
              maxOrderAmt: '8000000',
            },
            priceFilter: { tickSize: '0.1' },
          },
        ],
      });
    case 'GET /v5/market/orderbook':
      return said({ s: 'BTCUSDT', b: [[bid, '1']], a: [[ask, '1']], ts: Date.now(), u: 1, seq: 1, cts: Date.now() });
    case 'GET /v5/market/kline': {
      book.looks += 1;
      const minutes = [2, 1, 0].map((back) => String(1_790_000_000_000 + (book.looks - back) * 60_000)).reverse();
      return said({
        category: 'spot',
        symbol: 'BTCUSDT',
        list: minutes.map((at) => [at, '1', '2', '0.5', '1.5', '10', '15']),
      });
    }
    case 'GET /v5/account/wallet-balance':
      return said({
        list: [
          {
            accountType: 'UNIFIED',
            coin: [
              {
                coin: 'USDT',
                walletBalance: '10000',
                locked: '100',
                availableToWithdraw: '',
                totalOrderIM: '0',
                totalPositionIM: '0',
                borrowAmount: '0',
                accruedInterest: '0',
              },
              {
                coin: 'BTC',
                walletBalance: '0.5',
                locked: '0',
                availableToWithdraw: '',
                totalOrderIM: '0',
                totalPositionIM: '0',
                borrowAmount: '0',
                accruedInterest: '0',
              },
            ],
          },
        ],
      });
    case 'GET /v5/order/realtime':
      return listed(call, named ? (found?.status === 'open' ? [found] : []) : book.open);
    case 'GET /v5/order/history':
      return listed(call, found === undefined || found.status === 'open' ? [] : [found]);
    case 'GET /v5/execution/list':
      return said({
        category: 'spot',
        nextPageCursor: '',
        list: book.fills
          .filter((order) => id === null || order.id === id)
          .map((order) => ({
            symbol: 'BTCUSDT',
            orderId: order.id,
            orderLinkId: order.clientId,
            side: order.side === 'buy' ? 'Buy' : 'Sell',
            execId: `e${order.id}`,
            execPrice: filledAt(order),
            execQty: order.amount,
            execValue: worthOf(order),
            execFee: fee,
            feeCurrency: 'USDT',
            feeCoin: 'USDT',
            execType: 'Trade',
            execTime: String(order.at),
            isMaker: false,
          })),
      });
    case 'GET /v5/user/query-api':
      return tradeOnlyKey(contract, 'key');
    case 'POST /v5/order/create':
      return place(call.body, book);
    case 'POST /v5/order/cancel': {
      const order = book.cancel(book.byClientId(json(call.body).orderLinkId));
      return order === undefined
        ? refusing(170213, 'Order does not exist.')
        : said({ orderId: order.id, orderLinkId: order.clientId });
    }
    default:
      return undefined;
  }
}

/** The key of the contract suite, of an account that was never made a unified one. */
const classicAccount: Reply = ok(JSON.stringify(tradeOnlyKey(contract, 'key')?.body).replace('"uta":1', '"uta":0'));

const dialect = (exchange: string): Dialect => ({
  exchange,
  ...(exchange === 'bybit' ? {} : { twinOf: 'bybit' }),
  source: 'bybit-exchange/docs, docs/v5/order, docs/v5/error.mdx',
  marketId: 'BTCUSDT',
  placing: 'POST /v5/order/create',
  market: { buy: true, sell: true },
  acceptUnknown: {},
  draw: () => ({ apiKey: letters(18), secret: letters(36) }),
  isPublic: ({ path }) => path.startsWith('/v5/market/'),
  isSigned({ headers, method, search, body }, key) {
    const signed = `${headers['x-bapi-timestamp']}${key.apiKey}${headers['x-bapi-recv-window']}${method === 'GET' ? search : body}`;
    const right = createHmac('sha256', key.secret ?? '')
      .update(signed)
      .digest('hex');
    return headers['x-bapi-api-key'] === key.apiKey && headers['x-bapi-sign'] === right;
  },
  answer,
  rejected: refusing(170131, 'Insufficient balance.'),
  clock: refusing(10002, 'invalid request, please check your server timestamp or recv_window param.'),
  unfit: classicAccount,
  unclear: refusing(170007, 'Timeout waiting for response from backend server.'),
  never: saying(
    {
      symbol: 'BTCUSDT',
      side: 'Sell',
      orderType: 'Market',
      orderLinkId: 'c',
      category: 'spot',
      marketUnit: 'baseCoin',
      qty: '1',
    },
    [
      { side: 'sell' },
      { marketUnit: undefined },
      { marketUnit: 'quoteCoin' },
      { category: 'linear' },
      { category: undefined },
      { isLeverage: '1' },
      { triggerPrice: '1' },
      { orderType: 'Limit', price: '1' },
      { timeInForce: 'PostOnly' },
      { orderLinkId: undefined },
    ],
  ),
  troubles: {
    'a wrong key': refusing(10003, 'API key is invalid.'),
    'a wrong address': refusing(10010, 'Unmatched IP, please check your API key\u2019s bound IP addresses.'),
    'a missing permission': refusing(10005, 'Permission denied, please check your API key permissions.'),
    'a bad signature': refusing(10004, 'Error sign, please check your signature generation algorithm.'),
    'a skewed clock': refusing(10002, 'invalid request, please check your server timestamp or recv_window param.'),
    'an expired key': refusing(33004, 'Your api key has expired.'),
    maintenance: refusing(10016, 'Service is restarting.'),
    'an outage': refused(503, ''),
    'a country that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing(10006, 'Too many visits!'),
  },
});

export const bybit = dialect('bybit');
export const bybiteu = dialect('bybiteu');
export const bybitid = dialect('bybitid');
