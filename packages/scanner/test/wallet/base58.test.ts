import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base58CheckEncoded,
  base58Checked,
  base58Decoded,
  base58Encoded,
  bitcoinAlphabet,
  rippleAlphabet,
} from '../../src/wallet/base58.ts';

const bytes = fc.uint8Array({ minLength: 0, maxLength: 70 });

describe('base58', () => {
  it('reads back what it wrote, leading zeros too, in both alphabets', () => {
    fc.assert(
      fc.property(bytes, fc.nat(3), fc.constantFrom(bitcoinAlphabet, rippleAlphabet), (tail, zeros, alphabet) => {
        const whole = Buffer.concat([Buffer.alloc(zeros), tail]);
        expect(base58Decoded(base58Encoded(whole, alphabet), alphabet)).toEqual(whole);
      }),
    );
  });

  it('writes the address of the first block as everybody does', () => {
    const payload = Buffer.from('0062e907b15cbf27d5425399ebf6f0fb50ebb88f18', 'hex');
    expect(base58CheckEncoded(payload)).toBe('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa');
  });

  it('refuses characters that are left out because they look alike, and texts that no key is as long as', () => {
    for (const text of ['0', 'O', 'I', 'l', 'a b', '=', 'é', '1'.repeat(129)])
      expect(base58Decoded(text)).toBeUndefined();
  });

  it('falls silent when one character of a checked text is another', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 57 }),
        (payload, where, step) => {
          const text = base58CheckEncoded(payload);
          expect(base58Checked(text)).toEqual(Buffer.from(payload));
          const at = where % text.length;
          const other = bitcoinAlphabet.charAt((bitcoinAlphabet.indexOf(text.charAt(at)) + step) % 58);
          expect(base58Checked(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });

  it('has no room for a checksum in a very short text', () => {
    for (const text of ['', '1', 'abcd']) expect(base58Checked(text)).toBeUndefined();
  });
});
