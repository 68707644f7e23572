import Big from 'big.js';
import { decimalPlaces, isDecimal } from './decimals.ts';
import { SimExchangeError } from './error.ts';
import type { Instrument } from './instruments.ts';
import type { Minute, PricePath } from './price-path.ts';

/** `[ms, open, high, low, close, volume]`: the open time of one minute, and decimal text. */
export type Candle = readonly [at: number, open: string, high: string, low: string, close: string, volume: string];

const MINUTE = 60_000;
const columns = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Checks candles as they come out of a JSON file and returns them with every amount as decimal text.
 * Numbers are taken as JSON writes them; a missing minute is a gap, as on an exchange where nobody traded.
 * @throws SimExchangeError CANDLES_INVALID naming the first wrong row and the kind of problem, never the value
 */
export function parseCandles(rows: unknown): readonly Candle[] {
  if (!Array.isArray(rows)) throw invalid('The candles are not an array');
  if (rows.length < 2) throw invalid(`There are ${rows.length} candles, and a market needs at least 2`);
  const candles = rows.map((row, index) => parseRow(row, index));
  let closest = Number.POSITIVE_INFINITY;
  candles.forEach((candle, index) => {
    const before = candles[index - 1];
    if (!before) return;
    if (candle[0] <= before[0]) throw invalid(`Candle row ${index} is not later than the row before it`);
    closest = Math.min(closest, candle[0] - before[0]);
  });
  if (closest !== MINUTE) {
    throw invalid(`The candles are ${closest / MINUTE} minutes apart where one-minute candles are needed`);
  }
  return candles;
}

function parseRow(row: unknown, index: number): Candle {
  const where = `Candle row ${index}`;
  if (!Array.isArray(row)) throw invalid(`${where} is not an array`);
  if (row.length !== columns.length) throw invalid(`${where} has ${row.length} entries instead of ${columns.length}`);
  const [at, ...amounts] = row as unknown[];
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0) {
    throw invalid(`${where} has a time that is not a whole number of milliseconds`);
  }
  if (at % MINUTE !== 0) throw invalid(`${where} does not begin on a whole minute`);

  const texts = amounts.map((amount, column) => {
    const text = typeof amount === 'number' ? plainText(amount) : amount;
    if (!isDecimal(text)) throw invalid(`${where} has a ${columns[column + 1]} that is not a plain decimal`);
    if (column < 4 && (decimalPlaces(text) > 8 || new Big(text).lte(0))) {
      throw invalid(`${where} has a ${columns[column + 1]} that is zero or has more than 8 decimals`);
    }
    return text;
  }) as [string, string, string, string, string];

  const [open, high, low, close] = texts.map((text) => new Big(text)) as [Big, Big, Big, Big];
  if (high.lt(low)) throw invalid(`${where} has a high below its low`);
  if ([open, close].some((price) => price.gt(high) || price.lt(low))) {
    throw invalid(`${where} opens or closes outside its own high and low`);
  }
  return [at, ...texts];
}

/** A JSON number in plain digits; NaN and the infinities come out as text that is no decimal. */
function plainText(amount: number): string {
  return Number.isFinite(amount) ? new Big(amount).toFixed() : String(amount);
}

/** Returns the number of decimals that the prices of a file use. */
export function priceDecimalsOf(candles: readonly Candle[]): number {
  let most = 0;
  for (const [, ...texts] of candles) {
    for (const price of texts.slice(0, 4)) most = Math.max(most, decimalPlaces(price));
  }
  return most;
}

/**
 * Returns the path of a candle file, and when its minute 0 is. Half of the file, but at most a thousand minutes of it, is
 * history; the rest is played.
 */
export function pathOfCandles(candles: readonly Candle[], instrument: Instrument): { path: PricePath; origin: number } {
  const opening = candles[Math.min(1_000, Math.floor(candles.length / 2))] ?? candles[0];
  if (!opening) throw invalid('There are 0 candles');
  const origin = opening[0];
  // A step is a power of ten, so this is exact, and a year of minutes has two million prices to multiply.
  const stepsPerUnit = new Big(1).div(instrument.priceStep);
  const inSteps = (price: string) => Number(stepsPerUnit.times(price).toFixed(0));

  const minutes = new Map<number, Minute>();
  for (const [at, open, high, low, close, volume] of candles) {
    minutes.set((at - origin) / MINUTE, {
      open: inSteps(open),
      high: inSteps(high),
      low: inSteps(low),
      close: inSteps(close),
      volume: BigInt(new Big(volume).times(1e8).toFixed(0, Big.roundDown)),
    });
  }
  const indices = [...minutes.keys()];
  return {
    path: { first: indices[0] ?? 0, last: indices.at(-1) ?? 0, minute: (index) => minutes.get(index) },
    origin,
  };
}

function invalid(what: string): SimExchangeError {
  return new SimExchangeError(
    'CANDLES_INVALID',
    `${what}: give a JSON array of one-minute rows [ms, open, high, low, close, volume], oldest first.`,
  );
}
