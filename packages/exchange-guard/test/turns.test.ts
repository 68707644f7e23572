import { describe, expect, it } from 'vitest';
import { turnsOf } from '../src/turns.ts';

describe('turns', () => {
  it('let one go when the one before has been answered or has failed', async () => {
    const turns = turnsOf();
    const order: string[] = [];
    const slow = Promise.withResolvers<string>();
    const first = turns.take(() => slow.promise);
    const second = turns.take(async () => order.push('second'));
    await new Promise((done) => setTimeout(done, 5));
    expect(order).toEqual([]);
    order.push('first');
    slow.reject(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    expect(await second).toBe(2);
    expect(order).toEqual(['first', 'second']);
  });

  it('give a number that grows also where the clock stands still or goes back', () => {
    const turns = turnsOf();
    const at = (ms: number): number => turns.next(new Date(ms));
    expect([at(5), at(5), at(3), at(9)]).toEqual([5, 6, 7, 9]);
    expect(turnsOf().next(new Date(3))).toBe(3);
  });
});
