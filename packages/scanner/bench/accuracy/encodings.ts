import { createECDH, createHash } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3.js';

const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const rippleAlphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

export function base58(bytes: Uint8Array, alphabet = base58Alphabet): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = alphabet.charAt(0) + text;
  }
  return text;
}

const withChecksum = (bytes: Uint8Array) => Buffer.concat([bytes, sha256(sha256(bytes)).subarray(0, 4)]);

export const base58check = (bytes: Uint8Array) => base58(withChecksum(bytes));

export const rippleBase58check = (bytes: Uint8Array) => base58(withChecksum(bytes), rippleAlphabet);

const bech32Alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** BIP-173, or BIP-350 with its own constant: both end in six characters of checksum. */
export function bech32(prefix: string, bytes: Uint8Array, { version, constant = 1 }: Bech32Options = {}): string {
  const data = [...(version === undefined ? [] : [version]), ...fiveBits(bytes)];
  const head = [...prefix];
  const expanded = [...head.map((one) => one.charCodeAt(0) >> 5), 0, ...head.map((one) => one.charCodeAt(0) & 31)];
  const sum = polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ constant;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...data, ...check].map((value) => bech32Alphabet.charAt(value)).join('')}`;
}

interface Bech32Options {
  readonly version?: number;
  readonly constant?: number;
}

function fiveBits(bytes: Uint8Array): number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: Math.ceil(bits.length / 5) }, (_, index) =>
    Number.parseInt(bits.slice(index * 5, index * 5 + 5).padEnd(5, '0'), 2),
  );
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, factor] of generator.entries()) if ((top >>> bit) & 1) sum ^= factor;
  }
  return sum >>> 0;
}

export function publicPoint(privateKey: Uint8Array, form: 'compressed' | 'uncompressed'): Buffer {
  const pair = createECDH('secp256k1');
  pair.setPrivateKey(privateKey);
  return pair.getPublicKey(null, form);
}

/** EIP-55: the case of its letters is a checksum. */
export function evmAddress(privateKey: Uint8Array): string {
  const point = publicPoint(privateKey, 'uncompressed').subarray(1);
  const plain = Buffer.from(keccak_256(point)).toString('hex').slice(24);
  const hash = Buffer.from(keccak_256(Buffer.from(plain))).toString('hex');
  return `0x${[...plain].map((one, at) => (hash.charCodeAt(at) > 0x37 ? one.toUpperCase() : one)).join('')}`;
}

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return fiveBits(bytes)
    .map((value) => alphabet.charAt(value))
    .join('');
}

/** CRC-16/XMODEM, with which Stellar's keys end. */
export function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff;
  }
  return sum;
}

/** A length and a value, as ASN.1's DER has them. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

/** Lines of base64 between a head and a foot. The dashes are joined here, so that this source begins no key. */
export function pem(label: string, bytes: Uint8Array, width = 64): string {
  const dashes = '-'.repeat(5);
  const body =
    Buffer.from(bytes)
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return [`${dashes}BEGIN ${label}${dashes}`, ...body, `${dashes}END ${label}${dashes}`].join('\n');
}
