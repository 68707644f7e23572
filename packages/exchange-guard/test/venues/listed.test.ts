import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@gatehouse/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorList, doorListOf } from '../../src/door-list.ts';
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

describe('the row that is made of a list', () => {
  const door = { use: 'public', api: 'public', method: 'GET', path: 'markets', for: ['markets'] } as const;
  const account = { use: 'audit', api: 'private', method: 'GET', path: 'account', for: ['balance'] } as const;
  const listOf = (...doors: DoorList['doors']): DoorList =>
    ({
      exchange: 'somewhere',
      title: 'Somewhere',
      credentials: ['apiKey', 'secret', 'password', 'uid', 'walletAddress', 'privateKey', 'token', 'twofa'],
      hosts: ['api.somewhere.example'],
      doors,
    }) as unknown as DoorList;

  it('is that of an exchange where nothing is ordered, and cannot be changed', () => {
    const row = listedRow(listOf(door), []);
    expect(row).toMatchObject({
      exchange: 'somewhere',
      title: 'Somewhere',
      credentialFields: ['apiKey', 'secret', 'password', 'uid', 'walletAddress', 'privateKey'],
      hmacOverText: false,
      hosts: ['api.somewhere.example'],
      reached: ['api.somewhere.example'],
      doors: [door],
      options: {},
      bases: {},
      receiveWindowMs: 5000,
      orderRetentionMs: 0,
    });
    expect(Object.isFrozen(row)).toBe(true);
    const teaching = { options: { a: 1 }, bases: { b: 'https://b.example' } };
    expect(listedRow(listOf(door), [], teaching)).toMatchObject(teaching);
  });

  it('asks about the key by one call that it also reads with, or by what is known to ask, and then by that alone', () => {
    const reading = { ...account, use: 'read' };
    expect(listedRow(listOf(door, account), []).doors).toEqual([door, reading, account]);
    const known = { api: 'private', method: 'GET', path: 'permissions', use: 'audit' } as const;
    expect(listedRow(listOf(door, account), [known]).doors).toEqual([door, reading, known]);
  });

  it('takes the date of a plain call where the exchange has none for the time', () => {
    const clockOf = (...doors: DoorList['doors']) => listedRow(listOf(...doors), []).clock;
    expect(clockOf(door)).toEqual({ api: 'public', method: 'GET', path: 'markets', params: {} });
    expect(clockOf(door, { ...door, path: 'time', for: ['time'] })).toBeUndefined();
    for (const change of [{ use: 'read' }, { method: 'POST' }, { for: ['book'] }, { path: 'markets/{id}' }] as const) {
      expect(listedRow(listOf({ ...door, ...change }), [])).not.toHaveProperty('clock');
    }
    // Where no such call goes without a parameter, it is another small one.
    const elsewhere = listedRow({ ...listOf({ ...door, path: 'markets/{id}' }), exchange: 'bitfinex' }, []);
    const params = { symbol: 'tBTCUSD', precision: 'P0' };
    expect(elsewhere.clock).toEqual({ api: 'public', method: 'GET', path: 'book/{symbol}/{precision}', params });
  });

  it('finds the code and the words of an answer in the first of the fields where exchanges put them', () => {
    const { answerOf } = listedRow(listOf(door), []);
    const codes = ['code', 'retCode', 'err_code', 'err-code', 'errorCode', 'error_code', 'statusCode', 'label', 'name'];
    const words = ['msg', 'message', 'retMsg', 'error', 'err_msg', 'err-msg', 'errorMessage', 'reason'];
    for (const [index, name] of codes.entries()) {
      expect(answerOf(400, { [name]: 'X1' })).toStrictEqual({ status: 400, code: 'X1' });
      const later = Object.fromEntries(codes.slice(index).map((other) => [other, other]));
      expect(answerOf(400, later)).toStrictEqual({ status: 400, code: name });
    }
    for (const [index, name] of words.entries()) {
      expect(answerOf(400, { [name]: 'no' })).toStrictEqual({ status: 400, says: 'no' });
      const later = Object.fromEntries(words.slice(index).map((other) => [other, other]));
      expect(answerOf(400, later)).toStrictEqual({ status: 400, says: name });
    }
    expect(answerOf(400, { code: 7, msg: 8 })).toStrictEqual({ status: 400, code: '7', says: '8' });
    expect(answerOf(400, Object.create({ code: 7, error: ['inherited'] }))).toStrictEqual({ status: 400 });
    expect(answerOf(400, ['a', 1, null, {}, 'b'])).toStrictEqual({ status: 400, says: 'a 1 b' });
  });

  it('has a sentence and one thing to do for what a status says by itself', () => {
    const { diagnose } = listedRow(listOf(door), []);
    const key = (status: number) => ({
      says: `The exchange refuses the key, the address it was used from, or what it was used for (${status}).`,
      fix: 'On its API page check that the key exists, that this address is on its list and that reading is enabled.',
    });
    const ill = (status: number) => ({
      says: `The exchange is not well (${status}).`,
      fix: 'Wait until it is, then try again.',
    });
    for (const status of [401, 403]) expect(diagnose({ status })).toEqual(key(status));
    for (const status of [500, 503]) expect(diagnose({ status })).toEqual(ill(status));
    expect(diagnose({ status: 429 })).toEqual({
      says: 'Too many requests came from here (429).',
      fix: 'Wait a minute before trying again.',
    });
    expect(diagnose({ status: 451 })).toEqual({
      says: 'The exchange does not serve the place this machine connects from (451).',
      fix: 'Use an exchange that serves it.',
    });
    for (const status of [200, 400, 402, 404, 499]) expect(diagnose({ status })).toBeUndefined();
  });
});
