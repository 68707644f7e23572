import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPair, publicHalfOf } from '../../src/wallet/ed25519-pair.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
const half = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

describe('an Ed25519 pair', () => {
  it('is a seed with its own public half', () => {
    expect(publicHalfOf(seed)).toEqual(half);
    expect(isPair(Buffer.concat([seed, half]))).toBe(true);
  });

  it('is nothing else of that length, and nothing of another', () => {
    for (const bytes of [
      Buffer.concat([half, seed]),
      Buffer.concat([seed, seed]),
      seed,
      Buffer.alloc(0),
      Buffer.alloc(64),
    ]) {
      expect(isPair(bytes)).toBe(false);
    }
  });
});
