import { describe, expect, it } from 'vitest';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { expectedEntropy, looksDrawn, randomnessOf } from '../../src/judge/randomness.ts';

describe('looksDrawn', () => {
  const draw = drawFrom(42);
  const rows = [
    { name: 'hex', alphabet: alphabets.hex, lengths: [24, 32, 64] },
    { name: 'upper hex', alphabet: alphabets.upperHex, lengths: [32] },
    { name: 'letters and digits', alphabet: alphabets.alphanumeric, lengths: [18, 36, 64] },
    { name: 'base64', alphabet: alphabets.base64, lengths: [32, 56, 88] },
  ];

  it.each(rows)('believes at least 99 of 100 drawn values of $name', ({ alphabet, lengths }) => {
    for (const length of lengths) {
      const believed = Array.from({ length: 1000 }, () => looksDrawn(draw.text(alphabet, length))).filter(Boolean);
      expect(believed.length, `length ${length}`).toBeGreaterThan(990);
    }
  });

  it('does not believe names, words and sequences, however long', () => {
    const written = [
      'getAccessTokenSilently2',
      'MY_API_SECRET_KEY_NAME',
      'kubernetes.io/service-account-token',
      'base64EncodedSecretValue1',
      'x86_64-unknown-linux-gnu',
      'createHmacSha256Signature',
      '0123456789abcdef0123456789abcdef',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      '1234567890123456789012345678901234',
      'a'.repeat(64),
      'deadbeef'.repeat(8),
      'short1',
    ];
    for (const text of written) expect(looksDrawn(text), text).toBe(false);
  });

  it('reads an UUID and a 0x number as the hex they are', () => {
    expect(looksDrawn(draw.uuid())).toBe(true);
    expect(looksDrawn(`0x${draw.text(alphabets.hex, 64)}`)).toBe(true);
    expect(looksDrawn(draw.uuid().replace(/[0-9a-f]/g, '0'))).toBe(false);
  });
});

describe('the measures behind it', () => {
  it('expects of a draw what draws show, at every length', () => {
    const draw = drawFrom(3);
    for (const length of [16, 32, 64]) {
      const values = Array.from({ length: 500 }, () => randomnessOf(draw.text(alphabets.hex, length)).evenness);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean, `length ${length}`).toBeCloseTo(1, 1);
    }
  });

  it('never expects more bits than the alphabet or the length allow', () => {
    for (const [alphabet, length] of [[16, 512] as const, [62, 8] as const, [94, 64] as const]) {
      expect(expectedEntropy(alphabet, length)).toBeLessThanOrEqual(Math.min(Math.log2(alphabet), Math.log2(length)));
    }
  });
});
