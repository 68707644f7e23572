import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credentials } from '@gatehouse/secrets';
import { Secret } from '@gatehouse/secrets';

/** One request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

type Row = Record<string, string | number | boolean>;

/** An answer: a value is sent as JSON with 200; a function writes what it likes. */
export type Answer = Json | ((response: ServerResponse, seen: Seen) => void | Promise<void>);
type Json = null | boolean | number | string | readonly unknown[] | { readonly [name: string]: unknown };

export const restrictions = {
  ipRestrict: true,
  createTime: 1_790_000_000_000,
  enableReading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  permitsUniversalTransfer: false,
  enableMargin: false,
  enableFutures: false,
  enableVanillaOptions: false,
  enableSpotAndMarginTrading: true,
};

const market = (symbol: string, base: string, quote: string) => ({
  symbol,
  status: 'TRADING',
  baseAsset: base,
  quoteAsset: quote,
  baseAssetPrecision: 8,
  quotePrecision: 8,
  orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
  permissions: [],
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000', tickSize: '0.01' },
    { filterType: 'LOT_SIZE', minQty: '0.00001', maxQty: '900', stepSize: '0.00001' },
    { filterType: 'NOTIONAL', minNotional: '5' },
  ],
});

/** A few dozen lines of Binance for unit tests: it knows what it is told to and remembers everything it was asked. */
export class FakeExchange {
  readonly apiKey = randomBytes(32).toString('hex');
  readonly secret = randomBytes(32).toString('hex');
  readonly seen: Seen[] = [];
  readonly orders: Row[] = [];
  readonly trades: Row[] = [];
  /** Overrides by `METHOD /path`; a list is used up one by one. */
  readonly answers = new Map<string, Answer[]>();
  balances: Row[] = [
    { asset: 'USDT', free: '10000.00000000', locked: '0.00000000' },
    { asset: 'BTC', free: '0.50000000', locked: '0.00000000' },
    { asset: 'BNB', free: '0.00000000', locked: '0.00000000' },
  ];
  bid = '99990.00';
  ask = '100010.00';
  clockOffMs = 0;
  /** Whether a limit order fills at once. */
  fills = false;
  #server: Server | undefined;
  #next = 1000;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port ?? 0}`;
  }

  get credentials(): Credentials {
    return {
      exchange: 'binance',
      fields: new Map([
        ['apiKey', Secret.of(this.apiKey)],
        ['secret', Secret.of(this.secret)],
      ]),
      origin: 'a test',
      exempt: [],
    };
  }

  asked(method: string, path: string): readonly Seen[] {
    return this.seen.filter((seen) => seen.method === method && seen.path === path);
  }

  answer(methodAndPath: string, ...answers: Answer[]): void {
    this.answers.set(methodAndPath, answers);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((done) => this.#server?.close(() => done()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const raw = body === '' ? url.search.slice(1) : body;
    const seen = {
      method: request.method ?? '',
      path: url.pathname,
      params: new URLSearchParams(raw),
      headers: request.headers,
    };
    this.seen.push(seen);
    const scripted = this.answers.get(`${seen.method} ${seen.path}`);
    const override = scripted !== undefined && scripted.length > 1 ? scripted.shift() : scripted?.[0];
    if (override !== undefined) {
      if (typeof override === 'function') await override(response, seen);
      else send(response, 200, override);
      return;
    }
    const refusal = this.#signed(seen, raw);
    if (refusal !== undefined) return send(response, 400, refusal);
    const [status, answer] = this.#reply(seen);
    send(response, status, answer);
  }

  #signed(seen: Seen, raw: string): Row | undefined {
    if (!/sapi|account|order|openOrders|myTrades/i.test(seen.path)) return undefined;
    if (seen.headers['x-mbx-apikey'] !== this.apiKey) return { code: -2014, msg: 'API-key format invalid.' };
    const [payload = '', signature] = raw.split('&signature=');
    const right = createHmac('sha256', this.secret).update(payload).digest('hex') === signature;
    if (!right) return { code: -1022, msg: 'Signature for this request is not valid.' };
    const age = Date.now() + this.clockOffMs - Number(seen.params.get('timestamp'));
    if (age > 5000 || age < -1000)
      return { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' };
    return undefined;
  }

  #reply({ method, path, params }: Seen): [number, unknown] {
    const symbol = params.get('symbol') ?? '';
    const id = params.get('origClientOrderId');
    const found = this.orders.find(
      (order) => order.clientOrderId === id || String(order.orderId) === params.get('orderId'),
    );
    switch (`${method} ${path}`) {
      case 'GET /api/v3/time':
        return [200, { serverTime: Date.now() + this.clockOffMs }];
      case 'GET /sapi/v1/account/apiRestrictions':
        return [200, restrictions];
      case 'GET /api/v3/exchangeInfo':
        return [200, { symbols: [market('BTCUSDT', 'BTC', 'USDT'), market('ETHUSDT', 'ETH', 'USDT')] }];
      case 'GET /api/v3/depth':
        return [
          200,
          {
            lastUpdateId: 1,
            bids: [
              ['9990.00', '1'],
              [this.bid, '1'],
            ],
            asks: [
              [this.ask, '1'],
              ['1000100.00', '1'],
            ],
          },
        ];
      case 'GET /api/v3/klines':
        return [
          200,
          [0, 1].map((n) => [
            1_790_000_000_000 + n * 60_000,
            '1.10',
            '2',
            '0.5',
            '1.5',
            '10.0',
            0,
            '0',
            0,
            '0',
            '0',
            '0',
          ]),
        ];
      case 'GET /api/v3/account':
        return [200, { updateTime: 1_790_000_000_000, balances: this.balances }];
      case 'GET /api/v3/openOrders':
        return [200, this.orders.filter(({ status }) => status === 'NEW' || status === 'PARTIALLY_FILLED')];
      case 'GET /api/v3/order':
        return found === undefined ? [400, { code: -2013, msg: 'Order does not exist.' }] : [200, found];
      case 'GET /api/v3/myTrades':
        return [200, this.trades.filter((trade) => trade.symbol === symbol)];
      case 'DELETE /api/v3/order':
        if (found?.status !== 'NEW') return [400, { code: -2011, msg: 'Unknown order sent.' }];
        found.status = 'CANCELED';
        return [200, { ...found, origClientOrderId: found.clientOrderId, clientOrderId: 'cancel-id' }];
      case 'POST /api/v3/order':
        return [200, this.place(params)];
      default:
        return [404, '<html>not found</html>'];
    }
  }

  /** Takes an order in, as the exchange would. */
  place(params: URLSearchParams): Row & { fills?: unknown } {
    const now = params.get('type') === 'MARKET' || this.fills;
    const amount = params.get('quantity') ?? '0';
    const price = params.get('price') ?? this.ask;
    this.#next += 1;
    const order: Row = {
      symbol: params.get('symbol') ?? '',
      orderId: this.#next,
      clientOrderId: params.get('newClientOrderId') ?? '',
      transactTime: Date.now(),
      price: params.get('price') ?? '0.00000000',
      origQty: amount,
      executedQty: now ? amount : '0.00000000',
      cummulativeQuoteQty: now ? String(Number(amount) * Number(price)) : '0.00000000',
      status: now ? 'FILLED' : 'NEW',
      timeInForce: 'GTC',
      type: params.get('type') ?? '',
      side: params.get('side') ?? '',
    };
    this.orders.push(order);
    if (!now) return { ...order, fills: [] } as never;
    const fill = { price, qty: amount, commission: '0.00001000', commissionAsset: 'BNB', tradeId: this.#next };
    this.trades.push({
      symbol: order.symbol ?? '',
      id: this.#next,
      orderId: this.#next,
      price,
      qty: amount,
      commission: '0.00001000',
      commissionAsset: 'BNB',
      time: Date.now(),
      isBuyer: order.side === 'BUY',
      isMaker: false,
    });
    return { ...order, fills: [fill] } as never;
  }
}

export function send(response: ServerResponse, status: number, answer: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
}
