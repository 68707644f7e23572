import { createHash, createHmac, randomBytes } from 'node:crypto';
import { kraken as contract } from '../../contract/rows/kraken.ts';
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
  worthOf,
} from '../there.ts';

const said = (result: unknown): Reply => ok({ error: [], result });
const refusing = (...error: string[]): Reply => ok({ error });

const statuses = { open: 'open', filled: 'closed', cancelled: 'canceled' } as const;
const seconds = (ms: number): number => ms / 1000;

const shown = (order: Held) => ({
  refid: null,
  userref: 0,
  cl_ord_id: order.clientId,
  status: statuses[order.status],
  opentm: seconds(order.at),
  starttm: 0,
  expiretm: 0,
  descr: {
    pair: 'XBTUSDT',
    type: order.side,
    ordertype: order.kind,
    price: order.kind === 'market' ? '0' : order.price,
    price2: '0',
    leverage: 'none',
    order: `${order.side} ${order.amount} XBTUSDT @ ${order.kind}`,
    close: '',
  },
  vol: order.amount,
  vol_exec: order.status === 'filled' ? order.amount : '0.00000000',
  cost: order.status === 'filled' ? worthOf(order) : '0.00000',
  fee: '0.00000',
  price: order.status === 'filled' ? filledAt(order) : '0.00000',
  stopprice: '0.00000',
  limitprice: '0.00000',
  misc: '',
  oflags: order.time === 'post-only' ? 'fciq,post' : 'fciq',
  reason: null,
});

const byId = (orders: readonly Held[]) => Object.fromEntries(orders.map((order) => [order.id, shown(order)]));

function place(form: URLSearchParams, book: Book): Reply {
  const order = book.place({
    clientId: form.get('cl_ord_id') ?? '',
    side: form.get('type') as 'buy' | 'sell',
    kind: form.get('ordertype') as 'market' | 'limit',
    amount: form.get('volume') ?? '',
    price: form.get('price') ?? '',
    time: form.get('oflags') === 'post' ? 'post-only' : ((form.get('timeinforce') ?? 'GTC') as Held['time']),
  });
  return said({ descr: { order: `${order.side} ${order.amount} XBTUSDT @ ${order.kind}` }, txid: [order.id] });
}

function answer(call: Call, book: Book): Reply | undefined {
  book.idOf = (count) => `OB${count}-TXID0`;
  const form = new URLSearchParams(call.body);
  const link = form.get('cl_ord_id');
  const isIt = (order: Held): boolean => link === null || order.clientId === link;
  switch (`${call.method} ${call.path}`) {
    case 'GET /0/public/Time':
      return said({ unixtime: Math.floor(Date.now() / 1000), rfc1123: 'now' });
    case 'GET /0/public/AssetPairs':
      return said({
        XBTUSDT: {
          altname: 'XBTUSDT',
          wsname: 'XBT/USDT',
          base: 'XXBT',
          quote: 'USDT',
          pair_decimals: 1,
          lot_decimals: 6,
          lot_multiplier: 1,
          leverage_buy: [],
          leverage_sell: [],
          fees: [[0, 0.4]],
          fees_maker: [[0, 0.25]],
          ordermin: '0.00005',
          costmin: '0.5',
          tick_size: '0.1',
          status: 'online',
        },
      });
    case 'GET /0/public/Depth':
      return said({ XBTUSDT: { asks: [[ask, '1', 1790000000]], bids: [[bid, '1', 1790000000]] } });
    case 'GET /0/public/OHLC':
      return said({ XBTUSDT: [[1790000000, '1', '2', '0.5', '1.5', '1.2', '10', 3]], last: 1790000000 });
    case 'POST /0/private/BalanceEx':
      return said({
        USDT: { balance: '10000.0000', hold_trade: '100.0000' },
        XXBT: { balance: '0.5000000000', hold_trade: '0.0000000000' },
      });
    case 'POST /0/private/OpenOrders':
      return said({ open: byId(book.open.filter(isIt)) });
    case 'POST /0/private/ClosedOrders': {
      const over = book.orders.filter((order) => order.status !== 'open' && isIt(order));
      return said({ closed: byId(over), count: over.length });
    }
    case 'POST /0/private/QueryOrders': {
      const order = book.byId(form.get('txid'));
      return order === undefined ? refusing('EOrder:Invalid order') : said(byId([order]));
    }
    case 'POST /0/private/TradesHistory':
      return said({
        count: book.fills.length,
        trades: Object.fromEntries(
          book.fills.map((order) => [
            `T${order.id}`,
            {
              ordertxid: order.id,
              pair: 'XBTUSDT',
              time: seconds(order.at),
              type: order.side,
              ordertype: order.kind,
              price: filledAt(order),
              cost: worthOf(order),
              fee,
              vol: order.amount,
              margin: '0.00000',
              maker: false,
            },
          ]),
        ),
      });
    case 'POST /0/private/GetApiKeyInfo':
      return tradeOnlyKey(contract, 'info');
    case 'POST /0/private/AddOrder':
      return place(form, book);
    case 'POST /0/private/CancelOrder':
      return book.cancel(book.byClientId(link)) === undefined
        ? refusing('EOrder:Unknown order')
        : said({ count: 1, pending: false });
    default:
      return undefined;
  }
}

/** The numbers of the requests that each key has come with. */
const lastOf = new Map<string, number>();

export const kraken: Dialect = {
  exchange: 'kraken',
  source: 'docs.kraken.com/api: add order, cancel order, get open and closed orders, API errors',
  marketId: 'XBTUSDT',
  placing: 'POST /0/private/AddOrder',
  market: { buy: true, sell: true },
  acceptUnknown: {},
  draw: () => ({ apiKey: letters(56), secret: randomBytes(64).toString('base64') }),
  isPublic: ({ path }) => path.startsWith('/0/public/'),
  isSigned({ headers, path, body }, key) {
    const nonce = new URLSearchParams(body).get('nonce') ?? '';
    const hash = createHash('sha256')
      .update(nonce + body)
      .digest();
    const secret = Buffer.from(key.secret ?? '', 'base64');
    const right = createHmac('sha512', secret).update(path).update(hash).digest('base64');
    const grows = Number(nonce) > (lastOf.get(key.apiKey ?? '') ?? 0);
    lastOf.set(key.apiKey ?? '', Number(nonce));
    return grows && headers['api-key'] === key.apiKey && headers['api-sign'] === right;
  },
  answer,
  sameOrder: (one, other) => {
    const order = (body: string) => body.replace(/(?<=^|&)(?:nonce|deadline)=[^&]*/g, '');
    return order(one) === order(other);
  },
  rejected: refusing('EOrder:Insufficient funds'),
  unclear: refusing('EService:Timeout'),
  never: saying(
    { nonce: '1', pair: 'XBTUSDT', type: 'sell', ordertype: 'market', volume: '1', cl_ord_id: 'c' },
    [
      { oflags: 'viqc' },
      { oflags: 'post' },
      { oflags: '' },
      { leverage: '2' },
      { 'close[ordertype]': 'limit' },
      { starttm: '%2B5' },
      { ordertype: 'stop-loss', price: '1' },
      { cl_ord_id: undefined },
    ],
    (fields) =>
      Object.entries(fields)
        .map(([name, value]) => `${name}=${value}`)
        .join('&'),
  ),
  troubles: {
    'a wrong key or address': refusing('EAPI:Invalid key'),
    'a missing permission': refusing('EGeneral:Permission denied'),
    'a bad signature': refusing('EAPI:Invalid signature'),
    'a number that did not grow': refusing('EAPI:Invalid nonce'),
    maintenance: refusing('EService:Unavailable'),
    'an outage': refused(520, ''),
    'a place that is not served': refused(451, ''),
    'a refused address': refused(403, ''),
    'too many requests': refusing('EAPI:Rate limit exceeded'),
  },
};
