import { endpointsIn } from '../../doors/census.ts';
import type { Loopback } from '../../doors/loopback.ts';
import type { RawExchange } from '../../doors/raw-ccxt.ts';
import { type Attempt, attempt } from './attempts.ts';

/** Calls every endpoint of an exchange by ccxt's generic methods, apart from those with a door. */
export async function genericAttempts(
  client: RawExchange,
  server: Loopback,
  hasDoor: (call: string) => boolean,
): Promise<readonly Attempt[]> {
  server.answer('{}');
  const attempts: Attempt[] = [];
  for (const { api, method, path } of endpointsIn(client.api)) {
    if (hasDoor(`${api} ${method} ${path}`)) continue;
    const part = api.includes('.') ? api.split('.') : api;
    for (const way of ['request', 'fetch2', 'sign']) {
      attempts.push(await attempt(client, way, [path, part, method, {}], server));
    }
  }
  return attempts;
}

/** Calls what lies beneath the guarded class: ccxt's own methods, taken from its classes and not from the client. */
export async function beneathAttempts(
  client: RawExchange,
  server: Loopback,
  api: string,
  to: string,
): Promise<readonly Attempt[]> {
  server.answer('{}');
  const [method = 'POST', path = '/'] = to.split(' ');
  const calls: readonly (readonly [string, readonly unknown[]])[] = [
    ['fetch', [server.url + path, method, {}, '{}']],
    ['fetch2', [path.slice(1), api, method, {}]],
    ['request', [path.slice(1), api, method, {}]],
    ['undiciRequest', [server.url + path, { method, headers: {} }]],
    ['watch', [server.url.replace('http', 'ws'), 'orders', {}, 'orders']],
    ['client', [server.url.replace('http', 'ws')]],
    ['setSandboxMode', [true]],
  ];
  const attempts: Attempt[] = [];
  for (let level = Object.getPrototypeOf(client); level !== null && level !== Object.prototype; ) {
    for (const [name, args] of calls) {
      const own = Object.getOwnPropertyDescriptor(level, name)?.value;
      if (typeof own !== 'function') continue;
      const borrowed = { [name]: own.bind(client) } as unknown as RawExchange;
      attempts.push(await attempt(borrowed, name, args, server));
    }
    level = Object.getPrototypeOf(level);
  }
  return attempts;
}

/** Everything that would send requests another way, print them or let go of a check. */
const settings: readonly (readonly [string, unknown])[] = [
  'proxy',
  'proxyUrl',
  'proxy_url',
  'proxyUrlCallback',
  'proxy_url_callback',
  'httpProxy',
  'http_proxy',
  'httpProxyCallback',
  'http_proxy_callback',
  'httpsProxy',
  'https_proxy',
  'httpsProxyCallback',
  'https_proxy_callback',
  'socksProxy',
  'socks_proxy',
  'socksProxyCallback',
  'socks_proxy_callback',
  'wsProxy',
  'ws_proxy',
  'wssProxy',
  'wss_proxy',
  'wsSocksProxy',
  'ws_socks_proxy',
  'agent',
  'httpAgent',
  'httpsAgent',
  'fetchImplementation',
  'fetchDispatcher',
  'undiciModule',
  'urls',
  'hostname',
  'headers',
  'options',
  'apiKey',
  'secret',
  'privateKey',
  'token',
  'sign',
  'fetch',
  'fetch2',
  'request',
  'handleErrors',
  'withdraw',
].map((name) => [name, 'http://127.0.0.1:1'] as const);

/** Tries to change every setting; returns those that were changed, or were ignored without a word. */
export function changedSettings(client: RawExchange): { readonly tried: number; readonly changed: readonly string[] } {
  const wanted = [...settings, ['verbose', true], ['validateServerSsl', false], ['enableRateLimit', true]] as const;
  const changed = wanted.filter(([name, value]) => {
    try {
      client[name] = value;
    } catch (error) {
      return (error as { readonly code?: string }).code !== 'SETTING_LOCKED';
    }
    return true;
  });
  const addresses = JSON.stringify(client.urls);
  try {
    Object.assign(client.urls as object, { api: 'http://127.0.0.1:1' });
  } catch {
    // Frozen, as it should be.
  }
  const moved = JSON.stringify(client.urls) === addresses ? [] : ['urls.api'];
  return { tried: wanted.length + 1, changed: [...changed.map(([name]) => name), ...moved] };
}
