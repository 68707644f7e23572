import { writtenOut } from '../src/base-addresses.ts';
import { quietFor } from '../src/quiet.ts';
import { drawCredentials } from './credentials.ts';
import type { Loopback } from './loopback.ts';
import { markets } from './markets.ts';
import { type RawClass, type RawExchange, rawClass } from './raw-ccxt.ts';

/** What a bot reads, in the order in which it does. */
export const needs = ['time', 'markets', 'candles', 'book', 'balance', 'openOrders', 'order', 'trades'] as const;
export type Need = (typeof needs)[number];

/** An endpoint that raw ccxt called for a need. */
export interface Seen {
  readonly need: Need;
  readonly api: string;
  readonly method: string;
  readonly path: string;
  /** Whether the credentials were used for it. */
  readonly signed: boolean;
  /** The base address by its name, and what ccxt put behind it, with `{name}` where it filled something in. */
  readonly at: { readonly base: string; readonly path: string };
}

/** Shapes of an answer, tried one after the other: some reads ask on only after a first answer that they like. */
const answers: readonly string[] = [
  '{}',
  '[]',
  '[{}]',
  '{"data":{}}',
  '{"data":[]}',
  '{"data":[{"id":"1"}]}',
  '{"result":{}}',
  '{"result":[]}',
  '{"result":{"list":[{}]}}',
  '{"code":0,"data":[{"id":"1"}]}',
  '{"code":"0","data":{"list":[{}]}}',
  '{"success":true,"result":[]}',
  '{"success":true,"data":{"rows":[]}}',
  '{"s":"ok","status":"ok","data":[]}',
];

/** What some exchanges want to be told with every read. */
const wanted: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cex: { dataType: 'bestBid' },
  derive: { deriveWalletAddress: `0x${'1'.repeat(40)}`, subaccount_id: '1' },
  zebpay: { until: Date.now() },
};

type Ask = readonly [name: string, ...args: unknown[]];

/** The ways in which each need is asked: with and without what narrows it. */
function asksFor(need: Need, { id, has, timeframes }: RawExchange): readonly Ask[] {
  const symbol = has.spot === false ? 'BTC/USDT:USDT' : 'BTC/USDT';
  const timeframe = Object.keys(timeframes ?? {})[0] ?? '1m';
  const extra = Object.hasOwn(wanted, id) ? wanted[id] : {};
  const since = Date.now() - 600_000;
  const rows: Readonly<Record<Need, readonly Ask[]>> = {
    time: [['fetchTime']],
    markets: [['loadMarkets', true]],
    candles: [
      ['fetchOHLCV', symbol, timeframe, undefined, 5, extra],
      ['fetchOHLCV', symbol, timeframe, since, undefined, extra],
    ],
    book: [
      ['fetchOrderBook', symbol, 5],
      ['fetchOrderBook', symbol],
    ],
    balance: [['fetchBalance', extra]],
    openOrders: [
      ['fetchOpenOrders', symbol, undefined, undefined, extra],
      ['fetchOpenOrders', undefined, undefined, undefined, extra],
    ],
    order: [
      ['fetchOrder', '1', symbol, extra],
      ['fetchOrder', undefined, symbol, { ...extra, clientOrderId: '1' }],
    ],
    trades: [
      ['fetchMyTrades', symbol, undefined, undefined, extra],
      ['fetchMyTrades', symbol, since, undefined, extra],
    ],
  };
  return rows[need];
}

/** Makes every needed read of raw ccxt against a loopback server, and returns the endpoints that it came to. */
export async function observe(id: string, server: Loopback): Promise<readonly Seen[]> {
  const Class = await rawClass(id);
  const seen = new Map<string, Seen>();
  for (const need of needs) {
    const exchange = watched(Class, id, server.url, (one) => {
      const key = `${need} ${one.api} ${one.method} ${one.path}`;
      if (!seen.has(key)) seen.set(key, { need, ...one });
    });
    for (const answer of answers) {
      server.answer(answer);
      for (const [name, ...args] of asksFor(need, exchange)) {
        // Loading the markets is what is looked at there; elsewhere it would stand in the way.
        if (need !== 'markets') exchange.setMarkets(markets);
        await called(exchange, name, args).catch(() => undefined);
      }
    }
  }
  return [...seen.values()];
}

async function called(exchange: RawExchange, name: string, args: readonly unknown[]): Promise<unknown> {
  return (exchange[name] as (...given: unknown[]) => unknown).apply(exchange, [...args]);
}

/** A raw exchange with all of its addresses on the server, each base under a name of its own, that tells what it signs. */
function watched(Class: RawClass, id: string, url: string, tell: (one: Omit<Seen, 'need'>) => void): RawExchange {
  const bases = new Map<string, string>();
  const { options = {}, answers: instead = {} } = quietFor(id);
  let signing = false;
  let used = false;
  class Watched extends Class {
    override describe() {
      const described = super.describe();
      const { hostnames } = described.urls;
      const api = moved(writtenOut(described), url, bases);
      // As the guarded client does it.
      const has = { ...described.has, fetchCurrencies: false };
      return { ...described, has, urls: { api, ...(hostnames === undefined ? {} : { hostnames }) } };
    }

    override sign(path: string, api: unknown, method: string, params: unknown, headers: unknown, body: unknown) {
      signing = true;
      used = false;
      try {
        const request = super.sign(path, api, method, params, headers, body);
        const at = placeOf(request.url, bases, path, params);
        const part = Array.isArray(api) ? api.join('.') : String(api);
        if (at !== undefined) tell({ api: part, method, path, at, signed: used });
        return request;
      } finally {
        signing = false;
      }
    }
  }
  const credentials = drawCredentials(id);
  const exchange = new Watched({ options, enableRateLimit: false, timeout: 3000 });
  for (const [name, value] of Object.entries(instead)) exchange[name] = () => value;
  for (const [name, value] of Object.entries(credentials)) {
    Object.defineProperty(exchange, name, {
      get: () => {
        if (signing) used = true;
        return value;
      },
    });
  }
  return exchange;
}

/** The tree of addresses, moved to the server; fills `bases` with what each name became. */
function moved(urls: unknown, url: string, bases: Map<string, string>, name = ''): unknown {
  if (typeof urls === 'string') {
    const { pathname } = new URL(urls);
    const base = `${url}/base${bases.size}.${urls.endsWith('/') ? pathname : pathname.replace(/\/$/, '')}`;
    bases.set(name, base);
    return base;
  }
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(
    Object.entries(urls).map(([part, inner]) => [
      part,
      moved(inner, url, bases, name === '' ? part : `${name}.${part}`),
    ]),
  );
}

/** Which base an address begins with and what is behind it, the values that were filled in replaced by their names. */
function placeOf(
  url: string,
  bases: ReadonlyMap<string, string>,
  path: string,
  params: unknown,
): Seen['at'] | undefined {
  const found = [...bases].find(([, base]) => url.startsWith(base));
  if (found === undefined) return undefined;
  let rest = url.slice(found[1].length).split('?', 1)[0] ?? '';
  for (const [, name] of path.matchAll(/\{([^}]+)\}/g)) {
    const value = name === undefined ? undefined : (params as Record<string, unknown>)[name];
    rest = rest.replace(`/${String(value)}`, `/{${name}}`);
  }
  return { base: found[0], path: rest };
}
