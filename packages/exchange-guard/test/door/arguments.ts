import type { RawExchange } from '../../doors/raw-ccxt.ts';

const ADDRESS = `0x${'1234567890'.repeat(4)}`;

/** What is handed to a parameter of each name, as a person would who means it. */
const byName: Readonly<Record<string, unknown>> = Object.freeze({
  __proto__: null as never,
  code: 'USDT',
  codes: ['USDT'],
  currency: 'USDT',
  fromCode: 'BTC',
  toCode: 'USDT',
  amount: 10,
  cost: 10,
  address: ADDRESS,
  tag: undefined,
  symbols: ['BTC/USDT'],
  side: 'buy',
  type: 'limit',
  price: 100,
  triggerPrice: 90,
  stopLoss: 80,
  takeProfit: 120,
  stopLossPrice: 80,
  takeProfitPrice: 120,
  trailingAmount: 5,
  trailingPercent: 5,
  trailingTriggerPrice: 90,
  id: '1',
  ids: ['1'],
  clientOrderId: 'abc',
  clientOrderIds: ['abc'],
  since: undefined,
  limit: 10,
  timeframe: '1m',
  leverage: 2,
  marginMode: 'isolated',
  hedged: false,
  timeout: 60_000,
  duration: 60_000,
  reload: true,
  name: 'somebody',
  builder: ADDRESS,
  maxFeeRate: '0.1%',
  destination: ADDRESS,
  enabled: true,
  message: 'message',
  hash: 'ab'.repeat(32),
  messageHash: 'orders',
  messageHashes: ['orders'],
  method: 'fetchMyTrades',
  methodName: 'request',
  headers: {},
  body: undefined,
  paths: ['private'],
  uppercaseMethod: 'POST',
  lowercaseMethod: 'post',
  camelcaseMethod: 'Post',
  endpointMethod: 'fetchBalance',
  property: 'hostname',
  seconds: 1,
});

/** Between which accounts a transfer is asked for, one pair after the other: each exchange knows others. */
export const accounts: readonly (readonly [string, string])[] = [
  ['spot', 'funding'],
  ['spot', 'swap'],
  ['swap', 'spot'],
  ['SPOT', 'FUTURE'],
  ['main', 'sub'],
  ['cash', 'somebody'],
];

const anOrder = (symbol: string) => ({
  symbol,
  type: 'limit',
  side: 'buy',
  amount: 10,
  price: 100,
  id: '1',
  params: {},
});

/** The parameters of a function by name, read from its text; those after a rest are left out. */
export function parametersOf(call: (...args: never[]) => unknown): readonly string[] {
  const text = call.toString();
  const list = /^(?:async\s+)?(?:function\s*)?[\w$]*\s*\(([\s\S]*?)\)\s*(?:=>\s*)?\{/.exec(text)?.[1] ?? '';
  return list
    .split(/,(?![^{[(]*[}\])])/)
    .map((part) => part.trim().split(/[\s=]/, 1)[0] ?? '')
    .filter((name) => name !== '');
}

interface Point {
  readonly symbol: string;
  readonly url: string;
  readonly extra: Readonly<Record<string, unknown>>;
  /** Which of the pairs of accounts. */
  readonly pair: readonly [string, string];
}

/** Arguments for a method of an exchange that come as near to the point as can be had without knowing the method. */
export function argumentsFor(
  exchange: RawExchange,
  name: string,
  { symbol, url, extra, pair }: Point,
): readonly unknown[] {
  const special = specials[name.replaceAll('_', '').toLowerCase()];
  if (special !== undefined) return special(exchange, url);
  const market = (exchange.markets as Record<string, unknown> | undefined)?.[symbol];
  return parametersOf(exchange[name] as () => unknown).map((parameter) => {
    if (parameter === 'params') return { ...extra };
    if (parameter === 'symbol') return symbol;
    if (parameter === 'fromAccount') return pair[0];
    if (parameter === 'toAccount') return pair[1];
    if (parameter === 'market') return market;
    if (parameter === 'url') return url;
    if (parameter === 'orders') return [anOrder(symbol)];
    if (parameter === 'order') return anOrder(symbol);
    if (parameter === 'privateKey') return exchange.privateKey;
    return byName[parameter];
  });
}

type Special = (exchange: RawExchange, url: string) => readonly unknown[];

/** Methods that take something of their own. Written in lower case without underlines, so that both spellings are met. */
const specials: Readonly<Record<string, Special>> = Object.freeze({
  __proto__: null as never,
  spawn: (exchange: RawExchange) => [exchange.fetchBalance],
  delay: (exchange: RawExchange) => [0, exchange.fetchBalance],
  sleep: () => [0],
  settimeoutsafe: () => [() => undefined, 0],
  throttle: () => [0],
  fetch: (_exchange: RawExchange, url: string) => [`${url}/somewhere`, 'POST', {}, '{}'],
  undicirequest: (_exchange: RawExchange, url: string) => [`${url}/somewhere`, { method: 'POST', headers: {} }],
  client: (_exchange: RawExchange, url: string) => [url.replace('http', 'ws')],
  watch: (_exchange: RawExchange, url: string) => [url.replace('http', 'ws'), 'orders', {}, 'orders'],
  watchmultiple: (_exchange: RawExchange, url: string) => [url.replace('http', 'ws'), ['orders'], {}, ['orders']],
  readfile: () => ['/dev/null'],
  writefile: () => ['/dev/null', ''],
  existsfile: () => ['/dev/null'],
  loadlighterlibrary: () => ['/nowhere/library', 1, '00', 1, 1],
  // They print or end what the campaign itself needs.
  log: () => [],
  close: () => [],
});
