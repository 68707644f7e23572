import { createPrivateKey, createPublicKey } from 'node:crypto';

// PKCS #8 and SPKI for Ed25519, up to the key itself.
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The public half of a seed. */
export function publicHalfOf(seed: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** Returns true for 64 bytes of which the second half is the public half of the first: a key pair, and nothing else. */
export function isPair(bytes: Uint8Array): boolean {
  return bytes.length === 64 && publicHalfOf(bytes.subarray(0, 32)).equals(bytes.subarray(32));
}
