import { isCcxtId } from './ccxt-ids.ts';
import { GuardError } from './error.ts';

/** The little of a ccxt exchange that this package touches. Everything it returns is judged before it is believed. */
export interface CcxtClient {
  readonly urls: { api: unknown; [name: string]: unknown };
  readonly options: Record<string, unknown>;
  markets: unknown;
  describe(): Description;
  sign(path: string, api: unknown, method: string, params: unknown, headers: unknown, body: unknown): SignedRequest;
  fetch(url: string, method?: string, headers?: unknown, body?: unknown): Promise<unknown>;
  fetch2(
    path: string,
    api?: unknown,
    method?: string,
    params?: unknown,
    headers?: unknown,
    body?: unknown,
    config?: unknown,
  ): Promise<unknown>;
  handleErrors(
    status: number,
    reason: string,
    url: string,
    method: string,
    headers: unknown,
    body: string,
    response: unknown,
    requestHeaders: unknown,
    requestBody: unknown,
  ): unknown;
  handleHttpStatusCode(status: number, reason: string, url: string, method: string, body: string): void;
  handleRestResponse(response: unknown, url: string, method: string, headers: unknown, body: unknown): Promise<unknown>;
  request(path: string, api: unknown, method: string, params: unknown): Promise<unknown>;
  loadMarkets(reload: boolean, params?: unknown): Promise<unknown>;
  setMarkets(markets: unknown): unknown;
  parseMarket(market: unknown): unknown;
  fetchTime(): Promise<unknown>;
  fetchOHLCV(symbol: string, timeframe: string, since?: number, limit?: number): Promise<unknown>;
  fetchOrderBook(symbol: string, limit: number): Promise<unknown>;
  fetchBalance(params?: unknown): Promise<unknown>;
  fetchOpenOrders(symbol?: string): Promise<unknown>;
  fetchOrder(id: string | undefined, symbol: string, params: unknown): Promise<unknown>;
  fetchMyTrades(symbol: string, since?: number, limit?: number, params?: unknown): Promise<unknown>;
  createOrder(
    symbol: string,
    type: string,
    side: string,
    amount: string,
    price: string | undefined,
    params: unknown,
  ): Promise<unknown>;
  cancelOrder(id: string | undefined, symbol: string, params: unknown): Promise<unknown>;
  parseOrder(order: unknown): unknown;
  parseTrade(trade: unknown, market: unknown): unknown;
}

/** What ccxt knows of an exchange before it is asked. */
export interface Description {
  readonly urls: { readonly api: unknown; readonly hostnames?: unknown };
  readonly hostname?: string;
  readonly has?: Readonly<Record<string, unknown>>;
}

export interface SignedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

// A class that is extended by name at run time needs a constructor type of the loosest form.
export type CcxtConstructor = new (...config: never[]) => CcxtClient;

const loaded = new Map<string, Promise<CcxtConstructor>>();

/**
 * Loads the one class of an exchange, by its file next to ccxt's entry: a third of the time and half of the memory of
 * the whole package, and none of the other exchanges' doors.
 */
export async function ccxtClassOf(exchange: string): Promise<CcxtConstructor> {
  const known = loaded.get(exchange);
  if (known !== undefined) return known;
  if (!isCcxtId(exchange)) {
    throw new GuardError('EXCHANGE_UNKNOWN', 'ccxt has no exchange of that id: correct it.');
  }
  const file = new URL(`src/${exchange}.js`, import.meta.resolve('ccxt'));
  const loading = import(file.href).then((module: { readonly default: CcxtConstructor }) => module.default);
  loaded.set(exchange, loading);
  return loading;
}

/** Begins to load what openVenue will need, so that it is there when the key is. Returns when it is. */
export async function warmUp(exchange: string): Promise<void> {
  await ccxtClassOf(exchange);
}
