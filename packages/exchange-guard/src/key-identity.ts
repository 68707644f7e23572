import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { PLACEHOLDER } from './credentials-lock.ts';
import { whileSigning } from './signing.ts';

/** What a reader may know of the key itself, to find it in a list of keys. The secret is not in it. */
export interface KeyIdentity {
  /** Whether a text is the id of this key: whole, or masked as exchanges do it (its beginning and end around `*` or dots). */
  isKeyId(told: unknown): boolean;
  /** The address that a wallet key signs for; undefined where keys are no wallets. */
  readonly signer: string | undefined;
  /** The wallet that is traded with, as configured. */
  readonly wallet: string | undefined;
  /** The id of the key and an HMAC of a text under its secret, for an exchange that takes the proof as parameters. */
  prove(text: string): { readonly keyId: string; readonly signature: string };
}

interface Held {
  readonly keyId?: string | undefined;
  readonly wallet?: string | undefined;
  readonly signer?: () => string | undefined;
  readonly hmac?: (text: string) => string;
}

/** Less of a masked id than this says nothing about whose it is. */
const SHOWN_AT_LEAST = 6;

/** Makes the identity of a key. What it knows is held in functions, so that printing it shows nothing. */
export function keyIdentityOf({ keyId, wallet, signer, hmac }: Held): KeyIdentity {
  const identity: KeyIdentity = {
    isKeyId: (told) => keyId !== undefined && typeof told === 'string' && (same(told, keyId) || masks(told, keyId)),
    get signer() {
      return signer?.();
    },
    get wallet() {
      return wallet;
    },
    prove: (text) => ({ keyId: keyId ?? '', signature: hmac?.(text) ?? '' }),
  };
  return Object.freeze(identity);
}

/** The little of a ccxt client that tells whose key it holds. */
interface Keyed {
  readonly apiKey?: unknown;
  readonly secret?: unknown;
  readonly walletAddress?: unknown;
  readonly privateKey?: unknown;
  ethGetAddressFromPrivateKey?(privateKey: string): unknown;
  hmac?(text: Uint8Array, secret: Uint8Array, hash: object, digest: string): unknown;
}

/** The identity of the key that a client was given. The secret stays where it is held. */
export function identityOf(client: object): KeyIdentity {
  const keyed = client as Keyed;
  const { apiKey, walletAddress } = keyed;
  return keyIdentityOf({
    keyId: text(apiKey),
    wallet: text(walletAddress),
    signer: () => {
      const privateKey = text(keyed.privateKey);
      return privateKey === undefined
        ? undefined
        : text(whileSigning(client, () => keyed.ethGetAddressFromPrivateKey?.(privateKey)));
    },
    hmac: (signed) => {
      const secret = text(keyed.secret);
      if (secret === undefined) return '';
      if (secret !== PLACEHOLDER) return createHmac('sha256', secret).update(signed).digest('hex');
      const made = whileSigning(client, () => keyed.hmac?.(bytes(signed), bytes(secret), sha256, 'hex'));
      return text(made) ?? '';
    },
  });
}

/** ccxt names a hash by its sizes. */
const sha256 = { outputLen: 32, blockLen: 64 };

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const bytes = (of: string): Uint8Array => Buffer.from(of);

function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

function masks(told: string, keyId: string): boolean {
  const parts = /^([A-Za-z0-9_-]*)(?:\*+|\.{2,}|…)([A-Za-z0-9_-]*)$/.exec(told);
  if (parts === null) return false;
  const [, start = '', end = ''] = parts;
  const shown = start.length + end.length;
  return shown >= SHOWN_AT_LEAST && shown < keyId.length && keyId.startsWith(start) && keyId.endsWith(end);
}
