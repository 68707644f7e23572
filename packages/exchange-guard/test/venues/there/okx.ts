import { createHmac } from 'node:crypto';
import { okx as contract } from '../../contract/rows/okx.ts';
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

const said = (data: readonly unknown[]): Reply => ok({ code: '0', msg: '', data });
const refusing = (code: string, msg: string, status = 200): Reply => refused(status, { code, msg, data: [] });
/** What is wrong with one order stands with that order. */
const refusingOne = (sCode: string, sMsg: string): Reply =>
  ok({ code: '1', msg: 'All operations failed', data: [{ clOrdId: '', ordId: '', tag: '', sCode, sMsg, ts: '1' }] });

const statuses = { open: 'live', filled: 'filled', cancelled: 'canceled' } as const;
const types = { GTC: 'limit', IOC: 'ioc', FOK: 'fok', 'post-only': 'post_only' } as const;
const times: Readonly<Record<string, Held['time']>> = { ioc: 'IOC', fok: 'FOK', post_only: 'post-only' };

const shown = (order: Held) => ({
  instType: 'SPOT',
  instId: 'BTC-USDT',
  tgtCcy: '',
  ccy: '',
  ordId: order.id,
  clOrdId: order.clientId,
  tag: '',
  px: order.kind === 'market' ? '' : order.price,
  sz: order.amount,
  ordType: order.kind === 'market' ? 'market' : types[order.time],
  side: order.side,
  posSide: 'net',
  tdMode: 'cash',
  accFillSz: order.status === 'filled' ? order.amount : '0',
  avgPx: order.status === 'filled' ? filledAt(order) : '',
  state: statuses[order.status],
  fee: '0',
  feeCcy: 'BTC',
  reduceOnly: 'false',
  cTime: String(order.at),
  uTime: String(order.at),
});

function place(body: string, book: Book): Reply {
  const { side, ordType = '', sz, px, clOrdId } = json(body);
  const order = book.place({
    clientId: clOrdId ?? '',
    side: side as 'buy' | 'sell',
    kind: ordType === 'market' ? 'market' : 'limit',
    amount: sz ?? '',
    price: px ?? '',
    time: times[ordType] ?? 'GTC',
  });
  return said([{ clOrdId: order.clientId, ordId: order.id, tag: '', ts: String(order.at), sCode: '0', sMsg: '' }]);
}

function answer(call: Call, book: Book): Reply | undefined {
  const { query } = call;
  switch (`${call.method} ${call.path}`) {
    case 'GET /api/v5/public/time':
      return said([{ ts: String(Date.now()) }]);
    case 'GET /api/v5/public/instruments':
      return said(
        [
          {
            instType: 'SPOT',
            instId: 'BTC-USDT',
            baseCcy: 'BTC',
            quoteCcy: 'USDT',
            state: 'live',
            tickSz: '0.1',
            lotSz: '0.00000001',
            minSz: '0.00001',
            maxLmtSz: '9999999999',
            maxMktSz: '1000000',
          },
        ].map((market) => ({ ...market, lotSz: '0.000001' })),
      );
    case 'GET /api/v5/market/books':
      return said([{ asks: [[ask, '1', '0', '1']], bids: [[bid, '1', '0', '1']], ts: String(Date.now()) }]);
    case 'GET /api/v5/market/candles':
      return said([['1790000000000', '1', '2', '0.5', '1.5', '10', '15', '15', '1']]);
    case 'GET /api/v5/account/balance':
      return said([
        {
          uTime: '1790000000000',
          details: [
            { ccy: 'USDT', eq: '10000', cashBal: '10000', availEq: '', availBal: '9900', frozenBal: '100' },
            { ccy: 'BTC', eq: '0.5', cashBal: '0.5', availEq: '', availBal: '0.5', frozenBal: '0' },
          ],
        },
      ]);
    case 'GET /api/v5/trade/order': {
      const order = query.has('clOrdId') ? book.byClientId(query.get('clOrdId')) : book.byId(query.get('ordId'));
      return order === undefined ? refusing('51603', 'Order does not exist') : said([shown(order)]);
    }
    case 'GET /api/v5/trade/orders-pending': {
      const newest = [...book.open].reverse();
      const from = newest.findIndex(({ id }) => id === query.get('after')) + 1;
      return said(newest.slice(from, from + Number(query.get('limit') ?? 100)).map(shown));
    }
    case 'GET /api/v5/trade/fills-history':
      return said(
        book.fills
          .filter(({ id }) => !query.has('ordId') || query.get('ordId') === id)
          .map((order) => ({
            instType: 'SPOT',
            instId: 'BTC-USDT',
            tradeId: `t${order.id}`,
            ordId: order.id,
            clOrdId: order.clientId,
            billId: '1',
            fillPx: filledAt(order),
            fillSz: order.amount,
            side: order.side,
            posSide: 'net',
            execType: 'T',
            feeCcy: 'USDT',
            fee: `-${fee}`,
            ts: String(order.at),
          })),
      );
    case 'GET /api/v5/account/config':
      return tradeOnlyKey(contract, 'config');
    case 'POST /api/v5/trade/order':
      return place(call.body, book);
    case 'POST /api/v5/trade/cancel-order': {
      const order = book.cancel(book.byClientId(json(call.body).clOrdId));
      return order === undefined
        ? refusingOne('51400', 'Order cancellation failed as the order has been filled, canceled or does not exist.')
        : said([{ clOrdId: order.clientId, ordId: order.id, sCode: '0', sMsg: '', ts: '1' }]);
    }
    default:
      return undefined;
  }
}

/** The key of the contract suite, of an account that borrows for spot orders. */
const borrowing: Reply = ok(
  JSON.stringify(tradeOnlyKey(contract, 'config')?.body).replace('"enableSpotBorrow":false', '"enableSpotBorrow":true'),
);

const dialect = (exchange: string): Dialect => ({
  exchange,
  ...(exchange === 'okx' ? {} : { twinOf: 'okx' }),
  source: 'www.okx.com/docs-v5: trade, error code',
  marketId: 'BTC-USDT',
  placing: 'POST /api/v5/trade/order',
  market: { buy: true, sell: true },
  acceptUnknown: { expiresAt: 'looked at it by hand', createdAt: 'looked at it by hand' },
  draw: () => ({ apiKey: letters(36), secret: letters(32), password: letters(16) }),
  isPublic: ({ path }) => /\/v5\/(?:public|market)\//.test(path),
  isSigned({ headers, method, path, search, body }, key) {
    const asked = search === '' ? path : `${path}?${search}`;
    const signed = `${headers['ok-access-timestamp']}${method}${asked}${body}`;
    const right = createHmac('sha256', key.secret ?? '')
      .update(signed)
      .digest('base64');
    return (
      headers['ok-access-key'] === key.apiKey &&
      headers['ok-access-passphrase'] === key.password &&
      headers['ok-access-sign'] === right
    );
  },
  answer,
  rejected: refusingOne('51008', 'Order failed. Insufficient USDT balance in account'),
  clock: refusing('50102', 'Timestamp request expired', 401),
  unfit: borrowing,
  unclear: refusing('50004', 'Endpoint request timeout'),
  never: saying(
    { instId: 'BTC-USDT', side: 'sell', ordType: 'market', sz: '1', tdMode: 'cash', tgtCcy: 'base_ccy', clOrdId: 'c' },
    [
      { tdMode: 'cross', ccy: 'USDT' },
      { tdMode: 'cross' },
      { tgtCcy: 'quote_ccy' },
      { tgtCcy: undefined },
      { tag: 'somebody' },
      { ordType: 'trigger' },
      { attachAlgoOrds: '[]' },
      { clOrdId: undefined },
    ],
  ),
  troubles: {
    'a wrong key': refusing('50111', 'Invalid OK-ACCESS-KEY', 401),
    'a wrong address': refusing('50110', "Your IP 203.0.113.9 is not included in your API key's IP whitelist.", 401),
    'a missing permission': refusing('50120', "This API key doesn't have permission to use this function", 401),
    'a bad signature': refusing('50113', 'Invalid Sign', 401),
    'a wrong passphrase': refusing('50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.', 401),
    'another environment': refusing('50101', 'APIKey does not match current environment.', 401),
    'a skewed clock': refusing('50102', 'Timestamp request expired', 401),
    maintenance: refusing('50001', 'Service temporarily unavailable. Please try again later', 503),
    'a country that is not served': refusing('51155', "You can't trade this due to local compliance restrictions."),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing('50011', 'Too Many Requests', 429),
  },
});

export const okx = dialect('okx');
export const okxus = dialect('okxus');
export const myokx = dialect('myokx');
