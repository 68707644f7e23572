import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32Decoded, base32Encoded, bech32Encoded, crc16, isBech32 } from '../../src/wallet/checksum.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });

describe('bech32', () => {
  it('accepts the shortest text of BIP-173 in either case, not in both at once', () => {
    expect(isBech32(bech32Encoded('a', Buffer.from([1])), 'a')).toBe(true);
    const text = 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw';
    expect(isBech32(text, 'abcdef')).toBe(true);
    expect(isBech32(text.toUpperCase(), 'abcdef')).toBe(true);
    expect(isBech32(`A${text.slice(1)}`, 'abcdef')).toBe(false);
    expect(isBech32(text, 'abcde')).toBe(false);
  });

  it('falls silent when one character is another', () => {
    const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 31 }), (payload, where, step) => {
        const text = bech32Encoded('nsec', payload);
        expect(isBech32(text, 'nsec')).toBe(true);
        const at = 5 + (where % (text.length - 5));
        const other = alphabet.charAt((alphabet.indexOf(text.charAt(at)) + step) % 32);
        expect(isBech32(text.slice(0, at) + other + text.slice(at + 1), 'nsec')).toBe(false);
      }),
    );
  });
});

describe('crc16', () => {
  it('gives the check value of its catalogue entry', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  });
});

describe('base32', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(bytes, (all) => {
        expect(base32Decoded(base32Encoded(all))).toEqual(Buffer.from(all));
      }),
    );
  });

  it('refuses what is not of its alphabet', () => {
    for (const text of ['a', '0', '1', '8', '=']) expect(base32Decoded(text)).toBeUndefined();
  });
});
