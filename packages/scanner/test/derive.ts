import { createECDH, createHmac, pbkdf2Sync } from 'node:crypto';

/** A node of BIP-32: its private key and what the next ones are drawn from. */
export interface Node {
  readonly key: Buffer;
  readonly chain: Buffer;
}

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The node that a phrase leads to by a path such as `44'/60'/0'/0/0`; what wallets do, and nothing else in here does. */
export function derived(phrase: string, path: string): Node {
  const seed = pbkdf2Sync(phrase.normalize('NFKD'), 'mnemonic', 2048, 64, 'sha512');
  const root = split('Bitcoin seed', seed);
  return path
    .split('/')
    .filter((step) => step !== '')
    .reduce(childOf, { key: root.left, chain: root.right });
}

function childOf({ key, chain }: Node, step: string): Node {
  const index = Buffer.alloc(4);
  index.writeUInt32BE(Number.parseInt(step, 10) + (step.endsWith("'") ? 0x80000000 : 0));
  const from = step.endsWith("'") ? Buffer.concat([Buffer.alloc(1), key]) : publicKeyOf(key);
  const { left, right } = split(chain, Buffer.concat([from, index]));
  const sum = (BigInt(`0x${left.toString('hex')}`) + BigInt(`0x${key.toString('hex')}`)) % order;
  return { key: Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'), chain: right };
}

export function publicKeyOf(key: Buffer): Buffer {
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(key);
  return curve.getPublicKey(null, 'compressed');
}

function split(key: string | Buffer, text: Buffer): { left: Buffer; right: Buffer } {
  const all = createHmac('sha512', key).update(text).digest();
  return { left: all.subarray(0, 32), right: all.subarray(32) };
}
