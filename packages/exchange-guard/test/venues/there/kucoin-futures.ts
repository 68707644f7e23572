import { kucoinfutures as contract } from '../../contract/rows/kucoin.ts';
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
  ok,
  type Reply,
  refused,
  saying,
  tradeOnlyKey,
} from '../there.ts';
import { kucoin } from './kucoin.ts';

const said = (data: unknown): Reply => ok({ code: '200000', data });
const refusing = (code: string, msg: string, status = 200): Reply => refused(status, { code, msg });

const marketId = 'XBTUSDTM';

const shown = (order: Held) => ({
  id: order.id,
  symbol: marketId,
  type: order.kind,
  side: order.side,
  price: order.kind === 'market' ? '' : order.price,
  size: Number(order.amount),
  value: '99.5',
  dealValue: '0',
  dealSize: order.status === 'filled' ? Number(order.amount) : 0,
  stp: '',
  stop: '',
  stopPriceType: '',
  stopTriggered: false,
  stopPrice: null,
  timeInForce: order.time === 'post-only' ? 'GTC' : order.time,
  postOnly: order.time === 'post-only',
  hidden: false,
  iceberg: false,
  leverage: '1',
  forceHold: false,
  closeOrder: false,
  visibleSize: 0,
  clientOid: order.clientId,
  remark: null,
  tags: '',
  isActive: order.status === 'open',
  cancelExist: order.status === 'cancelled',
  createdAt: order.at,
  updatedAt: order.at,
  settleCurrency: 'USDT',
  marginMode: 'ISOLATED',
  avgDealPrice: order.status === 'filled' ? filledAt(order) : '0',
  filledSize: order.status === 'filled' ? Number(order.amount) : 0,
  filledValue: '0',
  status: order.status === 'open' ? 'open' : 'done',
  reduceOnly: order.reduceOnly === true,
});

const execution = (order: Held) => ({
  symbol: marketId,
  tradeId: `t${order.id}`,
  orderId: order.id,
  side: order.side,
  liquidity: 'taker',
  forceTaker: false,
  price: filledAt(order),
  size: Number(order.amount),
  value: '100',
  feeRate: '0.0006',
  fixFee: '0',
  feeCurrency: 'USDT',
  stop: '',
  fee,
  orderType: order.kind,
  tradeType: 'trade',
  settleCurrency: 'USDT',
  marginMode: 'ISOLATED',
  createdAt: order.at,
});

function place(body: string, book: Book): Reply {
  if (book.hedged) return refusing('330012', 'Your order is in One-Way Mode, while your account is set to Hedge Mode.');
  const asked = json(body);
  const flags = asked as Readonly<Record<string, unknown>>;
  const order = book.place({
    clientId: asked.clientOid ?? '',
    side: asked.side as Held['side'],
    kind: asked.type as Held['kind'],
    amount: String(asked.size),
    price: asked.price ?? '',
    time: flags.postOnly === true ? 'post-only' : ((asked.timeInForce ?? 'GTC') as Held['time']),
    ...(flags.reduceOnly === true ? { reduceOnly: true } : {}),
  });
  return said({ orderId: order.id, clientOid: order.clientId });
}

function found(order: Held | undefined): Reply {
  return order === undefined ? refusing('100001', 'error.getOrder.orderNotExist', 404) : said(shown(order));
}

function answer(call: Call, book: Book): Reply | undefined {
  const { query } = call;
  const [, cancelled] = /^\/api\/v1\/orders\/client-order\/([\w-]+)$/.exec(call.path) ?? [];
  if (cancelled !== undefined && call.method === 'DELETE') {
    const order = book.byClientId(cancelled);
    if (order === undefined) return refusing('100001', 'error.getOrder.orderNotExist', 404);
    return book.cancel(order) === undefined
      ? refusing('100004', 'Order is in not cancelable state')
      : said({ clientOid: cancelled });
  }
  const [, named] = /^\/api\/v1\/orders\/(\d+)$/.exec(call.path) ?? [];
  if (named !== undefined && call.method === 'GET') return found(book.byId(named));
  switch (`${call.method} ${call.path}`) {
    case 'GET /api/v1/timestamp':
      return said(Date.now());
    case 'GET /api/v1/contracts/active':
      return said([
        {
          symbol: marketId,
          rootSymbol: 'USDT',
          type: 'FFWCSX',
          firstOpenDate: 1_585_555_200_000,
          expireDate: null,
          baseCurrency: 'XBT',
          quoteCurrency: 'USDT',
          settleCurrency: 'USDT',
          maxOrderQty: 1_000_000,
          maxPrice: 1_000_000,
          lotSize: 1,
          tickSize: 0.1,
          multiplier: 0.001,
          isInverse: false,
          makerFeeRate: 0.0002,
          takerFeeRate: 0.0006,
          status: 'Open',
          nextFundingRateTime: 11_000_000,
          maxLeverage: 125,
        },
      ]);
    case 'GET /api/v1/level2/depth20':
      return said({ sequence: 1, symbol: marketId, bids: [[bid, 1]], asks: [[ask, 1]], ts: Date.now() * 1_000_000 });
    case 'GET /api/v1/kline/query':
      return said([[Date.now() - 120_000, 1, 2, 0.5, 1.5, 10, 15]]);
    case 'GET /api/v1/account-overview':
      return said({
        currency: 'USDT',
        accountEquity: 10_000,
        unrealisedPNL: 0,
        marginBalance: 10_000,
        positionMargin: 0,
        orderMargin: 100,
        frozenFunds: 0,
        availableBalance: 9900,
      });
    case 'GET /api/v1/positions':
      if (book.position === '0') return said([]);
      return said([
        {
          id: '1',
          symbol: marketId,
          crossMode: false,
          currentQty: Number(book.position),
          isOpen: true,
          marginMode: 'ISOLATED',
          positionSide: 'BOTH',
          leverage: 1,
          settleCurrency: 'USDT',
        },
      ]);
    case 'GET /api/v2/position/getPositionMode':
      return said({ positionMode: book.hedged ? 1 : 0 });
    case 'GET /api/v2/position/getMarginMode':
      return said({ symbol: query.get('symbol'), marginMode: 'ISOLATED' });
    case 'GET /api/v1/orders': {
      const [page, size] = [Number(query.get('currentPage')), Number(query.get('pageSize'))];
      const items = book.open.slice((page - 1) * size, page * size).map(shown);
      return said({ currentPage: page, pageSize: size, totalNum: book.open.length, totalPage: 2, items });
    }
    case 'GET /api/v1/orders/byClientOid':
      return found(book.byClientId(query.get('clientOid')));
    case 'GET /api/v1/fills': {
      const items = book.fills.filter(({ id }) => !query.has('orderId') || query.get('orderId') === id).map(execution);
      return said({ currentPage: 1, pageSize: 50, totalNum: items.length, totalPage: 1, items });
    }
    case 'GET /api/ua/v1/user/my-ip':
      return said({ ip: '203.0.113.7' });
    case 'GET /api/v1/user/api-key':
      return tradeOnlyKey(contract, 'key');
    case 'POST /api/v1/orders':
      return place(call.body, book);
    default:
      return undefined;
  }
}

export const kucoinfutures: Dialect = {
  exchange: 'kucoinfutures',
  symbol: 'BTC/USDT:USDT',
  source: 'www.kucoin.com/docs-new/rest/futures-trading and error-code',
  marketId,
  lot: '1',
  settle: 'USDT',
  quote: 'USDT',
  placing: 'POST /api/v1/orders',
  market: { buy: true, sell: true },
  acceptUnknown: {},
  seesUs: '203.0.113.7',
  draw: kucoin.draw,
  isPublic: ({ path }) => /\/(?:timestamp|contracts\/active|level2\/depth20|kline\/query|my-ip)$/.test(path),
  // Signed as on the spot markets: it is the same key.
  isSigned: kucoin.isSigned,
  answer,
  rejected: refusing('300003', 'Balance insufficient. The order would cost 100 USDT.'),
  clock: refusing('400002', 'KC-API-TIMESTAMP Invalid', 400),
  unclear: refusing('300000', 'something went wrong'),
  never: saying({ clientOid: 'c', side: 'sell', symbol: marketId, type: 'market', leverage: 1, size: 1 }, [
    { leverage: 5 },
    { leverage: undefined },
    { size: '1' },
    { size: 1.5 },
    { size: undefined, valueQty: '1' },
    { postOnly: true },
    { reduceOnly: false },
    { closeOrder: true },
    { marginMode: 'CROSS' },
    { positionSide: 'SHORT' },
    { stop: 'up' },
    { clientOid: undefined },
  ]),
  troubles: kucoin.troubles,
};
