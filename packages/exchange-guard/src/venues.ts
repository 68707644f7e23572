import type { CredentialField } from '@gatehouse/secrets';
import { doorListOf } from './door-list.ts';
import { GuardError } from './error.ts';
import { auditDoorsOf, teachingOf } from './readers.ts';
import { binance } from './venues/binance.ts';
import { binancecoinm, binanceusdm } from './venues/binance-futures.ts';
import { bitget } from './venues/bitget.ts';
import { bitgetContracts } from './venues/bitget-contracts.ts';
import { bitgetUnified } from './venues/bitget-unified.ts';
import { bitgetUnifiedContracts } from './venues/bitget-unified-contracts.ts';
import { bybit, bybiteu, bybitid } from './venues/bybit.ts';
import { coinbase } from './venues/coinbase.ts';
import { gemini } from './venues/gemini.ts';
import { kraken } from './venues/kraken.ts';
import { kucoin } from './venues/kucoin.ts';
import { kucoinfutures } from './venues/kucoin-futures.ts';
import { listedRow } from './venues/listed.ts';
import { myokx, okx, okxus } from './venues/okx.ts';
import { type Account, accountOf, type Market, marketOf, type VenueRow } from './venues/row.ts';

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

/** Where ccxt has spot markets and contracts, or two kinds of accounts, under one id: the rows beside the one above. */
const otherRows: Readonly<Record<string, readonly VenueRow[]>> = Object.freeze({
  __proto__: null as never,
  bitget: [bitgetContracts, bitgetUnified, bitgetUnifiedContracts],
});

export const venueIds: readonly string[] = Object.freeze(Object.keys(venues));

function rowsOf(exchange: string): readonly VenueRow[] {
  const first = venues[exchange];
  return first === undefined ? [] : [first, ...(otherRows[exchange] ?? [])];
}

/** The row that is meant; the only one where an exchange has no other. A kind of account that it has not is not made up. */
function rowFor(exchange: string, market: Market = 'spot', account: Account = 'classic'): VenueRow | undefined {
  const rows = rowsOf(exchange).filter((row) => accountOf(row) === account);
  return rows.find((row) => marketOf(row) === market) ?? rows[0];
}

/**
 * Returns what is particular to an exchange that can be traded at, and to contracts or to a kind of account there where
 * those are apart; throws EXCHANGE_UNKNOWN for any other id, and for an account that it does not have.
 */
export function venueRow(exchange: string, market?: Market, account?: Account): VenueRow {
  const row = rowFor(exchange, market, account);
  if (row === undefined) {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `Nothing can be ordered at an exchange of that id, or from such an account there; orders can go to ${venueIds.join(', ')}.`,
    );
  }
  return row;
}

/** Which kinds of markets orders go to at an exchange; none where nothing can be ordered. */
export function marketsAt(exchange: string): readonly Market[] {
  return [...new Set(rowsOf(exchange).map(marketOf))];
}

/** From which kinds of accounts orders go out at an exchange; none where nothing can be ordered. */
export function accountsAt(exchange: string): readonly Account[] {
  return [...new Set(rowsOf(exchange).map(accountOf))];
}

/** The exchanges where orders go to this kind of market. */
export function exchangesWith(market: Market): readonly string[] {
  return venueIds.filter((exchange) => marketsAt(exchange).includes(market));
}

/**
 * Returns the row of any exchange that ccxt has: the one that was written for it, or one that is made from its generated
 * list, by which it can be read and audited and nothing ordered. Throws EXCHANGE_UNKNOWN for any other id, and for an
 * account that an exchange is not known to have.
 */
export async function anyRow(exchange: string, market?: Market, account?: Account): Promise<VenueRow> {
  if (takesOrders(exchange) || account === 'unified') return venueRow(exchange, market, account);
  return listedRow(await doorListOf(exchange), auditDoorsOf(exchange), teachingOf(exchange));
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
