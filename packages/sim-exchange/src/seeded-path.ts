import type { Instrument } from './instruments.ts';
import type { Minute, PricePath } from './price-path.ts';
import { chance, chanceBetween, seedFor } from './seeded.ts';

/**
 * The swings that add up to a price: a random height every so many minutes, straight lines between, in basis points of
 * the starting price. The first changes sides each time, which is what makes a 5/20 moving-average cross come
 * several times within forty minutes; the slow ones carry the level around.
 */
const swings = [
  { every: 14, height: 70, changesSides: true },
  { every: 4, height: 14, changesSides: false },
  { every: 1, height: 4, changesSides: false },
  { every: 181, height: 120, changesSides: false },
  { every: 1439, height: 500, changesSides: false },
] as const;

/** A little over a thousand days, so that a thousand candles exist for every interval up to a day. */
const HISTORY_MINUTES = 1_500_000;

/** Returns a price path that is a pure function of seed, symbol and minute: no state, so any minute at any time. */
export function seededPath(seed: number, instrument: Instrument): PricePath {
  const own = seedFor(seed, instrument.symbol);
  const start = Number(instrument.startPrice.div(instrument.priceStep).toFixed(0));
  const wick = Math.ceil(start / 5_000);
  // What the least order value buys, in units of 1e-8; a minute trades from one to twenty thousand times that.
  const parcel = BigInt(instrument.minValue.div(instrument.startPrice).times(1e8).toFixed(0));

  const levels = swings.map((swing, which) => swingOf(own, which, swing, Math.floor((start * swing.height) / 10_000)));
  const level = (index: number): number => levels.reduce((at, heightAt) => at + heightAt(index), start);

  let last = { index: Number.NaN, close: 0 };
  return {
    first: -HISTORY_MINUTES,
    last: Number.POSITIVE_INFINITY,
    minute(index: number): Minute | undefined {
      if (index < -HISTORY_MINUTES) return undefined;
      const open = last.index === index - 1 ? last.close : level(index - 1);
      const close = level(index);
      last = { index, close };
      return {
        open,
        high: Math.max(open, close) + (chance(own, 101, index) % (wick + 1)),
        low: Math.min(open, close) - (chance(own, 102, index) % (wick + 1)),
        close,
        volume: parcel * BigInt(chanceBetween(1_000, 20_000, own, 103, index)),
      };
    },
  };
}

/** Returns the height of one swing at any minute. It remembers the turn it was asked about last, as minutes come in rows. */
function swingOf(
  own: number,
  which: number,
  swing: (typeof swings)[number],
  height: number,
): (index: number) => number {
  const { every, changesSides } = swing;
  const corner = (turn: number): number => {
    if (!changesSides) return chanceBetween(-height, height, own, which, turn);
    const side = (turn + (own & 1)) % 2 === 0 ? 1 : -1;
    return side * chanceBetween(Math.floor(height / 2), height, own, which, turn);
  };
  let known = Number.NaN;
  let from = 0;
  let to = 0;
  return (index) => {
    const turn = Math.floor(index / every);
    if (turn !== known) {
      from = turn === known + 1 ? to : corner(turn);
      to = corner(turn + 1);
      known = turn;
    }
    const into = index - turn * every;
    return Math.trunc((from * (every - into) + to * into) / every);
  };
}
