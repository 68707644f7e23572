import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { auditPermissions, openVenue } from '../../src/index.ts';
import { letters } from '../contract/row.ts';
import { permissionsOf, problemsOf, read } from './reading.ts';

it('is asked where ccxt has no address, and signed as its documentation has it', async () => {
  let seen: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders } | undefined;
  const server = createServer(({ method = '', url = '', headers }, response) => {
    seen = { method, url, headers };
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const apiKey = randomBytes(42).toString('base64');
  const secret = randomBytes(64);
  const venue = await openVenue({
    exchange: 'krakenfutures',
    credentials: {
      exchange: 'krakenfutures',
      fields: new Map([
        ['apiKey' as const, Secret.of(apiKey)],
        ['secret' as const, Secret.of(secret.toString('base64'))],
      ]),
      origin: 'test',
      exempt: [],
    },
    exchangeUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock: () => new Date(),
    bot: 'test',
  });
  await auditPermissions(venue, { need: 'swap', acceptUnknown: {}, clock: () => new Date() });
  venue.close();
  server.close();

  const path = '/api/auth/v1/api-keys/v3/check';
  const authent = createHmac('sha512', secret).update(createHash('sha256').update(path).digest()).digest('base64');
  expect(seen).toMatchObject({ method: 'GET', url: path, headers: { apikey: apiKey, authent } });
});

it('is asked at the host of the exchange itself, where no stand-in is wanted', async () => {
  const clock = () => new Date();
  const venue = await openVenue({ exchange: 'krakenfutures', credentials: undefined, clock, bot: 'test' });
  expect(venue.hosts).toEqual(['futures.kraken.com:443']);
});

describe('krakenfutures', () => {
  it('believes nothing of rights whose names nobody has documented', () => {
    const reading = read('krakenfutures', ({ check }) => ({
      check: { ...(check as object), permissions: { general: 'full-access', withdrawal: 'no-access' } },
    }));
    expect(permissionsOf(reading).scopes).toMatchObject({ withdraw: 'unknown', futures: 'unknown', read: true });
  });

  it('is not understood when it answers about another key', () => {
    const reading = read('krakenfutures', ({ check }) => ({ check: { ...(check as object), apiKey: letters(56) } }));
    expect(problemsOf(reading)).toContain('not this key');
  });
});
