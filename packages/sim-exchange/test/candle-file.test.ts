import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCandles, pathOfCandles, priceDecimalsOf } from '../src/candle-file.ts';
import { SimExchangeError } from '../src/error.ts';
import { instrument } from './support/ground.ts';

const MINUTE = 60_000;
const row = (minute: number, ...amounts: unknown[]) =>
  [minute * MINUTE, ...(amounts.length ? amounts : ['10', '12', '9', '11', '5'])] as const;

function refusal(rows: unknown): string {
  try {
    parseCandles(rows);
  } catch (error) {
    if (error instanceof SimExchangeError && error.code === 'CANDLES_INVALID') return error.message;
    throw error;
  }
  return 'no refusal';
}

describe('candles from a file', () => {
  it('are taken as text or as JSON numbers, and come out as decimal text', () => {
    const candles = parseCandles([row(1, 1e-7, '2', 1e-8, 1.5, 1e19), row(2)]);
    expect(candles[0]).toEqual([MINUTE, '0.0000001', '2', '0.00000001', '1.5', '10000000000000000000']);
  });

  it('are refused by row and kind of problem, and never by value', () => {
    const good = row(1);
    const cases: [unknown, string][] = [
      [{}, 'The candles are not an array'],
      [[], 'There are 0 candles'],
      [[good], 'There are 1 candles'],
      [[good, 'x'], 'Candle row 1 is not an array'],
      [[good, [1, 2]], 'Candle row 1 has 2 entries instead of 6'],
      [[good, ['777', 1, 1, 1, 1, 1]], 'Candle row 1 has a time that is not a whole number'],
      [[good, [90_001, 1, 1, 1, 1, 1]], 'Candle row 1 does not begin on a whole minute'],
      [[good, row(2, 10, 12, 9, 'secret', 5)], 'Candle row 1 has a close that is not a plain decimal'],
      [[good, row(2, 10, 12, 9, null, 5)], 'Candle row 1 has a close that is not a plain decimal'],
      [[good, row(2, 10, 12, 9, -1, 5)], 'Candle row 1 has a close that is not a plain decimal'],
      [[good, row(2, 10, 12, 0, 11, 5)], 'Candle row 1 has a low that is zero'],
      [[good, row(2, 10, 9, 12, 11, 5)], 'Candle row 1 has a high below its low'],
      [[good, row(2, 10, 12, 9, 13, 5)], 'Candle row 1 opens or closes outside'],
      [[good, good], 'Candle row 1 is not later'],
      [[row(2), row(1)], 'Candle row 1 is not later'],
      [[row(60), row(120)], 'The candles are 60 minutes apart'],
    ];
    for (const [rows, says] of cases) {
      expect(refusal(rows)).toContain(says);
      expect(refusal(rows)).not.toMatch(/secret|777/);
    }
  });

  it('never fail in another way, whatever the file holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.array(fc.array(fc.jsonValue(), { minLength: 6, maxLength: 6 }))),
        (rows) => {
          expect(typeof refusal(rows)).toBe('string');
        },
      ),
    );
  });
});

describe('the path of a candle file', () => {
  const rows = Array.from({ length: 10 }, (_, minute) => row(minute)).filter((_, minute) => minute !== 7);
  const { path, origin } = pathOfCandles(parseCandles(rows), instrument);

  it('plays the second half, with the first as history and gaps left open', () => {
    expect(origin).toBe(4 * MINUTE);
    expect([path.first, path.last]).toEqual([-4, 5]);
    expect(path.minute(3)).toBeUndefined();
    expect(path.minute(0)).toEqual({ open: 1_000, high: 1_200, low: 900, close: 1_100, volume: 500_000_000n });
  });

  it('knows how fine its prices are', () => {
    expect(priceDecimalsOf(parseCandles([row(1), row(2, '1.2345', 2, 1, 1, 1)]))).toBe(4);
  });

  it('may be as long as a quarter of a year', () => {
    const quarter = parseCandles(Array.from({ length: 130_000 }, (_, minute) => row(minute)));
    expect(priceDecimalsOf(quarter)).toBe(0);
    expect(pathOfCandles(quarter, instrument).path.last).toBe(128_999);
  });
});
