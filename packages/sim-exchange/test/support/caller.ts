import { createHmac } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type KeyGrant, type SimExchange, type SimOptions, startSimExchange } from '../../src/index.ts';
import { NOON } from './ground.ts';

export interface Answer {
  readonly http: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into by every test.
  readonly json: any;
  readonly text: string;
}

export interface Caller {
  readonly exchange: SimExchange;
  readonly clock: { now: number };
  send(method: string, path: string, options?: { headers?: Record<string, string>; body?: string }): Promise<Answer>;
  /** Sends parameters signed: in the query of a GET or DELETE, in the body of a POST. */
  signed(method: string, path: string, params?: Record<string, string | number>, as?: Key): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

export interface Key {
  readonly apiKey: string;
  readonly secret: string;
}

/** Starts a lock-step exchange whose wall clock stands still at noon, and a raw client with a key of its own. */
export async function call(options: Partial<SimOptions> = {}, grant: Partial<KeyGrant> = {}): Promise<Caller> {
  const clock = { now: NOON };
  const exchange = await startSimExchange({
    seed: 1,
    balances: { USDT: '100000', BTC: '2' },
    candleMs: 1_000,
    lockStep: true,
    clock: () => new Date(clock.now),
    ...options,
  });
  onTestFinished(() => exchange.close());
  const own = exchange.mintKey(grant);

  const send: Caller['send'] = async (method, path, { headers = {}, body } = {}) => {
    const response = await fetch(exchange.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { http: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return {
    exchange,
    clock,
    send,
    get: (path) => send('GET', path),
    signed(method, path, params = {}, as = own) {
      const all = Object.entries({ timestamp: clock.now, ...params }).map(([name, value]) => [name, String(value)]);
      const payload = new URLSearchParams(all).toString();
      const text = `${payload}&signature=${sign(as.secret, payload)}`;
      const headers = { 'X-MBX-APIKEY': as.apiKey, 'Content-Type': 'application/x-www-form-urlencoded' };
      return method === 'POST'
        ? send(method, path, { headers, body: text })
        : send(method, `${path}?${text}`, { headers });
    },
  };
}

export function sign(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('hex');
}
