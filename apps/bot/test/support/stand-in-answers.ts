import { type Market, Rejection, type StandInOrder, type StandInTrade } from './stand-in-account.ts';
import { text, units } from './stand-in-amounts.ts';
import type { World } from './stand-in-binance.ts';

type Asked = Readonly<Record<string, string>>;

interface Route {
  readonly signed: boolean;
  answer(world: World, asked: Asked): unknown;
}

/** The endpoints, each answering as Binance's spot REST pages show it. */
export const routes: Readonly<Record<string, Route>> = {
  __proto__: null as never,
  'GET /ip': { signed: false, answer: ({ address }) => `${address()}\n` },
  'GET /ip.json': { signed: false, answer: ({ address }) => ({ ip: address() }) },
  'GET /api/v3/ping': { signed: false, answer: () => ({}) },
  'GET /api/v3/time': { signed: false, answer: ({ now }) => ({ serverTime: now() }) },
  'GET /api/v3/exchangeInfo': { signed: false, answer: exchangeInfo },
  'GET /api/v3/depth': { signed: false, answer: depth },
  'GET /api/v3/klines': { signed: false, answer: klines },
  'GET /api/v3/ticker/price': {
    signed: false,
    answer: (world, asked) => ({ symbol: marketOf(world, asked).symbol, price: text(world.price()) }),
  },
  'GET /api/v3/ticker/bookTicker': { signed: false, answer: bookTicker },
  'GET /api/v3/ticker/24hr': { signed: false, answer: dayTicker },
  'GET /api/v3/account': { signed: true, answer: account },
  'GET /api/v3/openOrders': {
    signed: true,
    answer: (world, asked) =>
      world.account
        .open()
        .filter(({ symbol }) => asked.symbol === undefined || symbol === asked.symbol)
        .map(orderBody),
  },
  'GET /api/v3/allOrders': {
    signed: true,
    answer: (world, asked) => world.account.orders.filter(({ symbol }) => symbol === asked.symbol).map(orderBody),
  },
  'POST /api/v3/order': {
    signed: true,
    answer: (world, asked) => {
      if (world.restrictions.enableSpotAndMarginTrading !== true) {
        throw new Rejection(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
      }
      const market = marketOf(world, asked);
      const order = world.account.place(market, asked);
      const fills = world.account.trades.filter(({ orderId }) => orderId === order.orderId);
      return { ...orderBody(order), transactTime: order.at, fills: fills.map(fillBody) };
    },
  },
  'GET /api/v3/order': { signed: true, answer: (world, asked) => orderBody(orderOf(world, asked, -2013)) },
  'DELETE /api/v3/order': {
    signed: true,
    answer: (world, asked) => {
      const order = orderOf(world, asked, -2011);
      if (!world.account.open().includes(order)) throw new Rejection(-2011, 'Unknown order sent.');
      world.account.cancel(marketOf(world, asked), order);
      return { ...orderBody(order), origClientOrderId: order.clientOrderId, transactTime: world.now() };
    },
  },
  'GET /api/v3/myTrades': {
    signed: true,
    answer: (world, asked) =>
      world.account.trades
        .filter(({ symbol, orderId, at }) => {
          const since = Number(asked.startTime ?? 0);
          return symbol === asked.symbol && at >= since && (asked.orderId ?? String(orderId)) === String(orderId);
        })
        .map(tradeBody),
  },
  'GET /sapi/v1/account/apiRestrictions': { signed: true, answer: ({ restrictions }) => restrictions },
  'GET /sapi/v1/capital/config/getall': { signed: true, answer: () => [coin('BTC'), coin('USDT')] },
  'GET /sapi/v1/margin/allPairs': { signed: true, answer: () => [] },
  'GET /sapi/v1/margin/isolated/allPairs': { signed: true, answer: () => [] },
  // They exist so that a request which must never come is counted and not lost among the unknown paths.
  'POST /sapi/v1/capital/withdraw/apply': { signed: true, answer: () => ({ id: 'stand-in' }) },
  'POST /sapi/v1/asset/transfer': { signed: true, answer: () => ({ tranId: 1 }) },
};

export function answerTo(route: Route, world: World, asked: Asked): unknown {
  return route.answer(world, asked);
}

function marketOf(world: World, asked: Asked): Market {
  if (asked.symbol !== 'BTCUSDT') throw new Rejection(-1121, 'Invalid symbol.');
  return {
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    price: world.price,
    tick: units('0.01'),
    step: units('0.00001'),
    least: units('0.00001'),
    leastValue: units('5'),
  };
}

function orderOf(world: World, asked: Asked, missing: number): StandInOrder {
  const found = world.account.orders.find(
    ({ orderId, clientOrderId }) =>
      (asked.orderId === undefined ? undefined : Number(asked.orderId)) === orderId ||
      asked.origClientOrderId === clientOrderId,
  );
  if (found === undefined)
    throw new Rejection(missing, missing === -2013 ? 'Order does not exist.' : 'Unknown order sent.');
  return found;
}

function exchangeInfo(world: World) {
  return {
    timezone: 'UTC',
    serverTime: world.now(),
    rateLimits: [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000 },
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
    ],
    exchangeFilters: [],
    symbols: [
      {
        symbol: 'BTCUSDT',
        status: 'TRADING',
        baseAsset: 'BTC',
        baseAssetPrecision: 8,
        quoteAsset: 'USDT',
        quotePrecision: 8,
        quoteAssetPrecision: 8,
        baseCommissionPrecision: 8,
        quoteCommissionPrecision: 8,
        orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
        icebergAllowed: true,
        ocoAllowed: true,
        quoteOrderQtyMarketAllowed: true,
        allowTrailingStop: true,
        cancelReplaceAllowed: true,
        isSpotTradingAllowed: true,
        isMarginTradingAllowed: true,
        filters: [
          { filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '1000000.00000000', tickSize: '0.01000000' },
          { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
          { filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: '120.00000000', stepSize: '0.00000000' },
          {
            filterType: 'NOTIONAL',
            minNotional: '5.00000000',
            applyMinToMarket: true,
            maxNotional: '9000000.00000000',
            applyMaxToMarket: false,
            avgPriceMins: 5,
          },
          { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
        ],
        permissions: [],
        permissionSets: [['SPOT', 'MARGIN']],
        defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
        allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
      },
    ],
  };
}

const cents = (world: World, count: number) => text(world.price() + units('0.01') * BigInt(count));

function depth(world: World, asked: Asked) {
  marketOf(world, asked);
  const rows = [1, 2, 3, 4, 5];
  return {
    lastUpdateId: world.now(),
    bids: rows.map((row) => [cents(world, -row), '2.00000000']),
    asks: rows.map((row) => [cents(world, row), '2.00000000']),
  };
}

function bookTicker(world: World, asked: Asked) {
  const { symbol } = marketOf(world, asked);
  return {
    symbol,
    bidPrice: cents(world, -1),
    bidQty: '2.00000000',
    askPrice: cents(world, 1),
    askQty: '2.00000000',
  };
}

function dayTicker(world: World, asked: Asked) {
  const price = text(world.price());
  return {
    ...bookTicker(world, asked),
    priceChange: '0.00000000',
    priceChangePercent: '0.000',
    weightedAvgPrice: price,
    prevClosePrice: price,
    lastPrice: price,
    lastQty: '0.01000000',
    openPrice: price,
    highPrice: price,
    lowPrice: price,
    volume: '100.00000000',
    quoteVolume: '5000000.00000000',
    openTime: world.now() - 86_400_000,
    closeTime: world.now(),
    firstId: 1,
    lastId: 2,
    count: 2,
  };
}

const lengths: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

function klines(world: World, asked: Asked) {
  marketOf(world, asked);
  const length = lengths[asked.interval ?? ''];
  if (length === undefined) throw new Rejection(-1120, 'Invalid interval.');
  const limit = Math.min(Number(asked.limit ?? 500), 1_000);
  const newest =
    Math.floor(Math.min(Number(asked.endTime ?? Number.POSITIVE_INFINITY), world.marketNow()) / length) * length;
  const first = Math.max(Math.ceil(Number(asked.startTime ?? 0) / length) * length, 0);
  const oldest = asked.startTime === undefined ? newest - (limit - 1) * length : first;
  const rows = [];
  for (let open = oldest; open <= newest && rows.length < limit; open += length) rows.push(candle(open, length));
  return rows;
}

/** The same candle whenever it is asked for: a wave of thirty, so that a crossing of averages comes and goes. */
function candle(open: number, length: number) {
  const at = (index: number) => (50_000 + 500 * Math.sin((index * 2 * Math.PI) / 30)).toFixed(2);
  const index = open / length;
  const [from, to] = [at(index), at(index + 1)];
  const [low, high] = Number(from) < Number(to) ? [from, to] : [to, from];
  return [
    open,
    from,
    high,
    low,
    to,
    '12.50000000',
    open + length - 1,
    '625000.00000000',
    42,
    '6.25000000',
    '312500.00000000',
    '0',
  ];
}

function account(world: World) {
  return {
    makerCommission: 10,
    takerCommission: 10,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker: '0.00100000', taker: '0.00100000', buyer: '0.00000000', seller: '0.00000000' },
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: world.now(),
    accountType: 'SPOT',
    balances: world.account.balances(),
    permissions: ['SPOT'],
    uid: 354_937_868,
  };
}

function orderBody(order: StandInOrder) {
  return {
    symbol: order.symbol,
    orderId: order.orderId,
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    price: text(order.price),
    origQty: text(order.amount),
    executedQty: text(order.filled),
    origQuoteOrderQty: '0.00000000',
    cummulativeQuoteQty: text(order.spent),
    status: order.status,
    timeInForce: order.timeInForce,
    type: order.type,
    side: order.side,
    stopPrice: '0.00000000',
    icebergQty: '0.00000000',
    time: order.at,
    updateTime: order.at,
    isWorking: true,
    workingTime: order.at,
    selfTradePreventionMode: 'EXPIRE_MAKER',
  };
}

const fillBody = (trade: StandInTrade) => ({
  price: text(trade.price),
  qty: text(trade.amount),
  commission: text(trade.fee),
  commissionAsset: trade.feeAsset,
  tradeId: trade.id,
});

function tradeBody(trade: StandInTrade) {
  return {
    symbol: trade.symbol,
    id: trade.id,
    orderId: trade.orderId,
    orderListId: -1,
    price: text(trade.price),
    qty: text(trade.amount),
    quoteQty: text((trade.price * trade.amount) / 100_000_000n),
    commission: text(trade.fee),
    commissionAsset: trade.feeAsset,
    time: trade.at,
    isBuyer: trade.buyer,
    isMaker: trade.maker,
    isBestMatch: true,
  };
}

function coin(name: string) {
  return {
    coin: name,
    depositAllEnable: true,
    withdrawAllEnable: true,
    name,
    free: '0',
    locked: '0',
    freeze: '0',
    withdrawing: '0',
    ipoing: '0',
    ipoable: '0',
    storage: '0',
    isLegalMoney: false,
    trading: true,
    networkList: [],
  };
}
