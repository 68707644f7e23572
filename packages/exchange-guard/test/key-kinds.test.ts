import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CredentialField, Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { auditPermissions } from '../src/audit.ts';
import { openVenue } from '../src/venue.ts';
import { restrictions } from './fake-exchange.ts';

interface Arrived {
  readonly method: string;
  /** The address with its query, as it is signed by most. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An exchange on loopback, and what arrived there. */
async function listening(answer: (arrived: Arrived) => { readonly status: number; readonly body: unknown }) {
  const seen: Arrived[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const arrived = { method, path, headers, body: Buffer.concat(parts).toString() };
      seen.push(arrived);
      const { status, body } = answer(arrived);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A Binance that answers a signed call only when its signature is right, and remembers that it was. */
async function verifying(isRight: (payload: string, signature: string) => boolean) {
  const verified: boolean[] = [];
  const exchange = await listening(({ path }) => {
    const [, query = ''] = path.split('?');
    const at = query.lastIndexOf('&signature=');
    const right = at > 0 && isRight(query.slice(0, at), decodeURIComponent(query.slice(at + 11)));
    verified.push(right);
    if (right) return { status: 200, body: restrictions };
    return { status: 400, body: { code: -1022, msg: 'Signature for this request is not valid.' } };
  });
  return { ...exchange, verified };
}

type Fields = Readonly<Partial<Record<CredentialField, string>>>;

async function auditedAt(exchange: string, url: string, key: Fields, need: 'spot' | 'swap' = 'spot') {
  const fields = new Map(
    (Object.entries(key) as [CredentialField, string][]).map(([name, value]) => [name, Secret.of(value)]),
  );
  const clock = () => new Date();
  const credentials = { exchange, fields, origin: 'a test', exempt: [] };
  const venue = await openVenue({ exchange, credentials, exchangeUrl: url, clock, bot: 'test' });
  try {
    return await auditPermissions(venue, { need, acceptUnknown: {}, clock });
  } finally {
    venue.close();
  }
}

const audited = (url: string, secret: string) =>
  auditedAt('binance', url, { apiKey: randomBytes(32).toString('hex'), secret });

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

/** Both kinds of key that Coinbase hands out, as the bot is given them, with the public half that Coinbase keeps. */
const coinbaseKeys: Record<string, () => { secret: string; algorithm: string; isRight: Verify }> = {
  'EC PEM': () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return {
      secret: privateKey.export({ type: 'sec1', format: 'pem' }).toString().trimEnd(),
      algorithm: 'ES256',
      isRight: (signed, signature) =>
        verify('sha256', Buffer.from(signed), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
    };
  },
  'Ed25519 base64': () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
    return {
      secret: Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]).toString('base64'),
      algorithm: 'EdDSA',
      isRight: (signed, signature) => verify(null, Buffer.from(signed), publicKey, signature),
    };
  },
};

type Verify = (signed: string, signature: Buffer) => boolean;

/** A Coinbase that believes nothing but a token that this key signed, for this very call. */
const coinbase = (isRight: Verify) => {
  const tokens: { header: Record<string, unknown>; claims: Record<string, unknown>; right: boolean }[] = [];
  const rights = {
    can_view: true,
    can_trade: true,
    can_transfer: false,
    portfolio_uuid: '',
    portfolio_type: 'DEFAULT',
  };
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const exchange = listening(({ headers }) => {
    const [, header = '', claims = '', signature = ''] =
      /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
    const right = isRight(`${header}.${claims}`, Buffer.from(signature, 'base64url'));
    tokens.push({ header: json(header), claims: json(claims), right });
    return right ? { status: 200, body: rights } : { status: 401, body: 'Unauthorized' };
  });
  return exchange.then((listening) => ({ ...listening, tokens }));
};

describe('a Coinbase key', () => {
  const apiKey = `organizations/${randomUUID()}/apiKeys/${randomUUID()}`;

  it.each(Object.entries(coinbaseKeys))('of kind %s signs a token that its public half verifies', async (_, make) => {
    const { secret, algorithm, isRight } = make();
    await using exchange = await coinbase(isRight);
    expect(await auditedAt('coinbase', exchange.url, { apiKey, secret })).toMatchObject({
      result: 'pass',
      permissions: { signedCallAnswered: true },
    });
    const [{ header, claims, right } = expect.fail('no token arrived')] = exchange.tokens;
    expect(exchange.tokens).toHaveLength(1);
    expect(right).toBe(true);
    expect(header).toMatchObject({ alg: algorithm, kid: apiKey });
    // Good for this one call at this one place, and not for long. ccxt leaves out `https://`; here it is http.
    const call = `GET ${exchange.url}/api/v3/brokerage/key_permissions`;
    expect([claims.uri, claims.uris].flat()).toContain(call);
    expect(claims.sub).toBe(apiKey);
    expect(Number(claims.exp) * 1000 - Date.now()).toBeLessThanOrEqual(120_000);
    const [{ path, headers, body } = expect.fail()] = exchange.seen;
    expect(`${path} ${JSON.stringify(headers)} ${body}`).not.toContain(secret.slice(40, 60));
  });

  it.each(Object.entries(coinbaseKeys))('of kind %s that Coinbase does not know is refused', async (_, make) => {
    await using exchange = await coinbase(make().isRight);
    const { secret } = make();
    const verdict = await auditedAt('coinbase', exchange.url, { apiKey, secret });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { code: 'VENUE_REFUSED', status: 401 } });
    expect(JSON.stringify(verdict)).not.toContain(secret.slice(40, 60));
  });
});

interface Passphrased {
  readonly exchange: string;
  readonly header: string;
  /** What stands in the header. */
  readonly shown: (passphrase: string, secret: string) => string;
  readonly signature: (headers: IncomingMessage['headers']) => { readonly at: unknown; readonly sign: unknown };
  readonly answer: unknown;
  readonly refusal: { readonly code: string; readonly msg: string };
}

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64');
const passphrased: readonly Passphrased[] = [
  {
    exchange: 'okx',
    header: 'ok-access-passphrase',
    shown: (passphrase) => passphrase,
    signature: (headers) => ({ at: headers['ok-access-timestamp'], sign: headers['ok-access-sign'] }),
    answer: {
      code: '0',
      msg: '',
      data: [{ uid: '2', mainUid: '1', label: 'bot', perm: 'read_only,trade', ip: '203.0.113.7' }],
    },
    refusal: { code: '50105', msg: 'The OK-ACCESS-PASSPHRASE is incorrect' },
  },
  {
    exchange: 'kucoin',
    header: 'kc-api-passphrase',
    // Not the passphrase itself, which a log of the request would then hold.
    shown: (passphrase, secret) => hmac(secret, passphrase),
    signature: (headers) => ({ at: headers['kc-api-timestamp'], sign: headers['kc-api-sign'] }),
    answer: {
      code: '200000',
      data: { permission: 'General,Spot', ipWhitelist: '203.0.113.7', isMaster: false, createdAt: 1_790_000_000_000 },
    },
    refusal: { code: '400004', msg: 'Invalid KC-API-PASSPHRASE' },
  },
  {
    exchange: 'bitget',
    header: 'access-passphrase',
    shown: (passphrase) => passphrase,
    signature: (headers) => ({ at: headers['access-timestamp'], sign: headers['access-sign'] }),
    answer: { code: '00000', msg: 'success', data: { authorities: ['stor', 'stow'], ips: '203.0.113.7', parentId: 1 } },
    refusal: { code: '40012', msg: 'apikey/password is incorrect' },
  },
];

describe.each(passphrased)('a key of $exchange', ({ exchange: id, header, shown, signature, answer, refusal }) => {
  const draw = () => ({
    apiKey: randomUUID(),
    secret: randomBytes(32).toString('hex'),
    password: randomBytes(12).toString('base64url'),
  });

  it('is shown by its passphrase, in the header for it alone, and by a signature over the call', async () => {
    const key = draw();
    await using exchange = await listening(({ method, path, headers }) => {
      const { at, sign } = signature(headers);
      const right = sign === hmac(key.secret, `${String(at)}${method}${path}`);
      return right && headers[header] === shown(key.password, key.secret)
        ? { status: 200, body: answer }
        : { status: 401, body: refusal };
    });
    expect((await auditedAt(id, exchange.url, key)).permissions).toMatchObject({ signedCallAnswered: true });
    const [{ path, headers, body } = expect.fail('nothing arrived')] = exchange.seen;
    const { [header]: own, ...others } = headers;
    const elsewhere = `${path} ${JSON.stringify(others)} ${body}`;
    for (const hidden of [key.password, key.secret, String(own)]) expect(elsewhere).not.toContain(hidden);
  });

  it('with another passphrase is refused, and nothing of it is repeated', async () => {
    const key = draw();
    await using exchange = await listening(() => ({ status: 401, body: { ...refusal, data: null } }));
    const verdict = await auditedAt(id, exchange.url, key);
    expect(verdict).toMatchObject({ result: 'fail', evidence: { code: 'VENUE_REFUSED', venueCode: refusal.code } });
    for (const hidden of Object.values(key)) expect(JSON.stringify(verdict)).not.toContain(hidden);
  });
});

describe('a Hyperliquid key', () => {
  // The first private key there is, and the address that all of Ethereum knows it by.
  const privateKey = `0x${'1'.padStart(64, '0')}`;
  const signer = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf';
  const owner = `0x${'ab'.repeat(20)}`;
  const info = (roles: Readonly<Record<string, unknown>>) =>
    listening(({ body }) => {
      const { type, user } = JSON.parse(body) as { type: string; user: string };
      return { status: 200, body: type === 'userRole' ? (roles[user] ?? { role: 'missing' }) : [] };
    });

  it('of an agent wallet is known by the address that it signs for, and let through', async () => {
    await using exchange = await info({ [signer]: { role: 'agent', data: { user: owner } } });
    const verdict = await auditedAt('hyperliquid', exchange.url, { walletAddress: owner, privateKey }, 'swap');
    expect(verdict).toMatchObject({ result: 'warn', permissions: { kind: 'agent-wallet' } });
    expect(exchange.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /info', 'POST /info']);
    for (const { body, headers } of exchange.seen) {
      expect(`${body} ${JSON.stringify(headers)}`).not.toContain(privateKey.slice(2));
    }
  });

  it.each([
    ['the master wallet itself', signer, { [signer]: { role: 'user' } }, 'kind'],
    ['the master wallet, whatever the exchange calls it', signer, { [signer]: { role: 'agent', data: {} } }, 'kind'],
    ['some other master wallet', owner, { [signer]: { role: 'user' } }, 'kind'],
  ])('of %s is refused', async (_what, walletAddress, roles, fact) => {
    await using exchange = await info(roles);
    const verdict = await auditedAt('hyperliquid', exchange.url, { walletAddress, privateKey }, 'swap');
    expect(verdict).toMatchObject({ result: 'fail', permissions: { kind: 'master-wallet' } });
    expect(verdict.evidence.against).toContain(fact);
    expect(verdict.fix).toMatch(/agent wallet/);
  });

  it.each([
    ['an agent of somebody else', { [signer]: { role: 'agent', data: { user: `0x${'cd'.repeat(20)}` } } }],
    ['nobody', {}],
  ])('of %s is refused', async (_what, roles) => {
    await using exchange = await info(roles);
    const verdict = await auditedAt('hyperliquid', exchange.url, { walletAddress: owner, privateKey }, 'swap');
    expect(verdict).toMatchObject({ result: 'fail' });
    expect(verdict).not.toHaveProperty('permissions');
  });
});
