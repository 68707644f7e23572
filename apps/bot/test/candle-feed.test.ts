import type { Candle as VenueCandle } from '@gatehouse/exchange-guard';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleFeed, timeframeMs } from '../src/candle-feed.ts';

const step = timeframeMs['1m'];
const start = Date.parse('2026-11-23T00:00:00Z');

/** The candle of that minute; its prices say which minute and which state it was seen in. */
const candle = (minute: number, seen = 'closed'): VenueCandle => ({
  at: new Date(start + minute * step),
  open: `${minute}`,
  high: `${minute}.5`,
  low: `${minute}`,
  close: seen,
  volume: '1',
});
const minuteOf = ({ at }: { readonly at: number }) => (at - start) / step;

/** An exchange whose newest candle is still open. `left` are minutes it has no candle for. */
function exchange(left: readonly number[] = []) {
  const asked: { readonly since?: Date; readonly limit: number }[] = [];
  const market = { now: 0 };
  const fetch = async (options: { readonly since?: Date; readonly limit: number }): Promise<readonly VenueCandle[]> => {
    asked.push(options);
    const all = Array.from({ length: market.now + 1 }, (_, minute) => minute).filter(
      (minute) => !left.includes(minute),
    );
    const from =
      options.since === undefined
        ? all.slice(-options.limit)
        : all.filter((minute) => candle(minute).at >= (options.since ?? 0));
    return from.slice(0, options.limit).map((minute) => candle(minute, minute === market.now ? 'open' : 'closed'));
  };
  return { fetch, market, asked };
}

/** Everything that poll hands out, in order, and what the history was at each. */
async function drain(feed: CandleFeed) {
  const handed: { minute: number; gap: number | undefined; history: number[] }[] = [];
  const closed = await feed.poll();
  for (let back = closed - 1; back >= 0; back -= 1) {
    const history = feed.upTo(back);
    const newest = history.at(-1);
    if (newest !== undefined)
      handed.push({ minute: minuteOf(newest), gap: newest.gap, history: history.map(minuteOf) });
  }
  return handed;
}

describe('timeframes', () => {
  it('are what their names say', () => {
    expect(timeframeMs).toEqual({
      '1m': 60_000,
      '5m': 300_000,
      '15m': 900_000,
      '1h': 3_600_000,
      '4h': 14_400_000,
      '1d': 86_400_000,
    });
  });
});

describe('the warm-up', () => {
  it('asks for what the strategy wants to have seen, the open candle and one more, and for no more than an exchange gives', async () => {
    const { fetch, asked } = exchange();
    await new CandleFeed(fetch, '1m', 21).warmUp();
    await new CandleFeed(fetch, '1m', 1_000).warmUp();
    await new CandleFeed(fetch, '1m', 0).warmUp();
    expect(asked).toEqual([{ limit: 23 }, { limit: 1_000 }, { limit: 3 }]);
  });

  it('is history: none of it is handed out as new', async () => {
    const { fetch, market } = exchange();
    market.now = 30;
    const feed = new CandleFeed(fetch, '1m', 5);
    await feed.warmUp();
    expect(feed.upTo(0).map(minuteOf)).toEqual([25, 26, 27, 28, 29]);
    expect(await drain(feed)).toEqual([]);
  });

  it('that found nothing is made up for by the first poll, which hands out one', async () => {
    const { fetch, market } = exchange();
    const feed = new CandleFeed(fetch, '1m', 2);
    await feed.warmUp();
    expect(feed.upTo(0)).toEqual([]);
    expect(await drain(feed)).toEqual([]);
    market.now = 4;
    expect((await drain(feed)).map(({ minute }) => minute)).toEqual([3]);
    market.now = 5;
    expect((await drain(feed)).map(({ minute }) => minute)).toEqual([4]);
  });
});

describe('polling', () => {
  it('asks only for what comes after the newest', async () => {
    const { fetch, market, asked } = exchange();
    market.now = 10;
    const feed = new CandleFeed(fetch, '1m', 3);
    await feed.warmUp();
    await feed.poll();
    expect(asked[1]).toEqual({ since: new Date(start + 10 * step), limit: 1_000 });
  });

  it('marks how many candles the exchange left out, on the one that follows', async () => {
    const { fetch, market } = exchange([3, 4, 7]);
    market.now = 1;
    const feed = new CandleFeed(fetch, '1m', 20);
    await feed.warmUp();
    market.now = 10;
    expect((await drain(feed)).map(({ minute, gap }) => [minute, gap])).toEqual([
      [1, undefined],
      [2, undefined],
      [5, 2],
      [6, undefined],
      [8, 1],
      [9, undefined],
    ]);
  });

  it('throws what the exchange throws, and hands out nothing twice afterwards', async () => {
    const { fetch, market } = exchange();
    let down = false;
    const feed = new CandleFeed((options) => (down ? Promise.reject(new Error('down')) : fetch(options)), '1m', 3);
    market.now = 3;
    await feed.warmUp();
    down = true;
    market.now = 5;
    await expect(feed.poll()).rejects.toThrow('down');
    down = false;
    expect((await drain(feed)).map(({ minute }) => minute)).toEqual([3, 4]);
  });

  it('hands each closed candle out once, in order, with the history as of it, and never an open one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 8 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 12 }),
        async (steps, warmup, left, begin) => {
          const { fetch, market } = exchange(left);
          const seen: VenueCandle[] = [];
          const feed = new CandleFeed(
            async (options) => {
              const fetched = await fetch(options);
              seen.push(...fetched);
              return fetched;
            },
            '1m',
            warmup,
          );
          market.now = begin;
          await feed.warmUp();
          const handed: Awaited<ReturnType<typeof drain>> = [];
          const before = feed.upTo(0).map(minuteOf).at(-1);
          for (const ahead of steps) {
            market.now += ahead;
            handed.push(...(await drain(feed)));
            for (const { close, gap, ...one } of feed.upTo(0))
              expect([close, minuteOf(one), gap]).not.toContain('open');
          }
          const exists = (minute: number) => minute >= 0 && !left.includes(minute);
          const newest = Math.max(...seen.map(({ at }) => (at.getTime() - start) / step));
          // The first of a feed that had nothing is the newest; from there on none is missing.
          const first = before ?? (handed[0] === undefined ? newest : handed[0].minute - 1);
          const expected = Array.from({ length: newest + 1 }, (_, minute) => minute).filter(
            (minute) => minute > first && minute < newest && exists(minute),
          );
          expect(handed.map(({ minute }) => minute)).toEqual(expected);
          for (const { minute, history } of handed) {
            expect(history.at(-1)).toBe(minute);
            expect(history.length).toBeLessThanOrEqual(Math.max(warmup, 1));
            expect(history).toEqual([...history].sort((a, b) => a - b));
            const full = Array.from({ length: minute + 1 }, (_, each) => each)
              .filter(exists)
              .slice(-history.length);
            expect(history).toEqual(full);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives every call as much history as the warm-up asked for, also when many close at once', async () => {
    const { fetch, market } = exchange();
    market.now = 10;
    const feed = new CandleFeed(fetch, '1m', 4);
    await feed.warmUp();
    market.now = 300;
    const handed = await drain(feed);
    expect(handed).toHaveLength(290);
    for (const { minute, history } of handed) expect(history).toEqual([minute - 3, minute - 2, minute - 1, minute]);
  });
});

it('keeps no candle that no call can ask for any more', async () => {
  const { fetch, market } = exchange();
  const feed = new CandleFeed(fetch, '1m', 3);
  for (market.now = 5; market.now < 60; market.now += 1) await feed.poll();
  expect([feed.upTo(0).map(minuteOf), feed.upTo(10)]).toEqual([[56, 57, 58], []]);
});

describe('an exchange that answers oddly', () => {
  const feedOf = async (answers: (readonly VenueCandle[])[]) => {
    const feed = new CandleFeed(async () => answers.shift() ?? [], '1m', 10);
    await feed.warmUp();
    return feed;
  };

  it('may not have the open candle taken for a closed one by sending it twice', async () => {
    const feed = await feedOf([
      [candle(1), candle(2, 'open'), candle(2, 'open')],
      [candle(2, 'open'), candle(2, 'open')],
    ]);
    expect(feed.upTo(0).map(minuteOf)).toEqual([1]);
    expect(await feed.poll()).toBe(0);
  });

  it('may send a closed one twice, and old ones again', async () => {
    const feed = await feedOf([
      [candle(1), candle(1), candle(2)],
      [candle(0), candle(1), candle(2), candle(2), candle(3), candle(4)],
    ]);
    expect(feed.upTo(0).map(minuteOf)).toEqual([1]);
    expect(await drain(feed).then((all) => all.map(({ minute }) => minute))).toEqual([2, 3]);
  });

  it('may send them in any order', async () => {
    const feed = await feedOf([[candle(3, 'open'), candle(2), candle(1)]]);
    expect(feed.upTo(0).map(minuteOf)).toEqual([1, 2]);
  });

  it('may send nothing, or only the open one', async () => {
    const feed = await feedOf([[], [], [candle(5, 'open')]]);
    expect([await feed.poll(), await feed.poll(), feed.upTo(0)]).toEqual([0, 0, []]);
  });

  it('hands out nothing while a time cannot be read', async () => {
    const feed = await feedOf([[candle(1), { ...candle(2), at: new Date(Number.NaN) }, candle(3, 'open')]]);
    expect(feed.upTo(0)).toEqual([]);
  });
});
