import { type Closed, closedKind, closedWords } from './closed-names.ts';
import { GuardError } from './error.ts';
import { quietFor } from './quiet.ts';
import { isSigning } from './signing.ts';
import type { VenueRow } from './venues/row.ts';

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
  // One exchange takes its authorization from here; ours come from its signature alone.
  fix(client, 'headers', Object.freeze({}));
  fix(client, 'hostname', (client as { readonly hostname?: unknown }).hostname);
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

type Method = (...args: unknown[]) => unknown;

/**
 * Closes every method of a built client that has no business being called, in each of its spellings, and quiets those
 * that do more than they are asked. What signs stays open while a request with a door is being signed, and where the
 * exchange's row says what else it may sign.
 */
export function lockMethods(client: object, row: VenueRow): void {
  const methods = client as Record<string, Method>;
  const spelled = methods.unCamelCase as (name: string) => string;
  const uses = row.doors.map(({ use }) => use);
  const may = { order: uses.includes('order'), cancel: uses.includes('cancel') };
  const { options = {}, answers = {} } = quietFor(row.exchange);
  Object.assign((client as { readonly options: object }).options, options);
  for (const name of methodNames(client)) {
    const own = methods[name];
    const kind = closedKind(name, may);
    const quiet = Object.hasOwn(answers, name);
    if (own === undefined || (kind === undefined && !quiet)) continue;
    const instead = quiet ? (): unknown => answers[name] : refusing(client, name, own, kind ?? 'plumbing', row);
    for (const spelling of new Set([name, spelled(name), snake(name)])) {
      if (Object.getOwnPropertyDescriptor(client, spelling)?.configurable !== false) fix(client, spelling, instead);
    }
  }
}

function refusing(client: object, name: string, own: Method, kind: Closed, row: VenueRow): Method {
  const judge = row.signs !== undefined && Object.hasOwn(row.signs, name) ? row.signs[name] : undefined;
  return (...args) => {
    if (kind === 'signature' && (isSigning(client) || judge?.(args) === true)) return own.apply(client, args);
    const code = kind === 'socket' || kind === 'plumbing' ? 'SETTING_LOCKED' : 'DOOR_CLOSED';
    throw new GuardError(code, `${row.title}: ${name} is closed, like everything for ${closedWords[kind]}.`, {
      unsent: true,
    });
  };
}

/** Every method of an object by its own name: those of its classes, and the functions that ccxt puts on each client. */
function methodNames(client: object): ReadonlySet<string> {
  const names = new Set<string>();
  for (let level: object | null = client; level !== null && level !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(level)) {
      const value = Object.getOwnPropertyDescriptor(level, name)?.value;
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
    level = Object.getPrototypeOf(level);
  }
  return names;
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
