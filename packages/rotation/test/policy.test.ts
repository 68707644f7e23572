import { describe, expect, it } from 'vitest';
import { allowedDays, defaultPolicy } from '../src/policy.ts';

describe('allowedDays', () => {
  it.each([
    ['read-only', 90],
    ['trading', 30],
    ['withdraw', 14],
  ] as const)('gives a %s key %i days by default', (level, days) => {
    expect(allowedDays(defaultPolicy, level)).toBe(days);
  });
});
