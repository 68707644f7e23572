import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CredentialField, Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { auditPermissions } from '../src/audit.ts';
import { openVenue } from '../src/venue.ts';
import { restrictions } from './fake-exchange.ts';

/** An exchange that answers a signed call only when its signature is right, and remembers that it was. */
async function verifying(isRight: (payload: string, signature: string) => boolean) {
  const verified: boolean[] = [];
  const server = createServer((request, response) => {
    const [, query = ''] = (request.url ?? '').split('?');
    const at = query.lastIndexOf('&signature=');
    const right = at > 0 && isRight(query.slice(0, at), decodeURIComponent(query.slice(at + 11)));
    verified.push(right);
    response.writeHead(right ? 200 : 400, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(right ? restrictions : { code: -1022, msg: 'Signature for this request is not valid.' }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    verified,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function audited(url: string, secret: string) {
  const fields = new Map<CredentialField, Secret>([
    ['apiKey', Secret.of(randomBytes(32).toString('hex'))],
    ['secret', Secret.of(secret)],
  ]);
  const venue = await openVenue({
    exchange: 'binance',
    credentials: { exchange: 'binance', fields, origin: 'a test', exempt: [] },
    exchangeUrl: url,
    clock: () => new Date(),
    bot: 'test',
  });
  try {
    return await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock: () => new Date() });
  } finally {
    venue.close();
  }
}

const pems: Record<string, () => { privateKey: string; publicKey: string }> = {
  Ed25519: () =>
    generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }),
  RSA: () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }),
};

describe('a Binance key', () => {
  it.each(Object.entries(pems))(
    'of kind %s signs what the exchange verifies with its public half',
    async (kind, make) => {
      const { privateKey, publicKey } = make();
      const key: KeyObject = createPublicKey(publicKey);
      await using exchange = await verifying((payload, signature) =>
        verify(kind === 'RSA' ? 'sha256' : null, Buffer.from(payload), key, Buffer.from(signature, 'base64')),
      );
      expect(await audited(exchange.url, privateKey.trimEnd())).toMatchObject({ result: 'pass' });
      expect(exchange.verified).toEqual([true]);
    },
  );

  it('of kind HMAC signs with its secret', async () => {
    const secret = randomBytes(32).toString('hex');
    await using exchange = await verifying(
      (payload, signature) => createHmac('sha256', secret).update(payload).digest('hex') === signature,
    );
    expect(await audited(exchange.url, secret)).toMatchObject({ result: 'pass' });
  });

  it.each(Object.entries(pems))(
    'of kind %s that is not the one on the key’s page is a wrong signature',
    async (_, make) => {
      await using exchange = await verifying(() => false);
      const verdict = await audited(exchange.url, make().privateKey.trimEnd());
      expect(verdict).toMatchObject({ result: 'fail', evidence: { venueCode: '-1022' } });
      expect(JSON.stringify(verdict)).not.toContain('PRIVATE KEY');
    },
  );
});
