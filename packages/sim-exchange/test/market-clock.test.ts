import { describe, expect, it } from 'vitest';
import { MarketClock } from '../src/market-clock.ts';
import { lockStepClock, NOON, outcomeOf } from './support/ground.ts';

function running(candleMs: number, lastMinute = Number.POSITIVE_INFINITY) {
  const wall = { now: NOON };
  const options = { clock: () => new Date(wall.now), candleMs, lockStep: false, origin: 0, lastMinute };
  return { wall, clock: new MarketClock(options) };
}

describe('a running market clock', () => {
  it('makes a minute of each candleMs, in four steps', () => {
    const { wall, clock } = running(1_000);
    const steps = [0, 249, 250, 999, 1_000, 60_000].map((after) => {
      wall.now = NOON + after;
      return clock.step();
    });
    expect(steps).toEqual([0, 0, 1, 3, 4, 240]);
    expect(clock.minutes).toBe(60);
    expect([clock.marketAt(5), clock.wallAt(5), clock.minuteAt(75_000)]).toEqual([75_000, NOON + 1_250, 1]);
  });

  it('never runs backwards and stands still at the end of the prices', () => {
    const { wall, clock } = running(1_000, 2);
    wall.now = NOON + 2_000;
    expect([clock.step(), clock.ended]).toEqual([8, false]);
    wall.now = NOON - 60_000;
    expect(clock.step()).toBe(8);
    wall.now = NOON + 60_000;
    expect([clock.step(), clock.ended]).toEqual([11, true]);
  });

  it('refuses to be advanced with NOT_LOCK_STEP', () => {
    expect(outcomeOf(() => running(1_000).clock.advance(1))).toBe('NOT_LOCK_STEP');
  });
});

describe('a lock-step market clock', () => {
  it('moves by whole minutes when advanced, and not before', () => {
    const clock = lockStepClock(5);
    expect(clock.step()).toBe(0);
    clock.advance(2);
    expect([clock.step(), clock.wallAt(8)]).toEqual([8, NOON]);
    clock.advance(100);
    expect([clock.step(), clock.ended]).toEqual([23, true]);
  });

  it('refuses what is not a number of candles with OPTION_INVALID', () => {
    for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
      expect(outcomeOf(() => lockStepClock().advance(wrong))).toBe('OPTION_INVALID');
    }
  });
});
