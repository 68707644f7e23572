import type { CredentialField } from '@gatehouse/secrets';
import { doorListOf } from './door-list.ts';
import { GuardError } from './error.ts';
import { auditDoorsOf, teachingOf } from './readers.ts';
import { binance } from './venues/binance.ts';
import { binancecoinm, binanceusdm } from './venues/binance-futures.ts';
import { bitget } from './venues/bitget.ts';
import { bitgetContracts } from './venues/bitget-contracts.ts';
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

/** Where ccxt has spot markets and contracts under one id: the row for contracts, beside the one above. */
const contractRows: Readonly<Record<string, VenueRow>> = Object.freeze({
  __proto__: null as never,
  bitget: bitgetContracts,
});

export const venueIds: readonly string[] = Object.freeze(Object.keys(venues));

function rowFor(exchange: string, market: Market | undefined): VenueRow | undefined {
  return (market === 'swap' ? contractRows[exchange] : undefined) ?? venues[exchange];
}

/**
 * Returns what is particular to an exchange that can be traded at, and to contracts there where those are apart; throws
 * EXCHANGE_UNKNOWN for any other id.
 */
export function venueRow(exchange: string, market?: Market): VenueRow {
  const row = rowFor(exchange, market);
  if (row === undefined) {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `Nothing can be ordered at an exchange of that id here; orders can go to ${venueIds.join(', ')}.`,
    );
  }
  return row;
}

/** Which kinds of markets orders go to at an exchange; none where nothing can be ordered. */
export function marketsAt(exchange: string): readonly Market[] {
  const rows = [venues[exchange], contractRows[exchange]].filter((row) => row !== undefined);
  return rows.map(marketOf);
}

/** The exchanges where orders go to this kind of market. */
export function exchangesWith(market: Market): readonly string[] {
  return venueIds.filter((exchange) => marketsAt(exchange).includes(market));
}

/**
 * Returns the row of any exchange that ccxt has: the one that was written for it, or one that is made from its generated
 * list, by which it can be read and audited and nothing ordered. Throws EXCHANGE_UNKNOWN for any other id.
 */
export async function anyRow(exchange: string, market?: Market): Promise<VenueRow> {
  const row = rowFor(exchange, market);
  return row ?? listedRow(await doorListOf(exchange), auditDoorsOf(exchange), teachingOf(exchange));
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
