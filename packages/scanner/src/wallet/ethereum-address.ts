import { createECDH } from 'node:crypto';
import { createRequire } from 'node:module';
import { base58CheckEncoded } from './base58.ts';

// Rules judge without waiting, and few texts need this: so not `import`.
const require = createRequire(import.meta.url);

/** The address that a private key opens: 40 hex digits, in lower case. Throws for bytes that are no private key. */
export function ethereumAddressOf(key: Uint8Array): string {
  const { keccak_256: keccak } = require('@noble/hashes/sha3.js') as { keccak_256: (bytes: Uint8Array) => Uint8Array };
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(key);
  const point = curve.getPublicKey(null, 'uncompressed').subarray(1);
  return Buffer.from(keccak(point).subarray(-20)).toString('hex');
}

/** The same address as Tron writes it. */
export function tronAddressOf(ethereumAddress: string): string {
  return base58CheckEncoded(Buffer.from(`41${ethereumAddress}`, 'hex'));
}
