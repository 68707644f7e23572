import { GuardError } from './error.ts';

/** Everything by which ccxt sends requests another way, or prints them. Each has a snake_case twin or two. */
const routes = [
  'proxy',
  'proxyUrl',
  'proxyUrlCallback',
  'httpProxy',
  'httpProxyCallback',
  'httpsProxy',
  'httpsProxyCallback',
  'socksProxy',
  'socksProxyCallback',
  'wsProxy',
  'wssProxy',
  'wsSocksProxy',
  'agent',
  'httpAgent',
  'httpsAgent',
  'fetchImplementation',
  'fetchDispatcher',
  'undiciModule',
] as const;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fixes what must not change on a client once it is built. A change is refused aloud (SETTING_LOCKED), not ignored. */
export function lockSettings(client: object, methods: readonly string[]): void {
  for (const name of routes) {
    for (const spelling of new Set([name, snake(name)])) fix(client, spelling, undefined);
  }
  fix(client, 'verbose', false);
  fix(client, 'validateServerSsl', true);
  fix(client, 'validateClientSsl', false);
  fix(client, 'enableRateLimit', false);
  fix(client, 'fetchHistoryCacheSize', 0);
  fix(client, 'returnResponseHeaders', false);
  // What would be kept of the last request and answer holds the key, the signature and the account.
  for (const name of ['enableLastHttpResponse', 'enableLastJsonResponse', 'enableLastResponseHeaders']) {
    fix(client, name, false);
  }
  const { options, urls } = client as { readonly options: object; readonly urls: object };
  fix(options, 'maxRetriesOnFailure', 0);
  for (const name of methods) fix(client, name, (client as Record<string, unknown>)[name]);
  fix(client, 'urls', deepFrozen(urls));
  fix(client, 'options', options);
}

/** Replaces a property by one that reads as `value` and refuses to become anything else. */
export function fix(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    configurable: false,
    enumerable: false,
    get: () => value,
    set: (wanted: unknown) => {
      if (wanted === value) return;
      throw new GuardError('SETTING_LOCKED', `The exchange client's ${name} is fixed: nothing was changed.`);
    },
  });
}

function deepFrozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
  }
  return Object.freeze(value);
}
