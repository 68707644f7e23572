import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { beginning, sealsUnder } from '../src/seals.ts';

const seals = sealsUnder(createSecretKey(Buffer.alloc(32, 1)));

it('a seal stays the same for ever: trails of years ago must verify', () => {
  expect(seals.entry('{"v":1}')).toBe('7b8ebd8f44440a0c0f6ae2ebf70b1a84954f4312f6c928afe8c73d04ca775201');
  expect(seals.head(beginning)).toBe('67eb8453ab624a4c47a81b6ac2a12e04e77f36d24791f9b232ec9ad1dbdd6940');
  expect(seals.checkpoint(beginning, '')).toBe('a52e11fa2c473c5bbc3ecde473bac6ff39533aa0822c60dea171bff676ec0ab2');
});

it('a seal made for one purpose, under another key, or over other text is another seal', () => {
  const other = sealsUnder(createSecretKey(Buffer.alloc(32, 2)));
  const mark = { sequence: 1, hash: 'a' };
  const all = [
    seals.entry('x'),
    other.entry('x'),
    seals.entry('y'),
    seals.head(mark),
    seals.head({ ...mark, sequence: 2 }),
    seals.checkpoint(mark, ''),
    seals.checkpoint(mark, 'later'),
    seals.entry('head\n1\na'),
  ];
  expect(new Set(all).size).toBe(all.length);
});
