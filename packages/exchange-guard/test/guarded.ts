import { afterAll, afterEach, beforeEach } from 'vitest';
import { type CcxtConstructor, ccxtClassOf } from '../src/ccxt-class.ts';
import { lockCredentials } from '../src/credentials-lock.ts';
import { type GuardedClient, guardedClass } from '../src/guarded-client.ts';
import { Permits } from '../src/permits.ts';
import { scrubberOf } from '../src/scrub.ts';
import { transportOf } from '../src/transport.ts';
import { turnsOf } from '../src/turns.ts';
import type { VenueRow } from '../src/venues/row.ts';
import { venueRow } from '../src/venues.ts';
import { wallsOf } from '../src/walls.ts';
import { FakeExchange } from './fake-exchange.ts';

// Binance's client with all its guards, before an exchange on loopback.

export type AnyClient = GuardedClient & Record<string, unknown>;

export const row = venueRow('binance');
export const Base = await ccxtClassOf('binance');
const transport = transportOf({ timeoutMs: 2000 });

/** Of the test that runs, in files that call `anewForEach`. */
export let exchange: FakeExchange;
export let client: AnyClient;

export function anewForEach(): void {
  beforeEach(async () => {
    exchange = await new FakeExchange().start();
    client = build(exchange);
  });
  afterEach(() => exchange.stop());
  afterAll(() => transport.close());
}

export function build(
  { url, credentials }: FakeExchange,
  its: VenueRow = row,
  From: CcxtConstructor = Base,
  permits = new Permits(its),
): AnyClient {
  const Class = guardedClass(From, its, url);
  const built = new Class({ number: String, enableRateLimit: false, options: row.options }) as AnyClient;
  lockCredentials(built, its, credentials);
  built.arm({
    walls: wallsOf(its, (api) => (built.urls.api as Record<string, string>)[api] ?? ''),
    permits,
    transport,
    scrub: scrubberOf(credentials.fields.values()),
    turns: turnsOf(),
  });
  return built;
}

/** Whatever it is called, and whatever it throws at once or later. */
export const call = (client: AnyClient, name: string, ...args: unknown[]): Promise<unknown> =>
  (async () => (client[name] as (...given: unknown[]) => unknown)(...args))();
