import { createHmac, pbkdf2Sync } from 'node:crypto';
import { evmAddress, publicPoint } from './encodings.ts';
import { masterKey } from './kits-wallet.ts';
import type { Negative } from './negative.ts';

// Keys that everybody knows, computed from what defines them, so that none stands here.
const junk = `${'test '.repeat(11)}junk`;
const about = `${'abandon '.repeat(11)}about`;
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The key at m/44'/60'/0'/0/index of a phrase: Hardhat's and Anvil's accounts. */
function accountOf(phrase: string, index: number): Buffer {
  const seed = pbkdf2Sync(phrase, 'mnemonic', 2048, 64, 'sha512');
  let node = createHmac('sha512', 'Bitcoin seed').update(seed).digest();
  for (const step of [44 + 2 ** 31, 60 + 2 ** 31, 2 ** 31, 0, index]) {
    const key = node.subarray(0, 32);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(step);
    const front = step >= 2 ** 31 ? Buffer.concat([Buffer.alloc(1), key]) : publicPoint(key, 'compressed');
    const next = createHmac('sha512', node.subarray(32)).update(front).update(number).digest();
    const sum = (BigInt(`0x${next.toString('hex', 0, 32)}`) + BigInt(`0x${key.toString('hex')}`)) % order;
    node = Buffer.concat([Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'), next.subarray(32)]);
  }
  return node.subarray(0, 32);
}

export const knownNegatives: readonly Negative[] = [
  {
    name: 'hardhat-keys',
    paths: ['hardhat.config.ts', 'test/fixtures.ts', 'README.md', '.env.example'],
    known: (lines) =>
      lines.flatMap((line) =>
        [...line.matchAll(/\b(?:0x)?[0-9a-f]{64}\b/g)].map(([written]) => ({
          class: 'hardhat-key',
          part: 'key',
          written,
          expects: 'info' as const,
        })),
      ),
    write: (random) =>
      [0, 1, random.below(10)].map((index) => {
        const key = accountOf(junk, index);
        return random.pick([
          `PRIVATE_KEY=0x${key.toString('hex')}`,
          `Account #${index}: ${evmAddress(key)}\nPrivate Key: 0x${key.toString('hex')}`,
          `const deployerKey = '0x${key.toString('hex')}';`,
        ]);
      }),
  },
  {
    name: 'known-phrases',
    paths: ['test/wallet.test.ts', 'docs/seeds.md', 'anvil.sh', '.env.test'],
    known: () =>
      [junk, about].map((written) => ({ class: 'known-phrase', part: 'phrase', written, expects: 'info' as const })),
    write: () => [`mnemonic: '${junk}',`, `MNEMONIC="${about}"`],
  },
  {
    name: 'bip32-vectors',
    paths: ['test/bip32.test.ts', 'vectors.json'],
    known: (lines) =>
      lines.flatMap((line) =>
        [...line.matchAll(/xprv\w+/g)].map(([written]) => ({
          class: 'bip32-vector',
          part: 'key',
          written,
          expects: 'info' as const,
        })),
      ),
    write: () => [`expect(master).toBe('${masterKey(Buffer.from(Array.from({ length: 16 }, (_, at) => at))).xprv}');`],
  },
];
