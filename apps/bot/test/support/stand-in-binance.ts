import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Account, Rejection, type StandInOrder } from './stand-in-account.ts';
import { type Units, units } from './stand-in-amounts.ts';
import { answerTo, routes } from './stand-in-answers.ts';
import type { Answer, Fault } from './stand-in-faults.ts';

/**
 * A second, independent Binance on loopback. It shares no line with packages/sim-exchange: a mistake that the simulator
 * and the bot make together would be invisible to both. It answers what Binance documents, verifies every signature,
 * remembers every request, and goes wrong on request.
 */
export interface StandIn {
  readonly url: string;
  /** Two address echoes on two host names, as BOT_PUBLIC_IP_URLS wants them. */
  readonly echoes: string;
  readonly apiKey: string;
  readonly secret: string;
  /** What the exchange says about the key; a test changes it in place. */
  readonly restrictions: Record<string, unknown>;
  readonly requests: readonly Seen[];
  readonly account: Account;
  /** How far the exchange's clock is ahead of ours. */
  clockAheadMs: number;
  /** What the address echoes answer. */
  address: string;
  /** Sets what everything is bought and sold at. */
  setPrice(price: string): void;
  /** Makes `'POST /api/v3/order'` go wrong, `times` times or until the end. */
  script(endpoint: string, fault: Fault, times?: number): void;
  seen(endpoint: string): readonly Seen[];
  /** How often anything was asked for that moves money out. */
  withdrawals(): number;
  close(): Promise<void>;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly asked: Readonly<Record<string, string>>;
  readonly signature: 'none' | 'good' | 'bad';
  readonly at: number;
  status: number;
}

export interface World {
  readonly now: () => number;
  /** Where the newest candle stands in market time, which may run faster than the wall's. */
  readonly marketNow: () => number;
  readonly price: () => Units;
  readonly restrictions: Record<string, unknown>;
  readonly account: Account;
  readonly address: () => string;
}

const day = 86_400_000;

/** A key as a careful person makes it: reads and trades spot, bound to an address, five days old. */
const careful = (now: number) => ({
  ipRestrict: true,
  createTime: now - 5 * day,
  enableReading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  enableMargin: false,
  enableFutures: false,
  permitsUniversalTransfer: false,
  enableVanillaOptions: false,
  enableFixApiTrade: false,
  enableFixReadOnly: false,
  enableSpotAndMarginTrading: true,
  enablePortfolioMarginTrading: false,
});

export async function startStandIn(
  options: {
    readonly balances?: Readonly<Record<string, string>>;
    readonly price?: string;
    /** One more one-minute candle every so many milliseconds, on a market that lags a day behind. Default: real time. */
    readonly candleEveryMs?: number;
  } = {},
): Promise<StandIn> {
  const apiKey = randomBytes(32).toString('hex');
  const secret = randomBytes(32).toString('hex');
  const requests: Seen[] = [];
  const scripted = new Map<string, { fault: Fault; left: number }>();
  let price = units(options.price ?? '50000.00');

  const standIn = { clockAheadMs: 0, address: '127.0.0.1' };
  const now = () => Date.now() + standIn.clockAheadMs;
  const restrictions: Record<string, unknown> = careful(Date.now());
  const account = new Account(options.balances ?? { USDT: '10000', BTC: '0.1' }, now);
  const began = Date.now();
  const { candleEveryMs } = options;
  const marketNow = () =>
    candleEveryMs === undefined ? now() : began - day + Math.floor((Date.now() - began) / candleEveryMs) * 60_000;
  const world: World = { now, marketNow, price: () => price, restrictions, account, address: () => standIn.address };

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = Object.fromEntries([...new URLSearchParams(query), ...new URLSearchParams(body)]);
    const { signature: given, ...rest } = asked;
    const seen: Seen = {
      method: request.method ?? '',
      path,
      asked: rest,
      signature: given === undefined ? 'none' : isGood(secret, query, body, given) ? 'good' : 'bad',
      at: Date.now(),
      status: 0,
    };
    requests.push(seen);

    const endpoint = `${seen.method} ${path}`;
    const fault = nextFault(scripted, endpoint);
    const answer: Answer =
      fault?.accepts === false
        ? { status: 0, body: undefined }
        : judged(world, endpoint, seen, { apiKey, header: request.headers['x-mbx-apikey'], now: now() });
    seen.status = answer.status;
    if (fault !== undefined) return fault.send(response, answer);
    if (typeof answer.body === 'string')
      response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body);
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  };

  const server = createServer((request, response) => {
    take(request, response).catch((cause) => {
      response.destroy();
      throw cause;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return Object.assign(standIn, {
    url: `http://127.0.0.1:${port}`,
    echoes: `http://127.0.0.1:${port}/ip,http://localhost:${port}/ip.json`,
    apiKey,
    secret,
    restrictions,
    requests,
    account,
    setPrice(text: string) {
      price = units(text);
    },
    script(endpoint: string, fault: Fault, times = Number.POSITIVE_INFINITY) {
      scripted.set(endpoint, { fault, left: times });
    },
    seen: (endpoint: string) => requests.filter(({ method, path }) => `${method} ${path}` === endpoint),
    withdrawals: () => requests.filter(({ path }) => /withdraw|transfer/i.test(path)).length,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** Own orders still at the exchange, oldest first. */
export function restingOrders(standIn: StandIn): readonly StandInOrder[] {
  return standIn.account.open();
}

function judged(
  world: World,
  endpoint: string,
  seen: Seen,
  caller: { apiKey: string; header: string | string[] | undefined; now: number },
): Answer {
  const route = routes[endpoint];
  try {
    if (route === undefined) return { status: 404, body: '<html><body>404 Not Found</body></html>' };
    if (route.signed) {
      if (caller.header === undefined) throw new Rejection(-2014, 'API-key format invalid.', 401);
      if (caller.header !== caller.apiKey) {
        throw new Rejection(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
      }
      const sentAt = Number(seen.asked.timestamp);
      const window = Number(seen.asked.recvWindow ?? 5_000);
      if (!(sentAt < caller.now + 1_000 && caller.now - sentAt <= window)) {
        throw new Rejection(-1021, 'Timestamp for this request is outside of the recvWindow.');
      }
      if (seen.signature !== 'good') throw new Rejection(-1022, 'Signature for this request is not valid.');
    }
    return { status: 200, body: answerTo(route, world, seen.asked) };
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    return { status: cause.status, body: { code: cause.code, msg: cause.message } };
  }
}

/** Binance signs the query and the body, glued together, without the signature itself. */
function isGood(secret: string, query: string, body: string, given: string): boolean {
  const signed = (query + body).replace(/&?signature=[^&]*/, '');
  const wanted = createHmac('sha256', secret).update(signed).digest('hex');
  return wanted.length === given.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(given));
}

function nextFault(scripted: Map<string, { fault: Fault; left: number }>, endpoint: string): Fault | undefined {
  const entry = scripted.get(endpoint);
  if (entry === undefined || entry.left <= 0) return undefined;
  entry.left -= 1;
  return entry.fault;
}
