import { Secret } from '@gatehouse/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCredentials } from '../doors/credentials.ts';
import { type Loopback, loopback } from '../doors/loopback.ts';
import { apart, armedClients } from '../src/armed-client.ts';
import type { CcxtClient } from '../src/ccxt-class.ts';
import { ccxtIds } from '../src/ccxt-ids.ts';
import { openVenue } from '../src/index.ts';
import { doorsOf } from '../src/inner-doors.ts';
import { scrubberOf } from '../src/scrub.ts';
import { transportOf } from '../src/transport.ts';
import { turnsOf } from '../src/turns.ts';
import type { Door, RawCall, VenueRow } from '../src/venues/row.ts';
import { anyRow } from '../src/venues.ts';
import { partOf } from '../src/walls.ts';

const transport = transportOf({ timeoutMs: 2000 });
const clock = () => new Date();
const closed = expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true });
let server: Loopback;
beforeAll(async () => {
  server = await loopback();
});
afterAll(async () => {
  transport.close();
  await server.stop();
});

const keyOf = (row: VenueRow) => {
  const drawn = drawCredentials(row.exchange);
  const fields = new Map(row.credentialFields.map((field) => [field, Secret.of(drawn[field] ?? '')] as const));
  return { exchange: row.exchange, fields, origin: 'test', exempt: [] };
};

const clientsOf = (row: VenueRow) =>
  armedClients({
    row,
    credentials: keyOf(row),
    exchangeUrl: server.url,
    clock,
    transport,
    scrub: scrubberOf([]),
    turns: turnsOf(),
  });

const call = async (client: CcxtClient, { path, api, method }: Door): Promise<unknown> =>
  client.request(path, partOf(api), method, {});

/** Whether the same request has another use than this one. */
const alsoUsed = ({ doors }: VenueRow, { use, api, method, path }: Door): boolean =>
  doors.some((door) => door.use !== use && door.api === api && door.method === method && door.path === path);

describe('the two rooms of every exchange', () => {
  it('are told apart by what their doors are for, and none is lost', async () => {
    for (const id of ccxtIds) {
      const row = await anyRow(id);
      const { asking, acting } = apart(row);
      expect(asking.doors.filter(({ use }) => use !== 'audit')).toEqual([]);
      expect(acting.doors.filter(({ use }) => use === 'audit')).toEqual([]);
      expect(asking.doors.length + acting.doors.length).toBe(row.doors.length);
    }
  });
});

// One exchange that orders can go to by each way of signing, and some that can only be read.
describe.each(['binance', 'kraken', 'coinbase', 'kucoin', 'gate', 'upbit'])('at %s', (id) => {
  it('what asks about the key can do nothing else, and what does the rest cannot ask about it', async () => {
    const row = await anyRow(id);
    const { asking, acting } = apart(row);
    const clients = await clientsOf(row);
    const [auditor, actor] = [clients.asking.client, clients.acting.client];
    const closedTo = (of: readonly Door[]) => of.filter((door) => !alsoUsed(row, door));
    server.take();
    for (const door of closedTo(acting.doors)) await expect(call(auditor, door), door.path).rejects.toThrow(closed);
    for (const door of closedTo(asking.doors)) await expect(call(actor, door), door.path).rejects.toThrow(closed);
    expect(server.take()).toEqual([]);
    expect(closedTo(acting.doors).length).toBeGreaterThan(0);
  });
});

describe('each client', () => {
  const at = new Date(1_790_000_000_999);
  const built = async (id: string, over: Partial<VenueRow> = {}, exchangeUrl?: string) => {
    const row = { ...(await anyRow(id)), ...over };
    const turns = turnsOf();
    const given = {
      row,
      credentials: keyOf(row),
      exchangeUrl,
      clock: () => at,
      transport,
      scrub: scrubberOf([]),
      turns,
    };
    const { asking, acting } = await armedClients(given);
    return [asking.client, acting.client] as unknown as Record<string, () => unknown>[];
  };

  it('is not built where an address of its class leads to a host that is not the exchange’s own', async () => {
    await expect(built('kraken', { hosts: ['api.kraken.com'] })).rejects.toMatchObject({ code: 'HOST_FOREIGN' });
    await expect(built('kraken')).resolves.toHaveLength(2);
  });

  it('goes by our clock, and counts on where its exchange wants it', async () => {
    for (const client of await built('kraken', {}, server.url)) {
      expect([client.milliseconds?.(), client.seconds?.()]).toEqual([1_790_000_000_999, 1_790_000_000]);
    }
    const [asking, acting] = await built('kraken', {}, server.url);
    expect([asking?.nonce?.(), acting?.nonce?.(), asking?.nonce?.()]).toEqual([0, 1, 2].map((n) => at.getTime() + n));
    for (const client of await built('binance', {}, server.url)) {
      expect(client.nonce?.()).toBe(client.nonce?.());
    }
  });

  it('has the options of its row, and reads numbers as the text they were sent as', async () => {
    for (const client of await built('binance', { options: { ours: 'set' } }, server.url)) {
      expect(client).toMatchObject({ number: String, options: { ours: 'set' } });
    }
  });
});

describe('a venue', () => {
  it('audits by the client that has no order and no market in it', async () => {
    const row = await anyRow('kraken');
    const venue = await openVenue({
      exchange: 'kraken',
      credentials: keyOf(row),
      exchangeUrl: server.url,
      clock,
      bot: 'test',
    });
    server.take();
    const { audit } = doorsOf(venue);
    for (const door of row.doors.filter(({ use }) => use !== 'audit')) {
      await expect(audit({ ...door, params: {} } as RawCall), door.path).rejects.toThrow(closed);
    }
    expect(server.take()).toEqual([]);
    await audit({ api: 'private', method: 'POST', path: 'GetApiKeyInfo', params: {} }).catch(() => undefined);
    await doorsOf(venue)
      .openOrdersRaw()
      .catch(() => undefined);
    expect(server.take().map(({ path }) => path)).toEqual(['/0/private/GetApiKeyInfo', '/0/private/OpenOrders']);
    venue.close();
  });

  it('goes by one count and one turn, whichever of its clients signs', async () => {
    const row = await anyRow('kraken');
    const venue = await openVenue({
      exchange: 'kraken',
      credentials: keyOf(row),
      exchangeUrl: server.url,
      clock: () => new Date(1_790_000_000_000),
      bot: 'test',
    });
    server.take();
    const { audit, openOrdersRaw } = doorsOf(venue);
    const ask: RawCall = { api: 'private', method: 'POST', path: 'GetApiKeyInfo', params: {} };
    await Promise.allSettled([audit(ask), openOrdersRaw(), audit(ask), openOrdersRaw()]);
    const nonces = server.take().map(({ body }) => Number(new URLSearchParams(body).get('nonce')));
    expect(nonces).toEqual([0, 1, 2, 3].map((more) => 1_790_000_000_000 + more));
    venue.close();
  });
});
