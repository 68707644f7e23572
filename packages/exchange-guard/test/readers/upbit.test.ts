import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './reading.ts';

describe('upbit', () => {
  it('is not understood when its list does not hold this key, or holds it twice', () => {
    for (const change of [(keys: unknown[]) => keys.slice(0, 1), (keys: unknown[]) => [...keys, keys[1]]]) {
      const reading = read('upbit', ({ keys }) => ({ keys: change(keys as unknown[]) }));
      expect(problemsOf(reading)).toContain('does not hold this one once');
    }
  });
});
