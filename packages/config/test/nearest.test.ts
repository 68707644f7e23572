import { describe, expect, it } from 'vitest';
import { nearest } from '../src/nearest.ts';

describe('nearest', () => {
  it.each([
    ['stratgy', 'strategy'],
    ['Strategy', 'strategy'],
    ['symbol', 'symbols'],
    ['maxOrderVlaue', 'maxOrderValue'],
    ['maxOrderVolum', 'maxOrderVolume'],
    ['xchange', 'exchange'],
  ])('takes %s for %s', (name, meant) => {
    expect(nearest(name, ['strategy', 'symbols', 'maxOrderValue', 'maxOrderVolume', 'exchange'])).toBe(meant);
  });

  it.each(['leverage', 'x', '', 'completelyDifferentThing', 'x'.repeat(1_000_000)])('does not guess (%#)', (name) => {
    expect(nearest(name, ['strategy', 'symbols', 'exchange'])).toBeUndefined();
  });

  it('has nothing to say when nothing is known', () => {
    expect(nearest('x', [])).toBeUndefined();
  });
});
