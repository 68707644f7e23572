import { BlockList, isIP } from 'node:net';
import { GuardError } from './error.ts';
import type { VenueRow } from './venues/row.ts';

type Urls = string | { readonly [name: string]: Urls };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Returns the same tree of API addresses with every host replaced by the stand-in's, paths kept. Throws
 * STAND_IN_REFUSED for anything that is not plain http(s) on loopback: a key must not travel to a look-alike.
 */
export function replaced(urls: unknown, exchangeUrl: string): Urls {
  const base = baseOf(exchangeUrl);
  return mapped(urls, (text) => {
    const { pathname } = new URL(text.replaceAll('{hostname}', 'hostname'));
    // Some of ccxt's addresses end in a slash, and it relies on that.
    return base + (text.endsWith('/') ? pathname : pathname.replace(/\/$/, ''));
  });
}

/**
 * Asserts that every API address of a built client is where it should be: all on the stand-in, or all on https hosts
 * that the row knows. Throws HOST_FOREIGN. All or nothing: one address that escaped would carry the key there.
 */
export function assertHosts(urls: unknown, row: VenueRow, exchangeUrl: string | undefined): void {
  const base = exchangeUrl === undefined ? undefined : baseOf(exchangeUrl);
  let seen = 0;
  mapped(urls, (text) => {
    seen += 1;
    const right =
      base === undefined
        ? text.startsWith('https://') && row.hosts.includes(URL.parse(text)?.host ?? '')
        : text === base || text.startsWith(`${base}/`);
    if (!right) {
      throw new GuardError('HOST_FOREIGN', `ccxt has an API address for ${row.title} that is not where it must be.`);
    }
    return text;
  });
  if (seen === 0) throw new GuardError('HOST_FOREIGN', `ccxt has no API address for ${row.title} at all.`);
}

function baseOf(exchangeUrl: string): string {
  const url = URL.parse(exchangeUrl);
  const host = url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
  const local = host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));
  const web = url?.protocol === 'http:' || url?.protocol === 'https:';
  const bare = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === null || !local || !web || !bare) {
    throw new GuardError(
      'STAND_IN_REFUSED',
      'A stand-in exchange must be a plain http(s) address on loopback: correct BOT_EXCHANGE_URL.',
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function mapped(urls: unknown, change: (text: string) => string): Urls {
  if (typeof urls === 'string') return change(urls);
  if (typeof urls !== 'object' || urls === null) {
    throw new GuardError('HOST_FOREIGN', 'ccxt has an API address that is not text.');
  }
  return Object.fromEntries(Object.entries(urls).map(([name, inner]) => [name, mapped(inner, change)]));
}
