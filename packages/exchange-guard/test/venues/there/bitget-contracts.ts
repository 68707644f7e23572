import { ok as answered } from '../../contract/row.ts';
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
  ok,
  type Reply,
  refused,
  saying,
  tradeOnlyKey,
  worthOf,
} from '../there.ts';
import { bitget } from './bitget.ts';

const said = (data: unknown): Reply => ok({ code: '00000', msg: 'success', requestTime: Date.now(), data });
const refusing = (code: string, msg: string, status = 400): Reply =>
  refused(status, { code, msg, requestTime: Date.now(), data: null });

const statuses = { open: 'live', filled: 'filled', cancelled: 'canceled' } as const;
const product = 'USDT-FUTURES';

const common = (order: Held) => ({
  symbol: 'BTCUSDT',
  size: order.amount,
  orderId: order.id,
  clientOid: order.clientId,
  baseVolume: order.status === 'filled' ? order.amount : '0',
  quoteVolume: order.status === 'filled' ? worthOf(order) : '0',
  fee: '',
  price: order.kind === 'market' ? '' : order.price,
  priceAvg: order.status === 'filled' ? filledAt(order) : '',
  side: order.side,
  force: order.time === 'post-only' ? 'post_only' : order.time.toLowerCase(),
  totalProfits: '0',
  posSide: 'net',
  marginCoin: 'USDT',
  leverage: '5',
  marginMode: 'isolated',
  reduceOnly: order.reduceOnly === true ? 'YES' : 'NO',
  enterPointSource: 'API',
  tradeSide: order.side === 'buy' ? 'buy_single' : 'sell_single',
  posMode: 'one_way_mode',
  orderType: order.kind,
  orderSource: 'normal',
  cTime: String(order.at),
  uTime: String(order.at),
});
/** A list calls status what one order calls state. */
const shown = (order: Held) => ({ ...common(order), state: statuses[order.status] });
const listed = (order: Held) => ({ ...common(order), status: statuses[order.status] });

const execution = (order: Held) => ({
  tradeId: `t${order.id}`,
  symbol: 'BTCUSDT',
  orderId: order.id,
  price: filledAt(order),
  baseVolume: order.amount,
  feeDetail: [{ deduction: 'no', feeCoin: 'USDT', totalDeductionFee: '', totalFee: `-${fee}` }],
  side: order.side,
  quoteVolume: worthOf(order),
  profit: '0',
  enterPointSource: 'api',
  tradeSide: 'buy_single',
  posMode: 'one_way_mode',
  tradeScope: 'taker',
  cTime: String(order.at),
});

function place(body: string, book: Book): Reply {
  if (book.hedged)
    return refusing('40774', 'The order type for unilateral position must also be the unilateral position type.');
  const { side, orderType, size, price, force = 'GTC', clientOid, reduceOnly } = json(body);
  const order = book.place({
    clientId: clientOid ?? '',
    side: side as Held['side'],
    kind: orderType as Held['kind'],
    amount: size ?? '',
    price: price ?? '',
    time: force === 'post_only' ? 'post-only' : (force as Held['time']),
    ...(reduceOnly === 'YES' ? { reduceOnly: true } : {}),
  });
  return said({ orderId: order.id, clientOid: order.clientId });
}

/** The classic account's own words, for a key that trades contracts. */
function key(): Reply | undefined {
  const body = tradeOnlyKey(contract, 'classic')?.body;
  const told = (typeof body === 'string' ? JSON.parse(body) : body) as { readonly data: object };
  return answered({ ...told, data: { ...told.data, authorities: ['stor', 'coor', 'coow', 'cpor', 'cpow'] } }) as Reply;
}

function answer(call: Call, book: Book): Reply | undefined {
  const { query } = call;
  const ours = query.get('productType') === product;
  switch (`${call.method} ${call.path}`) {
    case 'GET /api/v2/public/time':
      return said({ serverTime: String(Date.now()) });
    case 'GET /api/v2/mix/market/contracts':
      if (!ours) return said([]);
      return said([
        {
          symbol: 'BTCUSDT',
          baseCoin: 'BTC',
          quoteCoin: 'USDT',
          makerFeeRate: '0.0002',
          takerFeeRate: '0.0006',
          supportMarginCoins: ['USDT'],
          minTradeNum: '0.001',
          priceEndStep: '1',
          volumePlace: '3',
          pricePlace: '1',
          sizeMultiplier: '0.001',
          symbolType: 'perpetual',
          minTradeUSDT: '5',
          symbolStatus: 'normal',
          deliveryTime: '',
          minLever: '1',
          maxLever: '125',
          maxMarketOrderQty: '220',
          maxOrderQty: '1200',
        },
      ]);
    case 'GET /api/v2/mix/market/merge-depth':
      return said({
        asks: [[ask, '1']],
        bids: [[bid, '1']],
        ts: String(Date.now()),
        scale: '0.1',
        precision: 'scale0',
      });
    case 'GET /api/v2/mix/market/candles':
      return said([['1790000000000', '1', '2', '0.5', '1.5', '10', '15']]);
    case 'GET /api/v2/mix/account/accounts':
      return said([
        {
          marginCoin: 'USDT',
          locked: '0',
          available: '9900',
          crossedMaxAvailable: '9900',
          isolatedMaxAvailable: '9900',
          maxTransferOut: '9900',
          accountEquity: '10000',
          usdtEquity: '10000',
          unrealizedPL: '0',
        },
      ]);
    case 'GET /api/v2/mix/account/account':
      return said({
        marginCoin: 'USDT',
        marginMode: 'isolated',
        posMode: book.hedged ? 'hedge_mode' : 'one_way_mode',
        accountEquity: '10000',
      });
    case 'GET /api/v2/mix/position/all-position': {
      const held = Number(book.position);
      if (!ours || held === 0) return said([]);
      const total = String(Math.abs(held));
      return said([
        { symbol: 'BTCUSDT', marginCoin: 'USDT', holdSide: held < 0 ? 'short' : 'long', total, available: total },
      ]);
    }
    case 'GET /api/v2/mix/order/orders-pending': {
      const newest = ours ? [...book.open].reverse() : [];
      const from = newest.findIndex(({ id }) => id === query.get('idLessThan')) + 1;
      const page = newest.slice(from, from + Number(query.get('limit') ?? 100)).map(listed);
      return said({ entrustedList: page.length === 0 ? null : page, endId: page.at(-1)?.orderId ?? null });
    }
    case 'GET /api/v2/mix/order/detail': {
      const order = query.has('clientOid') ? book.byClientId(query.get('clientOid')) : book.byId(query.get('orderId'));
      return order === undefined ? refusing('40109', 'The data of the order cannot be found') : said(shown(order));
    }
    case 'GET /api/v2/mix/order/fills': {
      const fills = book.fills.filter(({ id }) => !query.has('orderId') || query.get('orderId') === id);
      return said({ fillList: fills.length === 0 ? null : fills.map(execution), endId: null });
    }
    case 'GET /api/v2/spot/account/info':
      return key();
    case 'GET /api/v3/account/info':
      return tradeOnlyKey(bitgetUnified, 'unified');
    case 'POST /api/v2/mix/order/place-order':
      return place(call.body, book);
    case 'POST /api/v2/mix/order/cancel-order': {
      const order = book.cancel(book.byClientId(json(call.body).clientOid));
      return order === undefined
        ? refusing('40109', 'The data of the order cannot be found')
        : said({ orderId: order.id, clientOid: order.clientId });
    }
    default:
      return undefined;
  }
}

export const bitgetContracts: Dialect = {
  exchange: 'bitget',
  played: 'bitget, contracts',
  symbol: 'BTC/USDT:USDT',
  source: 'www.bitget.com/api-doc/contract/trade and error code',
  marketId: 'BTCUSDT',
  settle: 'USDT',
  quote: 'USDT',
  placing: 'POST /api/v2/mix/order/place-order',
  market: { buy: true, sell: true },
  acceptUnknown: bitget.acceptUnknown,
  draw: bitget.draw,
  isPublic: ({ path }) => /\/(?:public|market)\//.test(path),
  // Signed as on the spot markets: it is the same key.
  isSigned: bitget.isSigned,
  answer,
  rejected: refusing('40754', 'balance not enough'),
  clock: refusing('40008', 'Request timestamp expired'),
  unfit: refusing('40085', 'You are in Unified Account mode, and the Classic Account API is not supported'),
  unclear: refusing('45001', 'Unknown error. Please try again later.', 200),
  never: saying(
    {
      symbol: 'BTCUSDT',
      orderType: 'market',
      force: 'GTC',
      marginCoin: 'USDT',
      size: '1',
      productType: product,
      clientOid: 'c',
      marginMode: 'isolated',
      side: 'sell',
    },
    [
      { marginMode: 'crossed' },
      { marginMode: undefined },
      { productType: 'COIN-FUTURES' },
      { marginCoin: 'USDC' },
      { tradeSide: 'open' },
      { reduceOnly: 'NO' },
      { force: 'post_only' },
      { presetStopLossPrice: '1' },
      { orderType: 'stop' },
      { clientOid: undefined },
    ],
  ),
  troubles: bitget.troubles,
};
