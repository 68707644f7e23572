import { bitgetUnified as contract } from '../../contract/rows/bitget.ts';
import {
  ask,
  Book,
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
  worthOf,
} from '../there.ts';
import { bitget } from './bitget.ts';
import { bitgetContracts } from './bitget-contracts.ts';

const said = (data: unknown): Reply => ok({ code: '00000', msg: 'success', requestTime: Date.now(), data });
const refusing = (code: string, msg: string, status = 400): Reply =>
  refused(status, { code, msg, requestTime: Date.now(), data: null });

const statuses = { open: 'live', filled: 'filled', cancelled: 'cancelled' } as const;
type Category = 'SPOT' | 'USDT-FUTURES';

/** Coins and contracts have one id here, and a spot order names no side of a position. */
const shown = (order: Held, category: Category) => ({
  orderId: order.id,
  clientOid: order.clientId,
  category,
  symbol: 'BTCUSDT',
  orderType: order.kind,
  side: order.side,
  price: order.kind === 'market' ? '0' : order.price,
  qty: order.amount,
  amount: '0',
  cumExecQty: order.status === 'filled' ? order.amount : '0',
  cumExecValue: order.status === 'filled' ? worthOf(order) : '0',
  avgPrice: order.status === 'filled' ? filledAt(order) : '0',
  timeInForce: order.time === 'post-only' ? 'post_only' : order.time.toLowerCase(),
  orderStatus: statuses[order.status],
  posSide: '',
  holdMode: category === 'SPOT' ? '' : 'one_way_mode',
  reduceOnly: order.reduceOnly === true ? 'YES' : 'NO',
  marginMode: category === 'SPOT' ? 'crossed' : 'isolated',
  feeDetail: [{ feeCoin: null, fee: null }],
  cancelReason: '',
  execType: '',
  createdTime: String(order.at),
  updatedTime: String(order.at),
});

/** A fee that was paid is above zero. */
const execution = (order: Held, category: Category) => ({
  execId: `t${order.id}`,
  orderId: order.id,
  category,
  symbol: 'BTCUSDT',
  orderType: order.kind,
  side: order.side,
  execPrice: filledAt(order),
  execQty: order.amount,
  execValue: worthOf(order),
  tradeScope: 'taker',
  feeDetail: [{ feeCoin: 'USDT', fee }],
  createdTime: String(order.at),
  updatedTime: String(order.at),
  execPnl: '0',
});

const instruments: Readonly<Record<string, readonly object[]>> = {
  SPOT: [
    {
      symbol: 'BTCUSDT',
      category: 'SPOT',
      baseCoin: 'BTC',
      quoteCoin: 'USDT',
      minOrderQty: '0.000001',
      maxOrderQty: '0',
      pricePrecision: '1',
      quantityPrecision: '6',
      quotePrecision: '8',
      minOrderAmount: '1',
      status: 'online',
      maintainTime: '',
    },
  ],
  'USDT-FUTURES': [
    {
      symbol: 'BTCUSDT',
      category: 'USDT-FUTURES',
      baseCoin: 'BTC',
      quoteCoin: 'USDT',
      makerFeeRate: '0.0002',
      takerFeeRate: '0.0006',
      minOrderQty: '0.001',
      maxOrderQty: '',
      // Half of what the number of digits says is a step.
      pricePrecision: '1',
      priceMultiplier: '0.5',
      quantityPrecision: '3',
      quantityMultiplier: '0.001',
      type: 'perpetual',
      minOrderAmount: '5',
      status: 'online',
      deliveryTime: '',
      launchTime: '',
      minLeverage: '1',
      maxLeverage: '125',
    },
  ],
};

function place(body: string, book: Book, category: Category): Reply {
  const order = json(body);
  if (order.category !== category) return refusing('40020', 'Parameter category error');
  if (book.hedged) return refusing('40774', 'The order type for unilateral position must also be unilateral.');
  const { side, orderType, qty, price, timeInForce = 'gtc', clientOid, reduceOnly } = order;
  const placed = book.place({
    clientId: clientOid ?? '',
    side: side as Held['side'],
    kind: orderType as Held['kind'],
    amount: qty ?? '',
    price: price ?? '',
    time: timeInForce === 'post_only' ? 'post-only' : (timeInForce.toUpperCase() as Held['time']),
    ...(reduceOnly === 'yes' ? { reduceOnly: true } : {}),
  });
  return said({
    orderId: reduceOnly === 'yes' && replaced(placed, book) ? null : placed.id,
    clientOid: placed.clientId,
  });
}

/** Reduce-only orders that are too many for the position give way to a new one, and that is answered without an id. */
function replaced(placed: Held, book: Book): boolean {
  const resting = book.open.filter((order) => order !== placed && order.reduceOnly === true);
  const all = [placed, ...resting].reduce((sum, { amount }) => sum + Number(amount), 0);
  if (all <= Math.abs(Number(book.position))) return false;
  for (const order of resting) book.cancel(order);
  return resting.length > 0;
}

/** What a key of a classic account is told there. */
function classicKey({ answer }: Dialect): Reply {
  const call = { method: 'GET', path: '/api/v2/spot/account/info', query: new URLSearchParams() } as Call;
  return answer(call, new Book()) ?? refused(404, '');
}

const classicNot = refusing('40085', 'You are in Unified Account mode, and the Classic Account API is not supported');

const answering =
  (category: Category) =>
  (call: Call, book: Book): Reply | undefined => {
    const { query } = call;
    const ours = (query.get('category') ?? category) === category;
    switch (`${call.method} ${call.path}`) {
      case 'GET /api/v2/public/time':
        return said({ serverTime: String(Date.now()) });
      case 'GET /api/v3/market/instruments':
        return said(instruments[query.get('category') ?? ''] ?? []);
      case 'GET /api/v3/market/orderbook':
        return ours ? said({ a: [[Number(ask), 1]], b: [[Number(bid), 1]], ts: String(Date.now()) }) : undefined;
      case 'GET /api/v3/market/candles':
        if (Number(query.get('limit')) > 100) return refusing('40020', 'Parameter limit error');
        return ours ? said([['1790000000000', '1', '2', '0.5', '1.5', '10', '15']]) : undefined;
      case 'GET /api/v2/spot/account/info':
        return classicNot;
      case 'GET /api/v3/account/info':
        return tradeOnlyKey(contract, 'unified');
      case 'GET /api/v3/account/settings':
        return said({
          assetMode: 'single',
          accountMode: 'unified',
          accountLevel: 'advanced',
          holdMode: book.hedged ? 'hedge_mode' : 'one_way_mode',
          symbolConfigList: [{ category: 'USDT-FUTURES', symbol: 'BTCUSDT', marginMode: 'isolated', leverage: '5' }],
          coinConfigList: [],
        });
      case 'GET /api/v3/account/assets': {
        const asset = (coin: string, balance: string, locked: string, available: string) => ({
          coin,
          equity: balance,
          usdValue: '1',
          balance,
          available,
          debt: '0',
          locked,
        });
        return said({
          accountEquity: '1',
          assets: [
            asset('USDT', '10000', '100', '9900'),
            ...(category === 'SPOT' ? [asset('BTC', '0.5', '0', '0.5')] : []),
          ],
        });
      }
      case 'GET /api/v3/position/current-position': {
        const held = Number(book.position);
        if (!ours || held === 0) return said({ list: null });
        const total = String(Math.abs(held));
        const posSide = held < 0 ? 'short' : 'long';
        return said({ list: [{ category, symbol: 'BTCUSDT', marginCoin: 'USDT', posSide, total, available: total }] });
      }
      case 'GET /api/v3/trade/unfilled-orders': {
        const newest = ours ? [...book.open].reverse() : [];
        const from = newest.findIndex(({ id }) => id === query.get('cursor')) + 1;
        const page = newest.slice(from, from + Number(query.get('limit') ?? 100));
        return said({
          list: page.length === 0 ? null : page.map((order) => shown(order, category)),
          cursor: page.at(-1)?.id ?? null,
        });
      }
      case 'GET /api/v3/trade/order-info': {
        const order = query.has('clientOid')
          ? book.byClientId(query.get('clientOid'))
          : book.byId(query.get('orderId'));
        return order === undefined ? refusing('25204', 'Order does not exist') : said(shown(order, category));
      }
      case 'GET /api/v3/trade/fills': {
        const fills = book.fills.filter(({ id }) => !query.has('orderId') || query.get('orderId') === id);
        // Executions of every kind of market come together.
        const others = fills.map((order) => ({
          ...execution(order, category),
          execId: `o${order.id}`,
          category: category === 'SPOT' ? 'USDT-FUTURES' : 'SPOT',
        }));
        return said({ list: [...others, ...fills.map((order) => execution(order, category))], cursor: null });
      }
      case 'POST /api/v3/trade/place-order':
        return place(call.body, book, category);
      case 'POST /api/v3/trade/cancel-order': {
        const order = book.cancel(book.byClientId(json(call.body).clientOid));
        return order === undefined
          ? refusing('25204', 'Order does not exist')
          : said({ orderId: order.id, clientOid: order.clientId });
      }
      default:
        return undefined;
    }
  };

const common = {
  exchange: 'bitget',
  account: 'unified',
  source: 'www.bitget.com/api-doc/uta',
  marketId: 'BTCUSDT',
  placing: 'POST /api/v3/trade/place-order',
  acceptUnknown: bitget.acceptUnknown,
  draw: bitget.draw,
  isPublic: ({ path }: Call) => /\/(?:public|market)\//.test(path),
  // Signed as with the classic account.
  isSigned: bitget.isSigned,
  rejected: refusing('25202', 'Insufficient balance'),
  clock: refusing('40008', 'Request timestamp expired'),
  unclear: refusing('45001', 'Unknown error. Please try again later.', 200),
  troubles: bitget.troubles,
} as const satisfies Partial<Dialect>;

const order = {
  category: 'SPOT',
  symbol: 'BTCUSDT',
  qty: '1',
  side: 'sell',
  clientOid: 'c',
  orderType: 'market',
  timeInForce: 'gtc',
} as const;

const neverOne = [
  { timeInForce: 'post_only' },
  { timeInForce: 'GTC' },
  { timeInForce: undefined },
  { orderType: 'stop' },
  { clientOid: undefined },
  { posSide: 'long' },
  { stopLoss: '1' },
  { stpMode: 'cancel_maker' },
  { category: 'MARGIN' },
  { category: undefined },
] as const;

export const bitgetUnified: Dialect = {
  ...common,
  played: 'bitget, unified',
  unfit: classicKey(bitget),
  market: { buy: false, sell: true },
  answer: answering('SPOT'),
  never: saying(order, [
    ...neverOne,
    { side: 'buy' },
    { category: 'USDT-FUTURES' },
    { marginMode: 'isolated' },
    { reduceOnly: 'yes' },
  ]),
};

export const bitgetUnifiedContracts: Dialect = {
  ...common,
  played: 'bitget, unified, contracts',
  unfit: classicKey(bitgetContracts),
  symbol: 'BTC/USDT:USDT',
  settle: 'USDT',
  quote: 'USDT',
  market: { buy: true, sell: true },
  answer: answering('USDT-FUTURES'),
  never: saying({ ...order, category: 'USDT-FUTURES', marginMode: 'isolated' }, [
    ...neverOne,
    { category: 'SPOT' },
    { category: 'COIN-FUTURES' },
    { marginMode: 'crossed' },
    { marginMode: undefined },
    { reduceOnly: 'no' },
    { reduceOnly: '' },
  ]),
};
