import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryLimit } from '../src/memory.ts';
import { place } from './fixture.ts';

it('gives back what a strategy kept, null before, apart from other strategies, across restarts', async () => {
  using home = place();
  const journal = await home.open();
  expect(await journal.memory('a')).toBeNull();
  await journal.remember('a', { fast: [1, 2], slow: null });
  await journal.remember('b', 'mine');
  await journal.close();
  const again = await home.open();
  expect(await again.memory('a')).toEqual({ fast: [1, 2], slow: null });
  expect(await again.memory('b')).toBe('mine');
  await again.close();
});

it('gives back any JSON as JSON would', async () => {
  using home = place();
  const journal = await home.open();
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      await journal.remember('a', value as never);
      expect(await journal.memory('a')).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 30 },
  );
  await journal.close();
});

it('refuses more than 64 KiB, counted in bytes, with MEMORY_TOO_LARGE and keeps what it had', async () => {
  using home = place();
  const journal = await home.open();
  const most = 'x'.repeat(memoryLimit - 2);
  await journal.remember('a', most);
  for (const value of [`${most}x`, 'ü'.repeat(memoryLimit / 2)]) {
    await expect(journal.remember('a', value)).rejects.toMatchObject({ code: 'MEMORY_TOO_LARGE' });
  }
  expect(await journal.memory('a')).toBe(most);
  await expect(journal.remember('', 1)).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
  await journal.close();
});
