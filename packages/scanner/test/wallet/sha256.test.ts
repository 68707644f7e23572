import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/wallet/sha256.ts';

it('gives what node:crypto gives, of any text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(text, (one) => {
      expect(sha256(one)).toBe(hash('sha256', one, 'hex'));
    }),
  );
});

it('gives it at every length around the end of a block', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'a'.repeat(length);
    expect(sha256(text), `${length} characters`).toBe(hash('sha256', text, 'hex'));
  }
});
