import { createHmac } from 'node:crypto';
import { binanceusdm as usdmKey } from '../../contract/rows/binance.ts';
import {
  ask,
  type Book,
  bid,
  type Call,
  type Dialect,
  fee,
  filledAt,
  type Held,
  letters,
  ok,
  type Reply,
  refused,
  saying,
  tradeOnlyKey,
} from '../there.ts';

/** What differs between contracts settled in their quote asset and in their base asset. */
interface Kind {
  readonly marketId: string;
  readonly settle: string;
  readonly market: object;
  /** Where the account and its positions are told. */
  readonly account: string;
  readonly positions: string;
}

const refusing = (code: number, msg: string, status = 400): Reply => refused(status, { code, msg });
const statuses = { open: 'NEW', filled: 'FILLED', cancelled: 'CANCELED' } as const;

const shown = (order: Held, { marketId }: Kind) => ({
  orderId: Number(order.id),
  symbol: marketId,
  status: statuses[order.status],
  clientOrderId: order.clientId,
  price: order.kind === 'market' ? '0.00' : order.price,
  avgPrice: order.status === 'filled' ? filledAt(order) : '0.00',
  origQty: order.amount,
  executedQty: order.status === 'filled' ? order.amount : '0.000',
  cumQuote: '0.00000',
  timeInForce: order.time === 'post-only' ? 'GTX' : order.time,
  type: order.kind.toUpperCase(),
  origType: order.kind.toUpperCase(),
  reduceOnly: order.reduceOnly === true,
  closePosition: false,
  side: order.side.toUpperCase(),
  positionSide: 'BOTH',
  stopPrice: '0.00',
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
  time: order.at,
  updateTime: order.at,
});

const execution = (order: Held, { marketId, settle }: Kind) => ({
  symbol: marketId,
  id: Number(order.id) + 1,
  orderId: Number(order.id),
  side: order.side.toUpperCase(),
  price: filledAt(order),
  qty: order.amount,
  realizedPnl: '0',
  commission: fee,
  commissionAsset: settle,
  time: order.at,
  positionSide: 'BOTH',
  buyer: order.side === 'buy',
  maker: false,
});

const position = (contracts: string, { marketId, settle }: Kind) => ({
  symbol: marketId,
  positionSide: 'BOTH',
  positionAmt: contracts,
  entryPrice: '100000.0',
  markPrice: '100000.0',
  unRealizedProfit: '0.00000000',
  liquidationPrice: '0',
  marginAsset: settle,
  updateTime: 1_790_000_000_000,
});

/** Each look finds another minute. */
function candles(book: Book) {
  book.looks += 1;
  const opened = [2, 1, 0].map((back) => 1_790_000_000_000 + (book.looks - back) * 60_000);
  return opened.map((at) => [at, '1', '2', '0.5', '1.5', '10', at + 59_999, '15', 7, '5', '7', '0']);
}

function place(query: URLSearchParams, book: Book, kind: Kind): Reply {
  if (book.hedged) return refusing(-4061, "Order's position side does not match user's setting.");
  const said = query.get('timeInForce') ?? 'GTC';
  const wanted = {
    clientId: query.get('newClientOrderId') ?? '',
    side: query.get('side') === 'SELL' ? 'sell' : 'buy',
    kind: query.get('type') === 'MARKET' ? 'market' : 'limit',
    amount: query.get('quantity') ?? '',
    price: query.get('price') ?? '',
    time: said === 'GTX' ? 'post-only' : (said as Held['time']),
    ...(query.get('reduceOnly') === 'true' ? { reduceOnly: true } : {}),
  } as const;
  return ok(shown(book.place(wanted), kind));
}

const answering =
  (part: string, kind: Kind) =>
  (call: Call, book: Book): Reply | undefined => {
    const query = new URLSearchParams(call.body === '' ? call.search : call.body);
    const named = (): Held | undefined =>
      book.byClientId(query.get('origClientOrderId')) ?? book.byId(query.get('orderId'));
    switch (`${call.method} ${call.path}`) {
      case `GET /${part}/v1/time`:
        return ok({ serverTime: Date.now() });
      case `GET /${part}/v1/exchangeInfo`:
        return ok({ symbols: [kind.market] });
      case `GET /${part}/v1/depth`:
        return ok({ lastUpdateId: 1, E: Date.now(), T: Date.now(), bids: [[bid, '1']], asks: [[ask, '1']] });
      case `GET /${part}/v1/klines`:
        return ok(candles(book));
      case 'GET /sapi/v1/account/apiRestrictions':
        return tradeOnlyKey(usdmKey, 'restrictions');
      case `GET ${kind.account}`:
        return ok({
          assets: [
            {
              asset: kind.settle,
              walletBalance: '10000.00000000',
              marginBalance: '10000.00000000',
              availableBalance: '9900.00000000',
              initialMargin: '100.00000000',
              updateTime: 1_790_000_000_000,
            },
          ],
          positions: [],
        });
      case `GET ${kind.positions}`:
        return ok(book.position === '0' ? [] : [position(book.position, kind)]);
      case `GET /${part}/v1/positionSide/dual`:
        return ok({ dualSidePosition: book.hedged });
      case `GET /${part}/v1/openOrders`:
        return ok(book.open.map((order) => shown(order, kind)));
      case `GET /${part}/v1/userTrades`: {
        const of = query.get('orderId');
        return ok(book.fills.filter((order) => of === null || of === order.id).map((order) => execution(order, kind)));
      }
      case `GET /${part}/v1/order`: {
        const order = named();
        return order === undefined ? refusing(-2013, 'Order does not exist.') : ok(shown(order, kind));
      }
      case `DELETE /${part}/v1/order`: {
        const order = book.cancel(named());
        return order === undefined ? refusing(-2011, 'Unknown order sent.') : ok(shown(order, kind));
      }
      case `POST /${part}/v1/order`:
        return place(query, book, kind);
      default:
        return undefined;
    }
  };

type Own = Pick<Dialect, 'exchange' | 'symbol' | 'source' | 'marketId' | 'lot' | 'quote'> & { readonly title: string };

function dialect(part: 'fapi' | 'dapi', kind: Kind, { title, ...own }: Own): Dialect {
  return {
    ...own,
    placing: `POST /${part}/v1/order`,
    market: { buy: true, sell: true },
    settle: kind.settle,
    auditing: 'GET /sapi/v1/account/apiRestrictions',
    acceptUnknown: {},
    draw: () => ({ apiKey: letters(64), secret: letters(64) }),
    isPublic: ({ path }) => /\/(?:time|exchangeInfo|depth|klines)$/.test(path),
    isSigned({ headers, search, body }, key) {
      const [payload = '', signature] = (body === '' ? search : body).split('&signature=');
      const right = createHmac('sha256', key.secret ?? '')
        .update(payload)
        .digest('hex');
      return headers['x-mbx-apikey'] === key.apiKey && signature === right;
    },
    answer: answering(part, kind),
    sameOrder: (one, other) => withoutProof(one) === withoutProof(other),
    rejected: refusing(-2019, 'Margin is insufficient.'),
    clock: refusing(-1021, 'Timestamp for this request is outside of the recvWindow.'),
    unclear: refusing(-1007, 'Timeout waiting for response from backend server.', 408),
    never: saying(
      { symbol: kind.marketId, side: 'SELL', type: 'MARKET', quantity: '1', newClientOrderId: 'c' },
      [
        { side: 'sell' },
        { positionSide: 'SHORT' },
        { closePosition: 'true' },
        { reduceOnly: 'false' },
        { stopPrice: '1' },
        { type: 'STOP_MARKET' },
        { timeInForce: 'GTX' },
        { priceMatch: 'QUEUE' },
        { quantity: undefined },
        { newClientOrderId: undefined },
      ],
      (fields) => new URLSearchParams(fields as Record<string, string>).toString(),
    ),
    troubles: {
      'a wrong key': refusing(-2014, 'API-key format invalid.', 401),
      'a wrong key or address': refusing(-2015, 'Invalid API-key, IP, or permissions for action.', 401),
      'a missing permission': refusing(-1002, 'You are not authorized to execute this request.', 401),
      'a bad signature': refusing(-1022, 'Signature for this request is not valid.'),
      'a skewed clock': refusing(-1021, 'Timestamp for this request is outside of the recvWindow.'),
      'too many requests': refusing(-1003, 'Too many requests.', 429),
      'a place that is not served': refused(451, ''),
      'a refused address': refused(403, ''),
      maintenance: refused(503, { code: -1016, msg: `${title} is being maintained.` }),
    },
  };
}

/** The signature and the time are of the request, and not of the order. */
function withoutProof(body: string): string {
  return body.replace(/(?:timestamp|recvWindow|signature|newOrderRespType)=[^&]*&?/g, '');
}

export const binanceusdm = dialect(
  'fapi',
  {
    marketId: 'BTCUSDT',
    settle: 'USDT',
    account: '/fapi/v3/account',
    positions: '/fapi/v3/positionRisk',
    market: {
      symbol: 'BTCUSDT',
      pair: 'BTCUSDT',
      contractType: 'PERPETUAL',
      deliveryDate: 4_133_404_800_000,
      onboardDate: 1_569_398_400_000,
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      marginAsset: 'USDT',
      pricePrecision: 2,
      quantityPrecision: 3,
      baseAssetPrecision: 8,
      quotePrecision: 8,
      orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT'],
      timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '556.80', maxPrice: '4529764', tickSize: '0.10' },
        { filterType: 'LOT_SIZE', minQty: '0.001', maxQty: '1000', stepSize: '0.001' },
        { filterType: 'MARKET_LOT_SIZE', minQty: '0.001', maxQty: '120', stepSize: '0.001' },
        { filterType: 'MIN_NOTIONAL', notional: '50' },
      ],
    },
  },
  {
    exchange: 'binanceusdm',
    title: 'Binance USDⓈ-M',
    symbol: 'BTC/USDT:USDT',
    source: 'developers.binance.com, USDⓈ-M futures: trade, account and error codes',
    marketId: 'BTCUSDT',
    lot: '0.001',
    quote: 'USDT',
  },
);

export const binancecoinm = dialect(
  'dapi',
  {
    marketId: 'BTCUSD_PERP',
    settle: 'BTC',
    account: '/dapi/v1/account',
    positions: '/dapi/v1/positionRisk',
    market: {
      symbol: 'BTCUSD_PERP',
      pair: 'BTCUSD',
      contractType: 'PERPETUAL',
      deliveryDate: 4_133_404_800_000,
      onboardDate: 1_597_042_800_000,
      contractStatus: 'TRADING',
      contractSize: 100,
      marginAsset: 'BTC',
      baseAsset: 'BTC',
      quoteAsset: 'USD',
      pricePrecision: 1,
      quantityPrecision: 0,
      baseAssetPrecision: 8,
      quotePrecision: 8,
      equalQtyPrecision: 4,
      orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT'],
      timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '1000', maxPrice: '4520958', tickSize: '0.1' },
        { filterType: 'LOT_SIZE', minQty: '1', maxQty: '1000000', stepSize: '1' },
        { filterType: 'MARKET_LOT_SIZE', minQty: '1', maxQty: '60000', stepSize: '1' },
      ],
    },
  },
  {
    exchange: 'binancecoinm',
    title: 'Binance COIN-M',
    symbol: 'BTC/USD:BTC',
    source: 'developers.binance.com, COIN-M futures: trade, account and error codes',
    marketId: 'BTCUSD_PERP',
    lot: '1',
    quote: 'USD',
  },
);
