import { describe, expect, it } from 'vitest';
import { intervals, type KlineRange, klinesOf } from '../src/klines.ts';
import { Market } from '../src/market.ts';
import { seededPath } from '../src/seeded-path.ts';
import { instrument, lockStepClock, minuteOf, NOON, pathOf } from './support/ground.ts';

const MINUTE = 60_000;

function marketOn(path = seededPath(1, instrument), advance = 0) {
  const clock = lockStepClock();
  clock.advance(advance);
  return new Market({ seed: 1, instrument, path, clock });
}

function ask(market: Market, interval: string, range: Partial<KlineRange> = {}) {
  const span = intervals[interval];
  if (!span) throw new Error('There is no such interval.');
  return klinesOf(market, span, { limit: 500, ...range });
}

describe('candles', () => {
  it('exist for each of the intervals of Binance, and a thousand of each up to an hour', () => {
    for (const interval of Object.keys(intervals)) {
      const isLong = /[2-9]h|1[0-9]h|[dwM]$/.test(interval);
      const klines = ask(marketOn(), interval, { limit: isLong ? 20 : 1_000 });
      const opens = klines.map((kline) => Number(kline[0]));
      expect(opens).toEqual([...new Set(opens)].sort((a, b) => a - b));
      expect(klines).toHaveLength(isLong ? 20 : 1_000);
      klines.slice(1).forEach((kline, index) => {
        expect(kline[0]).toBe(Number(klines[index]?.[6]) + 1);
        expect(kline[1]).toBe(klines[index]?.[4]);
      });
    }
  });

  it('of an hour are made of the minutes of that hour', () => {
    const market = marketOn();
    const [hour] = ask(market, '1h', { startTime: NOON - 60 * MINUTE, limit: 1 });
    const minutes = ask(market, '1m', { startTime: NOON - 60 * MINUTE, endTime: NOON - 1 });
    expect(minutes).toHaveLength(60);
    expect(hour?.slice(0, 5)).toEqual([
      NOON - 60 * MINUTE,
      minutes[0]?.[1],
      minutes
        .map((kline) => Number(kline[2]))
        .reduce((a, b) => Math.max(a, b))
        .toFixed(8),
      minutes
        .map((kline) => Number(kline[3]))
        .reduce((a, b) => Math.min(a, b))
        .toFixed(8),
      minutes[59]?.[4],
    ]);
  });

  it('end with the one still forming, which has only opened in lock step', () => {
    const klines = ask(marketOn(undefined, 3), '1m', { limit: 2 });
    expect(klines.map((kline) => kline[0])).toEqual([NOON + 2 * MINUTE, NOON + 3 * MINUTE]);
    const [, open, high, low, close, volume] = klines[1] ?? [];
    expect([high, low, close, volume]).toEqual([open, open, open, '0.00000000']);
    expect(klines[0]?.[5]).not.toBe('0.00000000');
  });

  it('are not there where nobody traded', () => {
    const market = marketOn(pathOf(minuteOf(1, 1, 1, 1), undefined, minuteOf(2, 2, 2, 2)), 2);
    expect(ask(market, '1m').map((kline) => kline[0])).toEqual([NOON, NOON + 2 * MINUTE]);
  });

  it('begin their weeks on a Monday and their months on the first', () => {
    const opened = (interval: string) =>
      new Date(Number(ask(marketOn(), interval, { limit: 1 })[0]?.[0])).toISOString();
    expect(opened('1w')).toBe('2026-01-05T00:00:00.000Z');
    expect(opened('1M')).toBe('2026-01-01T00:00:00.000Z');
  });

  it('keep both ends of what was asked, and never show the future', () => {
    const market = marketOn(undefined, 5);
    const opens = (range: Partial<KlineRange>) =>
      ask(market, '1m', range).map((kline) => (Number(kline[0]) - NOON) / MINUTE);
    expect(opens({ startTime: NOON + MINUTE, endTime: NOON + 3 * MINUTE })).toEqual([1, 2, 3]);
    expect(opens({ startTime: NOON + 1, limit: 2 })).toEqual([1, 2]);
    expect(opens({ startTime: NOON + 4 * MINUTE })).toEqual([4, 5]);
    expect(opens({ startTime: NOON + 99 * MINUTE })).toEqual([]);
    expect(opens({ endTime: NOON + 2 * MINUTE, limit: 2 })).toEqual([1, 2]);
  });
});
