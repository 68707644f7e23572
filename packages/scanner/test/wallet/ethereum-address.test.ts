import { describe, expect, it } from 'vitest';
import { ethereumAddressOf, tronAddressOf } from '../../src/wallet/ethereum-address.ts';
import { derived } from '../derive.ts';

// The phrase of Hardhat and Anvil, whose first account stands in every tutorial.
const phrase = [...Array.from({ length: 11 }, () => 'test'), 'junk'].join(' ');

describe('ethereumAddressOf', () => {
  it('derives the address of the first account of every local node', () => {
    const address = 'f39fd6e51aad88f6f4ce6ab8827279cfffb92266';
    expect(ethereumAddressOf(derived(phrase, "44'/60'/0'/0/0").key)).toBe(address);
    expect(tronAddressOf(address)).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/);
  });

  it('refuses what is no private key', () => {
    for (const bytes of [Buffer.alloc(32), Buffer.alloc(32, 0xff), Buffer.alloc(5)]) {
      expect(() => ethereumAddressOf(bytes)).toThrow();
    }
  });
});
