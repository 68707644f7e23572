import type { Draw } from '../judge/draw.ts';
import type { Judgement, RunRule } from '../judge/rule.ts';
import { base58CheckEncoded, base58Checked, bitcoinAlphabet, rippleAlphabet } from '../wallet/base58.ts';
import { isMadeUp, knownFrom } from '../wallet/known-keys.ts';
import { isScalar } from '../wallet/scalar.ts';

/** A kind of key that is written in base58 and ends with a checksum: one text in four thousand million has it by chance. */
interface CheckedKey {
  readonly id: string;
  readonly finds: string;
  readonly alphabet?: string;
  readonly lengths: readonly [least: number, most: number];
  readonly begins: string;
  /** Returns the secret in it, or undefined when it is another thing of the same kind, such as an address. */
  readonly secretOf: (payload: Buffer) => Buffer | undefined;
  /** Payloads to write samples with, and one that is no secret. */
  readonly draw: (bytes: (length: number) => Buffer) => readonly Buffer[];
  readonly drawPublic: (bytes: (length: number) => Buffer) => Buffer;
}

const hex = (text: string) => Buffer.from(text, 'hex');
const scalarIn = (bytes: Buffer) => (isScalar(bytes) ? bytes : undefined);
/** A point of the curve as public keys are written: 02 or 03, and 32 bytes. */
const pointOf = (bytes: Buffer) => Buffer.concat([hex('02'), bytes]);

// Bitcoin, its testnet, Litecoin, Dogecoin, Dash: the first byte of a private key that a wallet can import.
const wifVersions: readonly number[] = [0x80, 0xef, 0xb0, 0x9e, 0xcc];

const kinds: readonly CheckedKey[] = [
  {
    id: 'wallet-wif',
    finds: 'Bitcoin private key (WIF)',
    lengths: [51, 52],
    begins: '5KL9cT6QX7',
    secretOf: (payload) => {
      const isCompressed = payload.length === 34 && payload[33] === 1;
      if (!isCompressed && payload.length !== 33) return undefined;
      return wifVersions.includes(payload[0] ?? 0) ? scalarIn(payload.subarray(1, 33)) : undefined;
    },
    draw: (bytes) =>
      wifVersions.flatMap((version) => [
        Buffer.concat([Buffer.from([version]), bytes(32), hex('01')]),
        Buffer.concat([Buffer.from([version]), bytes(32)]),
      ]),
    drawPublic: (bytes) => Buffer.concat([hex('80'), bytes(32), hex('02')]),
  },
  {
    id: 'wallet-extended-key',
    finds: 'extended private key',
    // xprv, yprv, zprv, tprv, Ltpv and all others: the public ones of the same length hold a point and not a number.
    lengths: [107, 112],
    begins: 'xyztuvYZUVLMd',
    secretOf: (payload) => (payload.length === 78 && payload[45] === 0 ? scalarIn(payload.subarray(46)) : undefined),
    draw: (bytes) =>
      ['0488ade4', '049d7878', '04b2430c', '04358394', '044a4e28', '045f18bc', '0295b005', '02aa7a99', '019d9cfe'].map(
        (version) => Buffer.concat([hex(version), hex('03'), bytes(40), hex('00'), bytes(32)]),
      ),
    drawPublic: (bytes) => Buffer.concat([hex('0488b21e'), hex('03'), bytes(40), pointOf(bytes(32))]),
  },
  {
    id: 'wallet-encrypted-key',
    finds: 'Bitcoin private key behind a password (BIP-38)',
    lengths: [58, 58],
    begins: '6',
    secretOf: (payload) =>
      payload.length === 39 && payload[0] === 1 && [0x42, 0x43].includes(payload[1] ?? 0) ? payload : undefined,
    draw: (bytes) => [
      Buffer.concat([hex('0142e0'), bytes(36)]),
      Buffer.concat([hex('0142c0'), bytes(36)]),
      Buffer.concat([hex('014300'), bytes(36)]),
    ],
    drawPublic: (bytes) => Buffer.concat([hex('0141'), bytes(37)]),
  },
  {
    id: 'wallet-xrp-seed',
    finds: 'XRP Ledger seed',
    alphabet: rippleAlphabet,
    lengths: [28, 31],
    begins: 's',
    secretOf: (payload) => {
      if (payload.length === 17 && payload[0] === 0x21) return payload.subarray(1);
      return payload.length === 19 && payload.subarray(0, 3).equals(hex('01e14b')) ? payload.subarray(3) : undefined;
    },
    draw: (bytes) => [
      Buffer.concat([hex('21'), bytes(16)]),
      Buffer.concat([hex('01e14b'), bytes(16)]),
      Buffer.concat([hex('21'), bytes(16)]),
    ],
    drawPublic: (bytes) => Buffer.concat([hex('00'), bytes(20)]),
  },
  {
    id: 'wallet-tezos-key',
    finds: 'Tezos private key',
    lengths: [54, 98],
    begins: 'e',
    secretOf: (payload) => {
      if (payload.length === 36 && payload.subarray(0, 4).equals(hex('0d0f3a07'))) return payload.subarray(4);
      return payload.length === 68 && payload.subarray(0, 4).equals(hex('2bf64e07')) ? payload.subarray(4) : undefined;
    },
    draw: (bytes) => [
      Buffer.concat([hex('0d0f3a07'), bytes(32)]),
      Buffer.concat([hex('2bf64e07'), bytes(64)]),
      Buffer.concat([hex('0d0f3a07'), bytes(32)]),
    ],
    drawPublic: (bytes) => Buffer.concat([hex('0d0f25d9'), bytes(32)]),
  },
];

export const checkedKeyRules: readonly RunRule[] = kinds.map(ruleFor);

function ruleFor(kind: CheckedKey): RunRule {
  const { id, finds, lengths, begins, alphabet = bitcoinAlphabet } = kind;
  return {
    id,
    severity: 'block',
    finds,
    fix: 'move the funds to a new key, and keep that one off every disk',
    runs: { alphabet: 'base58', lengths, begins },
    judge: ({ value }) => judged(value, kind, alphabet),
    samples: (draw) => samplesOf(kind, alphabet, draw),
  };
}

function judged(value: string, { secretOf }: CheckedKey, alphabet: string): Judgement {
  const payload = base58Checked(value, alphabet);
  const secret = payload && secretOf(payload);
  if (!secret) return false;
  const known = isMadeUp(secret) ? 'a key that nobody drew, such as 1' : knownFrom(value);
  return known === undefined ? true : { severity: 'info', known };
}

function samplesOf({ draw, drawPublic }: CheckedKey, alphabet: string, from: Draw) {
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => from.number(256)));
  const texts = draw(bytes).map((payload) => base58CheckEncoded(payload, alphabet));
  const [first = '', second = '', third = ''] = texts;
  const at = 20 + from.number(8);
  const other = alphabet.charAt((alphabet.indexOf(first.charAt(at)) + 1 + from.number(57)) % 58);
  return {
    match: [
      `KEY=${first}\n`,
      `const key = '${second}';`,
      `{"sourcesContent":["import\\n${third}\\nnext"]}`,
      `https://wallet.example/import?key=${first}&network=main`,
      ...texts.map((text) => `- ${text}\r\n`),
    ],
    noMatch: [
      `KEY=${first.slice(0, at)}${other}${first.slice(at + 1)}`,
      `KEY=${first}${first.slice(0, 9)}`,
      `KEY=${base58CheckEncoded(drawPublic(bytes), alphabet)}`,
    ],
  };
}
