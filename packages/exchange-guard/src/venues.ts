import type { CredentialField } from '@gatehouse/secrets';
import { doorListOf } from './door-list.ts';
import { GuardError } from './error.ts';
import { auditDoorsOf, teachingOf } from './readers.ts';
import { binance } from './venues/binance.ts';
import { binancecoinm, binanceusdm } from './venues/binance-futures.ts';
import { bitget } from './venues/bitget.ts';
import { bybit, bybiteu, bybitid } from './venues/bybit.ts';
import { coinbase } from './venues/coinbase.ts';
import { gemini } from './venues/gemini.ts';
import { kraken } from './venues/kraken.ts';
import { kucoin } from './venues/kucoin.ts';
import { kucoinfutures } from './venues/kucoin-futures.ts';
import { listedRow } from './venues/listed.ts';
import { myokx, okx, okxus } from './venues/okx.ts';
import { type Market, marketOf, type VenueRow } from './venues/row.ts';

/** The exchanges that orders can be placed at. Another one is a file beside binance.ts and a row here. */
const venues: Readonly<Record<string, VenueRow>> = Object.freeze({
  __proto__: null as never,
  binance,
  binanceusdm,
  binancecoinm,
  bybit,
  bybiteu,
  bybitid,
  okx,
  okxus,
  myokx,
  kraken,
  coinbase,
  kucoin,
  kucoinfutures,
  bitget,
  gemini,
});

export const venueIds: readonly string[] = Object.freeze(Object.keys(venues));

/** Returns what is particular to an exchange that can be traded at; throws EXCHANGE_UNKNOWN for any other. */
export function venueRow(exchange: string): VenueRow {
  const row = venues[exchange];
  if (row === undefined) {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `Nothing can be ordered at an exchange of that id here; orders can go to ${venueIds.join(', ')}.`,
    );
  }
  return row;
}

/** Which kind of market orders go to at an exchange; undefined where none can. */
export function marketAt(exchange: string): Market | undefined {
  const row = venues[exchange];
  return row && marketOf(row);
}

/** The exchanges where orders go to this kind of market. */
export function marketsWith(market: Market): readonly string[] {
  return venueIds.filter((exchange) => marketAt(exchange) === market);
}

/**
 * Returns the row of any exchange that ccxt has: the one that was written for it, or one that is made from its generated
 * list, by which it can be read and audited and nothing ordered. Throws EXCHANGE_UNKNOWN for any other id.
 */
export async function anyRow(exchange: string): Promise<VenueRow> {
  return venues[exchange] ?? listedRow(await doorListOf(exchange), auditDoorsOf(exchange), teachingOf(exchange));
}

/** Whether orders can go to an exchange from here; every other one that ccxt has can be read, and its key audited. */
export function takesOrders(exchange: string): boolean {
  return Object.hasOwn(venues, exchange);
}

/** Returns which credentials an exchange needs; throws EXCHANGE_UNKNOWN for an id that ccxt does not have. */
export async function credentialFieldsOf(exchange: string): Promise<readonly CredentialField[]> {
  return (await anyRow(exchange)).credentialFields;
}

/** Returns every host that a venue will be reached at, for allowEgress: the exchange's own, or the stand-in's alone. */
export async function hostsOf(exchange: string, exchangeUrl?: string): Promise<readonly string[]> {
  const row = await anyRow(exchange);
  return exchangeUrl === undefined ? row.reached.map((host) => `${host}:443`) : [hostAndPort(exchangeUrl)];
}

/** `host:port` of an address, the port written out. */
export function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}
