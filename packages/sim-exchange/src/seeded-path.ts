import type { Instrument } from './instruments.ts';
import type { Minute, PricePath } from './price-path.ts';
import { chance, chanceBetween, seedFor } from './seeded.ts';

/**
 * The swings that add up to a price: a random height every so many minutes, straight lines between, in basis points of
 * the starting price. The first changes sides each time, which is what makes a 5/20 moving-average cross come
 * several times within forty minutes; the slow ones carry the level around.
 */
const swings = [
  { every: 16, height: 70, changesSides: true },
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

  const level = (index: number): number => {
    let at = start;
    swings.forEach((swing, which) => {
      at += between(own, which, swing, index, Math.floor((start * swing.height) / 10_000));
    });
    return at;
  };

  return {
    first: -HISTORY_MINUTES,
    last: Number.POSITIVE_INFINITY,
    minute(index: number): Minute | undefined {
      if (index < -HISTORY_MINUTES) return undefined;
      const open = level(index - 1);
      const close = level(index);
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

function between(own: number, which: number, swing: (typeof swings)[number], index: number, height: number): number {
  const turn = Math.floor(index / swing.every);
  const into = index - turn * swing.every;
  const from = heightAt(own, which, swing.changesSides, turn, height);
  const to = heightAt(own, which, swing.changesSides, turn + 1, height);
  return Math.trunc((from * (swing.every - into) + to * into) / swing.every);
}

function heightAt(own: number, which: number, changesSides: boolean, turn: number, height: number): number {
  if (!changesSides) return chanceBetween(-height, height, own, which, turn);
  const side = (turn + (own & 1)) % 2 === 0 ? 1 : -1;
  return side * chanceBetween(Math.floor(height / 2), height, own, which, turn);
}
