import type { Credentials } from '@gatehouse/secrets';
import { baseAddress } from './base-addresses.ts';
import { ccxtClassOf } from './ccxt-class.ts';
import { lockCredentials } from './credentials-lock.ts';
import { type GuardedClient, guardedClass } from './guarded-client.ts';
import { Permits } from './permits.ts';
import type { Scrub } from './scrub.ts';
import { fix } from './settings-lock.ts';
import { assertHosts } from './stand-in.ts';
import type { Transport } from './transport.ts';
import type { Turns } from './turns.ts';
import type { VenueRow } from './venues/row.ts';
import { addressOf, wallsOf } from './walls.ts';

export interface Arming {
  readonly row: VenueRow;
  readonly credentials: Credentials | undefined;
  readonly exchangeUrl: string | undefined;
  readonly clock: () => Date;
  readonly transport: Transport;
  readonly scrub: Scrub;
  /** Shared by the clients that one key signs for. */
  readonly turns: Turns;
}

export interface Armed {
  readonly client: GuardedClient;
  readonly permits: Permits;
  /** The whole addresses behind its doors. */
  readonly addresses: readonly string[];
}

/** What asks about the key, apart from all the rest: each has a client of its own. */
export function apart(row: VenueRow): { readonly asking: VenueRow; readonly acting: VenueRow } {
  const only = (audits: boolean): VenueRow =>
    Object.freeze({ ...row, doors: row.doors.filter(({ use }) => (use === 'audit') === audits) });
  return { asking: only(true), acting: only(false) };
}

/** Builds the two clients of one key: neither can do what is for the other. */
export async function armedClients(given: Arming): Promise<{ readonly asking: Armed; readonly acting: Armed }> {
  const { asking, acting } = apart(given.row);
  return { asking: await armed({ ...given, row: asking }), acting: await armed({ ...given, row: acting }) };
}

/** Builds one client with its key and its walls. It can do what its doors allow from here on, and nothing else ever. */
async function armed(given: Arming): Promise<Armed> {
  const { row, credentials, transport, scrub, turns } = given;
  const client = await built(given);
  lockCredentials(client, row, credentials);
  const permits = new Permits(row);
  const baseOf = (api: string): string => baseAddress(client.urls.api, api);
  client.arm({ walls: wallsOf(row, baseOf), permits, transport, scrub, turns });
  return { client, permits, addresses: row.doors.map((door) => addressOf(door, baseOf)) };
}

/** One client, built with our hosts, options and number type, and looked at before it is used. */
async function built({ row, exchangeUrl, clock, turns }: Arming): Promise<GuardedClient> {
  const Class = guardedClass(await ccxtClassOf(row.exchange), row, exchangeUrl);
  const client = new Class({ number: String, enableRateLimit: false, options: row.options });
  assertHosts(client.urls.api, row, exchangeUrl);
  // Signatures carry our clock, the one that was compared with the exchange's.
  fix(client, 'milliseconds', () => clock().getTime());
  fix(client, 'seconds', () => Math.floor(clock().getTime() / 1000));
  if (row.inTurn) fix(client, 'nonce', () => turns.next(clock()));
  return client;
}
