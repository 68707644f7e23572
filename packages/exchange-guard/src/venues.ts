import type { CredentialField } from '@gatehouse/secrets';
import { GuardError } from './error.ts';
import { binance } from './venues/binance.ts';
import type { VenueRow } from './venues/row.ts';

/** The exchanges there is a door to. Another one is a file beside binance.ts and a row here. */
const venues: Readonly<Record<string, VenueRow>> = Object.freeze({ __proto__: null as never, binance });

export const venueIds: readonly string[] = Object.freeze(Object.keys(venues));

/** Returns what is particular to an exchange; throws EXCHANGE_UNKNOWN for an id without a row. */
export function venueRow(exchange: string): VenueRow {
  const row = venues[exchange];
  if (row === undefined) {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `There is no guarded door to an exchange of that id; there is one to ${venueIds.join(', ')}.`,
    );
  }
  return row;
}

/** Returns which credentials an exchange needs, without loading anything. */
export async function credentialFieldsOf(exchange: string): Promise<readonly CredentialField[]> {
  return venueRow(exchange).credentialFields;
}

/**
 * Returns every host that a venue will be reached at, for allowEgress: the exchange's own, or the stand-in's alone.
 * Loads nothing.
 */
export function hostsOf(exchange: string, exchangeUrl?: string): readonly string[] {
  const row = venueRow(exchange);
  return exchangeUrl === undefined ? row.reached.map((host) => `${host}:443`) : [hostAndPort(exchangeUrl)];
}

/** `host:port` of an address, the port written out. */
export function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}
