import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../src/judge/draw.ts';
import { isMadeUp, knownFrom } from '../../src/wallet/known-keys.ts';
import { wordsOf } from '../../src/wallet/word-lists.ts';
import { derived } from '../derive.ts';

const bytes = (seed: number) => {
  const draw = drawFrom(seed);
  return Buffer.from(Array.from({ length: 32 }, () => draw.number(256)));
};

describe('knownFrom', () => {
  it('knows the phrase of Hardhat and Anvil, and the first twenty accounts that it leads to', () => {
    const phrase = [...Array.from({ length: 11 }, () => 'test'), 'junk'].join(' ');
    expect(knownFrom(phrase)).toContain('Hardhat');
    for (let account = 0; account < 20; account++) {
      expect(knownFrom(derived(phrase, `44'/60'/0'/0/${account}`).key.toString('hex'))).toContain('Hardhat');
    }
  });

  it('knows the accounts that the test phrase of BIP-39 leads to', () => {
    const phrase = [...Array.from({ length: 11 }, () => 'abandon'), 'about'].join(' ');
    expect(knownFrom(derived(phrase, "44'/60'/0'/0/0").key.toString('hex'))).toContain('BIP-39');
  });

  it('knows them after any number of others', () => {
    const phrase = [...Array.from({ length: 11 }, () => 'test'), 'junk'].join(' ');
    for (let seed = 1; seed < 150; seed++) {
      knownFrom(bytes(seed).toString('hex'));
      expect(knownFrom(phrase)).toContain('Hardhat');
    }
  });

  it('knows nothing of a key that was drawn', () => {
    for (let seed = 1; seed < 200; seed++) expect(knownFrom(bytes(seed).toString('hex'))).toBeUndefined();
    expect(knownFrom(wordsOf('english').slice(0, 12).join(' '))).toBeUndefined();
  });
});

describe('isMadeUp', () => {
  it('tells keys that were typed from keys that were drawn', () => {
    const typed = [
      `${'00'.repeat(31)}01`,
      '46'.repeat(32),
      'ab'.repeat(32),
      '0123456789abcdef'.repeat(4),
      'deadbeef'.repeat(8),
    ];
    const counted = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
    for (const key of typed) expect(isMadeUp(Buffer.from(key, 'hex'))).toBe(true);
    expect(isMadeUp(counted)).toBe(true);
    expect(isMadeUp(counted.toReversed())).toBe(true);
    for (let seed = 1; seed < 500; seed++) expect(isMadeUp(bytes(seed))).toBe(false);
  });
});
