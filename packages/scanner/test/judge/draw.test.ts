import { expect, it } from 'vitest';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { uuid } from '../../src/judge/randomness.ts';

it('draws the same from the same seed, and other things from another', () => {
  const text = (seed: number) => drawFrom(seed).text(alphabets.base64, 64);
  expect(text(1)).toBe(text(1));
  expect(text(1)).not.toBe(text(2));
});

it('draws every letter of an alphabet, and version-4 UUIDs', () => {
  const draw = drawFrom(9);
  expect(new Set(draw.text(alphabets.hex, 2000)).size).toBe(16);
  expect(draw.uuid()).toMatch(uuid);
});
