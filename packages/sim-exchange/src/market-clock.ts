import { SimExchangeError } from './error.ts';
import { STEPS_PER_MINUTE } from './price-path.ts';

const MINUTE = 60_000;

/**
 * The second of the exchange's two clocks. Wall time (the `clock` argument) dates requests, orders and the account's
 * own trades, because clients compare those with their own clock. Market time dates candles and public trades, and
 * runs as fast as it is told: one minute per `candleMs` of wall time, or only when `advance` is called.
 * It counts steps, four to the minute, and never runs backwards. Nothing ticks: the time is worked out when asked for.
 */
export class MarketClock {
  readonly #clock: () => Date;
  readonly #startedAt: number;
  readonly #candleMs: number;
  readonly #lockStep: boolean;
  readonly #origin: number;
  readonly #lastStep: number;
  #step = 0;

  /**
   * @param options.candleMs wall milliseconds per market minute
   * @param options.origin market milliseconds at which minute 0 opens
   * @param options.lastMinute where the prices end; the clock stands still there
   */
  constructor(options: {
    clock: () => Date;
    candleMs: number;
    lockStep: boolean;
    origin: number;
    lastMinute: number;
  }) {
    this.#clock = options.clock;
    this.#startedAt = options.clock().getTime();
    this.#candleMs = options.candleMs;
    this.#lockStep = options.lockStep;
    this.#origin = options.origin;
    this.#lastStep = (options.lastMinute + 1) * STEPS_PER_MINUTE - 1;
  }

  /** Returns the present step. */
  step(): number {
    if (!this.#lockStep) {
      const elapsed = this.#clock().getTime() - this.#startedAt;
      this.#step = Math.max(this.#step, Math.floor((elapsed * STEPS_PER_MINUTE) / this.#candleMs));
    }
    this.#step = Math.min(this.#step, this.#lastStep);
    return this.#step;
  }

  /** Moves lock-step time by whole minutes, so that it stands at the opening of a minute. */
  advance(minutes: number): void {
    if (!this.#lockStep) {
      throw new SimExchangeError('NOT_LOCK_STEP', 'The market runs by itself: start it in lock step to advance it.');
    }
    if (!Number.isSafeInteger(minutes) || minutes < 0) {
      throw new SimExchangeError('OPTION_INVALID', 'The candles to advance are not a whole number from 0.');
    }
    this.#step = Math.min(this.#step + minutes * STEPS_PER_MINUTE, this.#lastStep);
  }

  /** Returns the wall milliseconds at which a step came. */
  wallAt(step: number): number {
    if (this.#lockStep) return this.#clock().getTime();
    return this.#startedAt + Math.ceil((step * this.#candleMs) / STEPS_PER_MINUTE);
  }

  /** Returns the market milliseconds at which a step comes. */
  marketAt(step: number): number {
    return this.#origin + (step * MINUTE) / STEPS_PER_MINUTE;
  }

  /** Returns the step that a market time falls into. */
  stepAt(marketMs: number): number {
    return Math.floor(((marketMs - this.#origin) * STEPS_PER_MINUTE) / MINUTE);
  }

  /** Returns the minute that a market time falls into. */
  minuteAt(marketMs: number): number {
    return Math.floor((marketMs - this.#origin) / MINUTE);
  }

  /** Whole minutes since the exchange opened. */
  get minutes(): number {
    return Math.floor(this.step() / STEPS_PER_MINUTE);
  }

  /** Whether the prices have come to their end. */
  get ended(): boolean {
    return this.step() >= this.#lastStep;
  }
}
