import { describe, expect, it } from 'vitest';
import { isScalar } from '../../src/wallet/scalar.ts';

const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';

describe('isScalar', () => {
  it('accepts from one up to the order of the curve', () => {
    const last = Buffer.from(order, 'hex');
    last[31] = 0x40;
    expect(isScalar(Buffer.from('1'.padStart(64, '0'), 'hex'))).toBe(true);
    expect(isScalar(last)).toBe(true);
  });

  it('refuses zero, the order, what is above it, and other lengths', () => {
    for (const hex of ['0'.repeat(64), order, 'f'.repeat(64), '01'.repeat(31), '01'.repeat(33)]) {
      expect(isScalar(Buffer.from(hex, 'hex'))).toBe(false);
    }
  });
});
