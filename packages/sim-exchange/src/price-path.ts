/**
 * One minute of a market. Prices are whole numbers of the instrument's price step and volume is in units of 1e-8 of
 * the base asset: integers, so exact. What leaves this package is decimal text.
 */
export interface Minute {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: bigint;
}

/** Where a market's minutes come from. Minute 0 is the first after the exchange opened; the ones before are history. */
export interface PricePath {
  readonly first: number;
  /** The last minute there is; `Infinity` when the path has no end. */
  readonly last: number;
  /** Returns a minute, or undefined in a gap and beyond the ends. */
  minute(index: number): Minute | undefined;
}

/** A minute is seen in four steps: open, one extreme, the other, close. The market clock counts in these steps. */
export const STEPS_PER_MINUTE = 4;

/** Returns the four prices of a minute in the order in which they happen: a rising minute dips before it rises. */
export function stepsOf(minute: Minute): readonly [number, number, number, number] {
  return minute.close >= minute.open
    ? [minute.open, minute.low, minute.high, minute.close]
    : [minute.open, minute.high, minute.low, minute.close];
}

/** Returns the price at a step; in a gap the last close stands. Undefined before the first minute. */
export function priceAt(path: PricePath, step: number): number | undefined {
  const index = Math.min(Math.floor(step / STEPS_PER_MINUTE), path.last);
  const minute = path.minute(index);
  if (minute) return stepsOf(minute)[index * STEPS_PER_MINUTE + 3 < step ? 3 : step - index * STEPS_PER_MINUTE];
  for (let before = index - 1; before >= path.first; before--) {
    const earlier = path.minute(before);
    if (earlier) return earlier.close;
  }
  return undefined;
}

/** Returns what of a minute has been seen when `steps` (1 to 4) of its steps have happened. */
export function formingAfter(steps: number, minute: Minute): Minute {
  if (steps >= STEPS_PER_MINUTE) return minute;
  const seen = stepsOf(minute).slice(0, steps);
  return {
    open: minute.open,
    high: Math.max(...seen),
    low: Math.min(...seen),
    close: seen.at(-1) ?? minute.open,
    // The opening step carries no volume yet, so a closed minute alone has all of its own.
    volume: (minute.volume * BigInt(steps - 1)) / BigInt(STEPS_PER_MINUTE),
  };
}
