import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type CredentialField, type Credentials, Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { lockCredentials, PLACEHOLDER } from '../src/credentials-lock.ts';
import type { GuardedClient } from '../src/guarded-client.ts';
import { whileSigning } from '../src/signing.ts';
import type { VenueRow } from '../src/venues/row.ts';

const drawn = () => randomBytes(24).toString('hex');
const every = { apiKey: drawn(), secret: drawn(), password: drawn(), uid: drawn() };
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const sizes = { sha256: [32, 64], sha384: [48, 128], sha512: [64, 128] } as const;
const hashOf = ([outputLen, blockLen]: readonly [number, number]) => ({ outputLen, blockLen });
const message = Buffer.from('what is signed');

type Held = Partial<Record<CredentialField, string>>;
interface Client extends Record<string, unknown> {
  hmac(request: Uint8Array, secret: Uint8Array, hash: object, digest?: string): unknown;
}

/** A client with no more of ccxt than makes a signature. */
function locked(held: Held | undefined, row: Partial<VenueRow> = {}): Client {
  const client = { hmac: (...args: unknown[]) => ['by ccxt', ...args] } as unknown as Client;
  const fields = new Map(Object.entries(held ?? {}).map(([name, text]) => [name as CredentialField, Secret.of(text)]));
  const credentials: Credentials | undefined = held && { exchange: 'binance', fields, origin: 'a test', exempt: [] };
  const its = { title: 'Binance', credentialFields: ['apiKey', 'secret'], hmacOverText: true, ...row } as VenueRow;
  lockCredentials(client as unknown as GuardedClient, its, credentials);
  return client;
}

const sign = (client: Client, size: readonly [number, number], ...digest: string[]): unknown =>
  whileSigning(client, () => client.hmac(message, Buffer.from(PLACEHOLDER), hashOf(size), ...digest));

describe('credentials on a client', () => {
  it('answer by their names, and are not otherwise there', () => {
    const client = locked(every, { hmacOverText: false });
    expect({ ...every }).toEqual(Object.fromEntries(Object.keys(every).map((name) => [name, client[name]])));
    expect(Object.keys(client)).toEqual(['hmac']);
    expect(JSON.stringify(client)).toBe('{}');
    const held = { walletAddress: drawn(), privateKey: drawn() };
    expect(locked(held, { credentialFields: [] })).toMatchObject(held);
  });

  it.each([
    'apiKey',
    'api_key',
    'secret',
    'password',
    'uid',
    'walletAddress',
    'wallet_address',
    'privateKey',
    'private_key',
    'login',
    'twofa',
    'token',
    'accountId',
    'account_id',
  ])('%s is set once, or not at all', (name) => {
    for (const client of [locked(every), locked(undefined)]) {
      const { get, ...kind } = Object.getOwnPropertyDescriptor(client, name) ?? expect.fail('it is not locked');
      expect(kind).toMatchObject({ configurable: false, enumerable: false });
      expect(() => Object.assign(client, { [name]: 'another' })).toThrow(
        expect.objectContaining({
          code: 'SETTING_LOCKED',
          message: 'The credentials of an exchange client are set once, when it is made.',
        }),
      );
    }
  });

  it('answer in the one spelling, and nothing where there are none', () => {
    const client = locked(every);
    expect([client.api_key, client.token, client.twofa, client.login, client.accountId]).toEqual(
      Array(5).fill(undefined),
    );
    expect(locked(undefined).apiKey).toBeUndefined();
    expect(locked(undefined).secret).toBeUndefined();
  });

  it('are wanted whole, and every one that is missing is named', () => {
    const row = { credentialFields: ['apiKey', 'secret', 'password'] as const };
    expect(() => locked({ secret: every.secret }, row)).toThrow(
      expect.objectContaining({
        code: 'CREDENTIALS_INCOMPLETE',
        message: 'Binance needs apiKey and password: give all of them.',
      }),
    );
    locked(every, row);
    // None at all are for what is public.
    locked(undefined, row);
  });
});

describe('a secret that signs by an HMAC', () => {
  it('does not go in: what stands there is exchanged for it', () => {
    const client = locked(every);
    const { secret: _, ...others } = every;
    expect(client).toMatchObject({ ...others, secret: PLACEHOLDER });
    expect(PLACEHOLDER).not.toBe('');
    for (const [name, size] of Object.entries(sizes)) {
      const made = createHmac(name, every.secret).update(message);
      const bytes = made.digest();
      expect(sign(client, size)).toBe(bytes.toString('hex'));
      expect(sign(client, size, 'hex')).toBe(bytes.toString('hex'));
      expect(sign(client, size, 'base64')).toBe(bytes.toString('base64'));
      expect(sign(client, size, 'binary')).toEqual(new Uint8Array(bytes));
    }
  });

  it('signs for a request with a door alone', () => {
    const client = locked(every);
    expect(() => client.hmac(message, Buffer.from(PLACEHOLDER), hashOf(sizes.sha256))).toThrow(
      expect.objectContaining({
        code: 'DOOR_CLOSED',
        unsent: true,
        message: 'A signature was asked for without a request that has a door.',
      }),
    );
  });

  it.each([
    [16, 64],
    [20, 64],
    [32, 128],
    [32, 136],
    [64, 64],
    [48, 64],
  ] as const)('signs with no hash of %i and %i bytes', (...size) => {
    expect(() => sign(locked(every), size)).toThrow(
      expect.objectContaining({
        code: 'SETTING_LOCKED',
        message: 'The exchange asks for a signature with a hash that is not known here.',
      }),
    );
  });

  it('is not used where a partner’s key signs, which ccxt has by itself', () => {
    const hash = hashOf(sizes.sha256);
    const partner = Buffer.from('partner');
    expect(locked(every).hmac(message, partner, hash)).toEqual(['by ccxt', message, partner, hash, 'hex']);
  });

  it('cannot be signed with by another, put in the place of ours', () => {
    const kind = Object.getOwnPropertyDescriptor(locked(every), 'hmac');
    expect(kind).toMatchObject({ writable: false, configurable: false, enumerable: false });
  });
});

describe('a secret that signs in another way', () => {
  it.each<readonly [string, Held | undefined, Partial<VenueRow>]>([
    ['where what is signed is no text', every, { hmacOverText: false }],
    ['where it is a PEM key', { ...every, secret: pem }, {}],
    ['where there is none', { apiKey: every.apiKey }, { credentialFields: ['apiKey'] }],
    ['without credentials', undefined, {}],
  ])('%s: is left to ccxt', (_where, held, row) => {
    const client = locked(held, row);
    expect(client.secret).toBe(held?.secret);
    const given = [message, Buffer.from(PLACEHOLDER), {}] as const;
    expect(client.hmac(...given)).toEqual(['by ccxt', ...given]);
  });
});
