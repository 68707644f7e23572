import { alphabets, type Draw } from '../judge/draw.ts';
import { looksDrawn } from '../judge/randomness.ts';
import type { Hit, Judgement, KeywordRule } from '../judge/rule.ts';
import { knownFrom } from '../wallet/known-keys.ts';

const facts = {
  severity: 'block',
  finds: 'wallet file (a private key behind a password)',
  fix: 'move the funds to a new account: whoever has the file can try passwords for as long as they like',
} as const;

/** Between a name and its value in JSON, escaped or not, in YAML and in code. */
const sign = /\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?/.source;

/** The file of geth, Parity, web3 and most wallets ("version 3"), in one line, indented, or inside another JSON. */
export const keystoreRule: KeywordRule = {
  ...facts,
  id: 'wallet-keystore',
  keywords: ['ciphertext'],
  reach: 'at',
  pattern: new RegExp(`ciphertext${sign}(?:0x)?(?<value>[0-9a-f]{64})(?![0-9a-f])`, 'gi'),
  judge: (hit) => {
    const around = hit.text.slice(Math.max(0, hit.at - 2500), hit.at + 2500);
    const isWhole =
      /kdfparams|\bkdf\b/i.test(around) && new RegExp(`\\bmac${sign}(?:0x)?[0-9a-f]{64}`, 'i').test(around);
    return isWhole && weighed(hit);
  },
  samples: (draw) => {
    const { text, file } = drawFile(draw);
    return {
      match: [
        JSON.stringify(file(text)),
        JSON.stringify(file(text), null, 2),
        JSON.stringify({ log: JSON.stringify(file(text)) }),
        `crypto:\n  cipher: aes-128-ctr\n  ciphertext: ${text}\n  kdf: scrypt\n  kdfparams: {}\n  mac: ${draw.text(alphabets.hex, 64)}\n`,
      ],
      noMatch: [
        JSON.stringify(file(text.slice(1))),
        JSON.stringify({ ciphertext: text }),
        JSON.stringify(file('ab'.repeat(32))),
        JSON.stringify({ ciphertext: text, kdf: 'scrypt', mac: 'the hash of key and ciphertext' }),
      ],
    };
  },
};

/** The file of Ethereum's validators (EIP-2335): the key stands under `cipher`, and not under `checksum`. */
export const validatorKeystoreRule: KeywordRule = {
  ...facts,
  id: 'wallet-validator-keystore',
  keywords: ['aes-128-ctr'],
  reach: 'at',
  pattern: new RegExp(
    `aes-128-ctr[\\s\\\\"',{}:]{1,80}params[^{}]{0,40}\\{[^{}]{0,120}\\}[\\s\\\\"',]{1,80}message${sign}(?<value>[0-9a-f]{64})(?![0-9a-f])`,
    'gi',
  ),
  judge: weighed,
  samples: (draw) => {
    const hex = (length: number) => draw.text(alphabets.hex, length);
    const file = (message: string) => ({
      crypto: {
        kdf: { function: 'scrypt', params: { dklen: 32, salt: hex(64) }, message: '' },
        checksum: { function: 'sha256', params: {}, message: hex(64) },
        cipher: { function: 'aes-128-ctr', params: { iv: hex(32) }, message },
      },
      path: 'm/12381/3600/0/0/0',
      version: 4,
    });
    return {
      match: [
        JSON.stringify(file(hex(64))),
        JSON.stringify(file(hex(64)), null, 2),
        JSON.stringify(JSON.stringify(file(hex(64)))),
      ],
      noMatch: [JSON.stringify(file('')), JSON.stringify(file(hex(32))), `"aes-128-ctr" ${hex(64)}`],
    };
  },
};

function weighed({ value }: Hit): Judgement {
  const known = knownFrom(value.toLowerCase());
  return known === undefined ? looksDrawn(value) : { severity: 'info', known };
}

function drawFile(draw: Draw) {
  const hex = (length: number) => draw.text(alphabets.hex, length);
  const file = (ciphertext: string) => ({
    address: hex(40),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: hex(32) },
      ciphertext,
      kdf: 'scrypt',
      kdfparams: { dklen: 32, n: 262144, p: 1, r: 8, salt: hex(64) },
      mac: hex(64),
    },
    id: draw.uuid(),
    version: 3,
  });
  return { text: hex(64), file };
}
