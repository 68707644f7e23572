import { createHash } from 'node:crypto';
import type { DoorList } from '../src/door-list.ts';
import type { RawExchange } from './raw-ccxt.ts';

export interface Endpoint {
  /** ccxt's name of the part, nested names joined by a dot. */
  readonly api: string;
  readonly method: string;
  readonly path: string;
}

const verbs = /^(?:get|post|put|delete|head|patch)$/i;

/** Every endpoint in ccxt's own tree of an exchange, read as ccxt reads it. */
export function endpointsIn(tree: unknown, parts: readonly string[] = []): readonly Endpoint[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, inner]): readonly Endpoint[] => {
    const leaves = Array.isArray(inner) ? inner.map(String) : Object.keys(inner as object);
    if (!Array.isArray(inner) && !verbs.test(name)) return endpointsIn(inner, [...parts, name]);
    return leaves.map((path) => ({ api: parts.join('.'), method: name.toUpperCase(), path: path.trim() }));
  });
}

/** Every name that can be called on a built client: its own functions and those of its classes. */
export function callableNames(client: object): readonly string[] {
  const names = new Set<string>();
  for (let level: object | null = client; level !== null && level !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name !== 'constructor' && typeof Object.getOwnPropertyDescriptor(level, name)?.value === 'function') {
        names.add(name);
      }
    }
    level = Object.getPrototypeOf(level);
  }
  return [...names].sort();
}

/** Counts and digests of what there is; a single endpoint or name more, less or renamed changes them. */
export function censusOf(client: RawExchange): DoorList['census'] {
  const endpoints = endpointsIn(client.api);
  const count: Record<string, number> = {};
  for (const { method } of endpoints) count[method] = (count[method] ?? 0) + 1;
  const names = callableNames(client);
  return {
    endpoints: Object.fromEntries(Object.entries(count).sort()),
    endpointDigest: digest(endpoints.map(({ api, method, path }) => `${api} ${method} ${path}`)),
    names: names.length,
    nameDigest: digest(names),
  };
}

function digest(lines: readonly string[]): string {
  return createHash('sha256')
    .update([...lines].sort().join('\n'))
    .digest('hex')
    .slice(0, 16);
}
