import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { CredentialField, Credentials } from '@gatehouse/secrets';
import { GuardError } from './error.ts';
import type { GuardedClient } from './guarded-client.ts';
import { isSigning } from './signing.ts';
import type { VenueRow } from './venues/row.ts';

/** What stands where ccxt looks for the secret, when the signature is made outside of it. */
export const PLACEHOLDER = 'held outside the exchange client';

/** Every property of a ccxt exchange that can hold a credential. */
const fields: readonly CredentialField[] = ['apiKey', 'secret', 'password', 'uid', 'walletAddress', 'privateKey'];
const unused = ['login', 'twofa', 'token', 'accountId'];

/** ccxt names a hash by handing over its implementation; these are the ones that Node has under a name. */
const hashes: readonly { readonly out: number; readonly block: number; readonly name: string }[] = [
  { out: 32, block: 64, name: 'sha256' },
  { out: 48, block: 128, name: 'sha384' },
  { out: 64, block: 128, name: 'sha512' },
];

/**
 * Puts credentials on a client so that printing, copying or serialising it shows none: they answer when asked by
 * name and are not otherwise there. Where signatures are an HMAC, the secret does not go in at all: Node keeps it in
 * a key object and ccxt signs with a placeholder that is exchanged for it in `hmac`.
 *
 * Throws CREDENTIALS_INCOMPLETE when a field is missing that the exchange needs.
 */
export function lockCredentials(client: GuardedClient, row: VenueRow, credentials: Credentials | undefined): void {
  const missing = row.credentialFields.filter((field) => credentials !== undefined && !credentials.fields.has(field));
  if (missing.length > 0) {
    throw new GuardError('CREDENTIALS_INCOMPLETE', `${row.title} needs ${missing.join(' and ')}: give all of them.`);
  }
  const secret = credentials?.fields.get('secret')?.expose();
  // A PEM key signs with another algorithm, inside ccxt.
  const outside = row.hmacOverText && secret !== undefined && !secret.includes('PRIVATE KEY');
  for (const field of fields) {
    const value = outside && field === 'secret' ? PLACEHOLDER : credentials?.fields.get(field)?.expose();
    answerOnly(client, field, value);
  }
  for (const name of unused) answerOnly(client, name, undefined);
  if (outside) installHmac(client, keyOf(secret));
}

function answerOnly(client: object, name: string, value: string | undefined): void {
  const spellings = new Set([name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]);
  for (const spelling of spellings) {
    Object.defineProperty(client, spelling, {
      configurable: false,
      enumerable: false,
      get: () => (spelling === name ? value : undefined),
      set: () => {
        throw new GuardError('SETTING_LOCKED', 'The credentials of an exchange client are set once, when it is made.');
      },
    });
  }
}

function keyOf(secret: string): KeyObject {
  const bytes = Buffer.from(secret);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function installHmac(client: object, key: KeyObject): void {
  const placeholder = Buffer.from(PLACEHOLDER);
  const own = (client as { readonly hmac: (...args: unknown[]) => unknown }).hmac;
  const hmac = (request: Uint8Array, secret: Uint8Array, hash: HashOfCcxt, digest: string = 'hex'): unknown => {
    // Exchanges that also sign with a partner's key do so with the original.
    if (!placeholder.equals(secret)) return own(request, secret, hash, digest);
    if (!isSigning(client)) {
      throw new GuardError('DOOR_CLOSED', 'A signature was asked for without a request that has a door.', {
        unsent: true,
      });
    }
    const known = hashes.find(({ out, block }) => out === hash.outputLen && block === hash.blockLen);
    if (known === undefined) {
      throw new GuardError('SETTING_LOCKED', 'The exchange asks for a signature with a hash that is not known here.');
    }
    const made = createHmac(known.name, key).update(request);
    if (digest === 'hex' || digest === 'base64') return made.digest(digest);
    return new Uint8Array(made.digest());
  };
  Object.defineProperty(client, 'hmac', { value: hmac, writable: false, configurable: false, enumerable: false });
}

interface HashOfCcxt {
  readonly outputLen: number;
  readonly blockLen: number;
}
