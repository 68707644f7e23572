import type { Kit, KitRow } from './corpus.ts';
import { der, pem } from './encodings.ts';
import type { Random } from './random.ts';

const oid = {
  rsa: Buffer.from('06092a864886f70d010101', 'hex'),
  ec: Buffer.from('06072a8648ce3d0201', 'hex'),
  p256: Buffer.from('06082a8648ce3d030107', 'hex'),
  k256: Buffer.from('06052b8104000a', 'hex'),
  ed25519: Buffer.from('06032b6570', 'hex'),
  pbes2: Buffer.from('06092a864886f70d01050d', 'hex'),
};

const number = (bytes: Uint8Array) => der(2, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
const zero = number(Buffer.from([0]));

// An RSA key's numbers have its lengths and order and are drawn, not prime: nothing that reads text can tell.
function rsaNumbers(random: Random, bytes = 256): Buffer {
  const half = bytes / 2;
  const drawn = [bytes, 3, bytes, half, half, half, half, half];
  const numbers = drawn.map((length) => number(length === 3 ? Buffer.from([1, 0, 1]) : random.bytes(length)));
  return der(0x30, zero, ...numbers);
}

const ecNumbers = (random: Random) =>
  der(
    0x30,
    number(Buffer.from([1])),
    der(4, random.bytes(32)),
    der(0xa1, der(3, Buffer.from([0, 4]), random.bytes(64))),
  );

const pkcs8 = (kind: Uint8Array, key: Uint8Array) => der(0x30, zero, kind, der(4, key));

const kinds: Readonly<Record<string, (random: Random) => string>> = {
  'pem-rsa': (random) => pem('RSA PRIVATE KEY', rsaNumbers(random)),
  'pem-rsa-pkcs8': (random) => pem('PRIVATE KEY', pkcs8(der(0x30, oid.rsa, Buffer.from([5, 0])), rsaNumbers(random))),
  'pem-ec': (random) => pem('EC PRIVATE KEY', ecNumbers(random)),
  'pem-ec-pkcs8': (random) =>
    pem('PRIVATE KEY', pkcs8(der(0x30, oid.ec, random.pick([oid.p256, oid.k256])), ecNumbers(random))),
  'pem-ed25519': (random) => pem('PRIVATE KEY', pkcs8(der(0x30, oid.ed25519), der(4, random.bytes(32)))),
  'pem-encrypted': (random) =>
    pem('ENCRYPTED PRIVATE KEY', der(0x30, der(0x30, oid.pbes2, random.bytes(60)), der(4, random.bytes(1232)))),
  'pem-openssh': (random) =>
    pem(
      'OPENSSH PRIVATE KEY',
      Buffer.concat([Buffer.from('openssh-key-v1\0\0\0\0\x04none', 'latin1'), random.bytes(230)]),
      70,
    ),
  'pem-pgp': (random) => pem('PGP PRIVATE KEY BLOCK', random.bytes(900)).replace('\n', '\n\n'),
};

const names = [
  ['private', 'key'],
  ['api', 'private', 'key'],
  ['signing', 'key'],
  ['rsa', 'key'],
  ['key', 'pem'],
];

export const pemKits: readonly KitRow[] = Object.entries(kinds).map(([name, draw]) => ({
  class: name,
  family: 'pem',
  draw: (random): Kit => {
    const [title, host] = random.pick([
      ['Binance', 'api.binance.com'],
      ['Bybit', 'api.bybit.com'],
      ['Deploy', 'git.internal'],
    ] as const);
    const secrets = [{ part: 'pem', value: draw(random), names }];
    return {
      class: name,
      family: 'pem',
      form: 'block',
      title,
      id: title.toLowerCase(),
      host,
      secrets,
      publics: [],
      needsContext: false,
      needsLabel: false,
    };
  },
}));
