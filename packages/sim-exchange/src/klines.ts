import Big from 'big.js';
import { toText } from './decimals.ts';
import type { Instrument } from './instruments.ts';
import type { MarketClock } from './market-clock.ts';
import { formingAfter, type Minute, type PricePath, priceAt, STEPS_PER_MINUTE } from './price-path.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const HALF = new Big('0.5');
/** 1970 began on a Thursday, and Binance's weeks begin on Mondays. */
const FIRST_MONDAY = 4 * DAY;

/** A candle's span: where the one around a time opens, and where the next one opens. */
interface Span {
  open(at: number): number;
  next(open: number): number;
}

const fixed = (length: number, offset = 0): Span => ({
  open: (at) => Math.floor((at - offset) / length) * length + offset,
  next: (open) => open + length,
});

const month: Span = {
  open: (at) => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth()),
  next: (open) => Date.UTC(new Date(open).getUTCFullYear(), new Date(open).getUTCMonth() + 1),
};

/** Binance's intervals; the name is looked up by outside input, so there is no prototype. */
export const intervals: Readonly<Record<string, Span>> = Object.assign(Object.create(null), {
  '1s': fixed(1_000),
  '1m': fixed(MINUTE),
  '3m': fixed(3 * MINUTE),
  '5m': fixed(5 * MINUTE),
  '15m': fixed(15 * MINUTE),
  '30m': fixed(30 * MINUTE),
  '1h': fixed(60 * MINUTE),
  '2h': fixed(120 * MINUTE),
  '4h': fixed(240 * MINUTE),
  '6h': fixed(360 * MINUTE),
  '8h': fixed(480 * MINUTE),
  '12h': fixed(720 * MINUTE),
  '1d': fixed(DAY),
  '3d': fixed(3 * DAY),
  '1w': fixed(7 * DAY, FIRST_MONDAY),
  '1M': month,
});

export type Kline = readonly (string | number)[];

/** What was asked for: market milliseconds, both ends included, by opening time. */
export interface KlineRange {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly limit: number;
}

/**
 * Returns candles, oldest first, as Binance writes them. The newest is always the one still forming, unless
 * `endTime` or the limit cuts it off; candles in which nothing traded do not exist.
 */
export function klinesOf(market: Priced, span: Span, range: KlineRange): readonly Kline[] {
  const { path, clock } = market;
  const step = clock.step();
  const now = clock.marketAt(step);
  const oldest = clock.marketAt(path.first * STEPS_PER_MINUTE);
  const newest = Math.min(range.endTime ?? now, now);
  const klines: Kline[] = [];
  const add = (open: number): void => {
    const kline = klineOver(market, open, span.next(open), step);
    if (kline) klines.push(kline);
  };

  if (range.startTime === undefined) {
    for (let open = span.open(newest); klines.length < range.limit && span.next(open) > oldest; ) {
      add(open);
      open = span.open(open - 1);
    }
    return klines.reverse();
  }
  const from = Math.max(range.startTime, oldest);
  let open = span.open(from);
  if (open < range.startTime) open = span.next(open);
  for (; klines.length < range.limit && open <= newest; open = span.next(open)) add(open);
  return klines;
}

type Priced = { readonly instrument: Instrument; readonly path: PricePath; readonly clock: MarketClock };

function klineOver(market: Priced, open: number, next: number, step: number): Kline | undefined {
  return next - open < MINUTE ? secondOver(market, open, next) : minutesOver(market, open, next, step);
}

function minutesOver(market: Priced, open: number, next: number, step: number): Kline | undefined {
  const { clock, path } = market;
  const present = Math.floor(step / STEPS_PER_MINUTE);
  const from = Math.max(clock.minuteAt(open), path.first);
  const to = Math.min(clock.minuteAt(next - 1), present);

  let whole: Minute | undefined;
  let trades = 0;
  for (let index = from; index <= to; index++) {
    const complete = path.minute(index);
    if (!complete) continue;
    const seen = index === present ? step - present * STEPS_PER_MINUTE + 1 : STEPS_PER_MINUTE;
    const minute = formingAfter(seen, complete);
    trades += seen;
    whole = whole ? join(whole, minute) : minute;
  }
  return whole && written(market.instrument, open, next, whole, trades);
}

/** The path knows nothing finer than four steps a minute: within a second the price moves once, at its beginning. */
function secondOver({ clock, path, instrument }: Priced, open: number, next: number): Kline | undefined {
  const minute = path.minute(clock.minuteAt(open));
  const close = priceAt(path, clock.stepAt(open));
  if (!minute || close === undefined) return undefined;
  const before = priceAt(path, clock.stepAt(open - 1)) ?? close;
  const volume = (minute.volume * BigInt(next - open)) / BigInt(MINUTE);
  const second = { open: before, high: Math.max(before, close), low: Math.min(before, close), close, volume };
  return written(instrument, open, next, second, 1);
}

function written(instrument: Instrument, open: number, next: number, whole: Minute, trades: number): Kline {
  const price = (steps: number) => toText(instrument.priceStep.times(steps));
  const volume = new Big(whole.volume.toString()).times('1e-8');
  // Nobody knows at which prices the volume traded: at the middle of open and close, for all that can be told.
  const quoteVolume = volume.times(instrument.priceStep.times(whole.open + whole.close)).times(HALF);
  return [
    open,
    price(whole.open),
    price(whole.high),
    price(whole.low),
    price(whole.close),
    toText(volume),
    next - 1,
    toText(quoteVolume),
    trades,
    toText(volume.times(HALF)),
    toText(quoteVolume.times(HALF)),
    '0',
  ];
}

function join(earlier: Minute, later: Minute): Minute {
  return {
    open: earlier.open,
    high: Math.max(earlier.high, later.high),
    low: Math.min(earlier.low, later.low),
    close: later.close,
    volume: earlier.volume + later.volume,
  };
}
