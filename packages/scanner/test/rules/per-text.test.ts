import { describe, expect, it } from 'vitest';
import { PerText } from '../../src/rules/per-text.ts';

describe('PerText', () => {
  it('grants so many, and as many again for another text', () => {
    const budget = new PerText(2);
    expect(budget.isNew('one', 5)).toBe(true);
    expect([budget.take(), budget.take(), budget.take(), budget.take()]).toEqual([true, true, false, false]);
    expect(budget.isNew('one', 9)).toBe(false);
    expect(budget.take()).toBe(false);
    expect(budget.isNew('two', 10)).toBe(true);
    expect(budget.take()).toBe(true);
  });

  it('takes an equal text that begins anew for another one', () => {
    const budget = new PerText(1);
    expect(budget.isNew('one', 5)).toBe(true);
    expect(budget.take()).toBe(true);
    expect(budget.isNew('one', 5)).toBe(true);
    expect(budget.take()).toBe(true);
  });
});
