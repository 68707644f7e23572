import { hash } from 'node:crypto';

export const bitcoinAlphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The XRP Ledger writes the same digits in another order. */
export const rippleAlphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

// Longer than an extended key (111) or a Tezos key (98); decoding takes time by the square of the length.
const longest = 128;

/** Returns the bytes of a base58 text, or undefined when a character is none of the alphabet's or it is too long. */
export function base58Decoded(text: string, alphabet = bitcoinAlphabet): Buffer | undefined {
  if (text.length > longest) return undefined;
  const values = valuesOf(alphabet);
  // Limbs of 24 bits, the lowest first, and four characters at a time: what they carry stays a whole number.
  const limbs: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    let carry = 0;
    let factor = 1;
    for (let i = at; i < at + 4 && i < text.length; i++) {
      const value = values[text.charCodeAt(i)] ?? -1;
      if (value === -1) return undefined;
      carry = carry * 58 + value;
      factor *= 58;
    }
    for (let i = 0; i < limbs.length; i++) {
      const sum = (limbs[i] as number) * factor + carry;
      limbs[i] = sum % limb;
      carry = Math.floor(sum / limb);
    }
    for (; carry > 0; carry = Math.floor(carry / limb)) limbs.push(carry % limb);
  }
  const digits = limbs.flatMap((one) => [one & 0xff, (one >> 8) & 0xff, one >> 16]);
  while (digits.at(-1) === 0) digits.pop();
  const zero = alphabet.charAt(0);
  for (let i = 0; text.charAt(i) === zero; i++) digits.push(0);
  return Buffer.from(digits.reverse());
}

const limb = 1 << 24;
const tables = new Map<string, Int8Array>();

function valuesOf(alphabet: string): Int8Array {
  const known = tables.get(alphabet);
  if (known) return known;
  const made = new Int8Array(128).fill(-1);
  for (const [value, character] of [...alphabet].entries()) made[character.charCodeAt(0)] = value;
  tables.set(alphabet, made);
  return made;
}

export function base58Encoded(bytes: Uint8Array, alphabet = bitcoinAlphabet): string {
  const digits: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let i = 0; i < digits.length; i++) {
      carry += (digits[i] ?? 0) * 256;
      digits[i] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  for (let i = 0; bytes[i] === 0; i++) digits.push(0);
  return digits
    .reverse()
    .map((digit) => alphabet.charAt(digit))
    .join('');
}

/** Returns what a base58check text carries, without its four bytes of checksum; undefined when they do not fit. */
export function base58Checked(text: string, alphabet = bitcoinAlphabet): Buffer | undefined {
  const bytes = base58Decoded(text, alphabet);
  if (!bytes || bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, -4);
  return checksumOf(payload).equals(bytes.subarray(-4)) ? payload : undefined;
}

export function base58CheckEncoded(payload: Uint8Array, alphabet = bitcoinAlphabet): string {
  return base58Encoded(Buffer.concat([payload, checksumOf(payload)]), alphabet);
}

function checksumOf(payload: Uint8Array): Buffer {
  return hash('sha256', hash('sha256', payload, 'buffer'), 'buffer').subarray(0, 4);
}
