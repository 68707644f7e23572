import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@gatehouse/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorListOf } from '../../src/door-list.ts';
import {
  checkIds,
  type GateOptions,
  issueClearance,
  type KeyPermissions,
  openGate,
  openVenue,
} from '../../src/index.ts';
import { doorsOf } from '../../src/inner-doors.ts';
import { listedRow } from '../../src/venues/listed.ts';

const seen: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url?.split('?', 1)[0]}`);
    response.setHeader('content-type', 'application/json');
    response.end('{"status":"success","data":[],"available":[]}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const open = (exchange: string) => {
  const drawn = Secret.of('d'.repeat(16));
  const fields = new Map([
    ['apiKey' as const, drawn],
    ['secret' as const, drawn],
  ]);
  const credentials = { exchange, fields, references: [] } as never;
  return openVenue({ exchange, credentials, exchangeUrl: url, clock: () => new Date(), bot: 'test', timeoutMs: 2000 });
};

describe('an exchange that nobody has taught us to order at', () => {
  it('can be read, by the doors of its generated list', async () => {
    const venue = await open('btcmarkets');
    seen.length = 0;
    await venue.loadMarkets().catch(() => undefined);
    await venue.balances().catch(() => undefined);
    expect(seen).toEqual(['GET /v3/markets', 'GET /v3/accounts/me/balances']);
    venue.close();
  });

  it('can be audited by a signed call', async () => {
    const venue = await open('btcmarkets');
    const { row, audit } = doorsOf(venue);
    const [door] = row.doors.filter(({ use }) => use === 'audit');
    if (door === undefined) expect.fail('no door to audit by');
    expect(await audit({ api: door.api, method: 'GET', path: door.path, params: {} })).toMatchObject({ data: [] });
    venue.close();
  });

  it('has no gate, no rescue, and no order that would be recognised', async () => {
    const venue = await open('btcmarkets');
    const { row, cancel, openOrdersRaw } = doorsOf(venue);
    const unknown = expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' });
    expect(row.wireOrder('anything')).toBeUndefined();
    expect(row.doors.filter(({ use }) => use === 'order' || use === 'cancel')).toEqual([]);
    await expect((async () => cancel({ clientOrderId: 'a', marketId: 'b' }))()).rejects.toThrow(unknown);
    await expect((async () => openOrdersRaw())()).rejects.toThrow(unknown);
    const clearance = issueClearance({
      checks: checkIds.map((id) => ({ id, result: 'pass' })),
      fingerprint: 'none',
      permissions: {} as KeyPermissions,
      clock: () => new Date(),
    });
    expect(() => openGate({ venue, clearance } as GateOptions)).toThrow(unknown);
    venue.close();
  });

  it('wants the credentials that can be held here, and says what an answer means by its status alone', async () => {
    const row = listedRow(await doorListOf('ndax'), []);
    expect([...row.credentialFields].sort()).toEqual(['apiKey', 'password', 'secret', 'uid']);
    expect(row.answerOf(401, { retCode: 10003, retMsg: 'no such key' })).toEqual({
      status: 401,
      code: '10003',
      says: 'no such key',
    });
    expect(row.answerOf(401, { error: { name: 'invalid_access_key', message: 'no such key' } })).toEqual({
      status: 401,
      code: 'invalid_access_key',
      says: 'no such key',
    });
    expect(row.answerOf(200, { error: ['EAPI:Invalid key'] })).toEqual({ status: 200, says: 'EAPI:Invalid key' });
    expect(row.answerOf(500, ['error', 10100, 'apikey: invalid'])).toMatchObject({
      says: 'error 10100 apikey: invalid',
    });
    for (const odd of [undefined, null, 'text', [], { code: {}, message: [] }, { error: {} }, { error: [{}] }]) {
      expect(row.answerOf(500, odd)).toEqual({ status: 500 });
    }
    for (const status of [401, 403, 429, 451, 503]) {
      expect(row.diagnose({ status })).toEqual({ says: expect.any(String), fix: expect.any(String) });
    }
    expect(row.diagnose({ status: 400 })).toBeUndefined();
    // Nothing that comes from there proves anything.
    expect([row.provesRejected, row.saysClock, row.saysNotFound].map((says) => says({ status: 400 }))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
