import type { Description } from './ccxt-class.ts';
import { GuardError } from './error.ts';

/**
 * Returns ccxt's API addresses with every host name written out. ccxt fills them in at each call, from a property that
 * can be changed; and one exchange has a name for each part.
 */
export function writtenOut({ urls: { api, hostnames }, hostname }: Description): unknown {
  const own = typeof hostnames === 'object' && hostnames !== null ? (hostnames as Record<string, unknown>) : {};
  const filled = (value: unknown, name: string | undefined): unknown => {
    if (typeof value === 'string') return name === undefined ? value : value.replaceAll('{hostname}', name);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([part, inner]) => {
        const known = Object.hasOwn(own, part) ? own[part] : undefined;
        return [part, filled(inner, typeof known === 'string' ? known : name)];
      }),
    );
  };
  return filled(api, hostname);
}

/** The base address of a part of the API; nested names are joined by a dot. */
export function baseAddress(urls: unknown, api: string): string {
  let found: unknown = urls;
  for (const name of api.split('.')) {
    if (typeof found !== 'object' || found === null) continue;
    found = Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined;
  }
  if (typeof found !== 'string') throw new GuardError('HOST_FOREIGN', `ccxt has no address for the part ${api}.`);
  return found;
}
