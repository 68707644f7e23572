import Big from 'big.js';
import { Book } from './book.ts';
import type { Instrument } from './instruments.ts';
import type { MarketClock } from './market-clock.ts';
import { type PricePath, priceAt, STEPS_PER_MINUTE } from './price-path.ts';

/** One instrument with its prices and the liquidity of the present step. */
export class Market {
  readonly instrument: Instrument;
  readonly path: PricePath;
  readonly clock: MarketClock;
  readonly #seed: number;
  #book: Book | undefined;
  #average: { readonly minute: number; readonly price: Big } | undefined;

  constructor(options: { seed: number; instrument: Instrument; path: PricePath; clock: MarketClock }) {
    this.#seed = options.seed;
    this.instrument = options.instrument;
    this.path = options.path;
    this.clock = options.clock;
  }

  /** Returns the last price at a step, as whole price steps. */
  priceInSteps(step: number): number {
    return priceAt(this.path, step) ?? 1;
  }

  /** Returns the last price at a step. */
  price(step: number): Big {
    return this.instrument.priceStep.times(this.priceInSteps(step));
  }

  /** Returns the book of a step; it is built when first looked at, and forgets the step before. */
  book(step: number): Book {
    if (this.#book?.step !== step) {
      this.#book = new Book(this.#seed, this.instrument, step, this.priceInSteps(step));
    }
    return this.#book;
  }

  /** Returns the mean of the last five closes before a step's minute (avgPriceMins 5). */
  averagePrice(step: number): Big {
    const minute = Math.floor(step / STEPS_PER_MINUTE);
    if (this.#average?.minute !== minute) {
      let sum = new Big(0);
      for (let back = 1; back <= 5; back++) {
        sum = sum.plus(priceAt(this.path, (minute - back) * STEPS_PER_MINUTE + 3) ?? this.priceInSteps(step));
      }
      this.#average = { minute, price: sum.div(5).times(this.instrument.priceStep) };
    }
    return this.#average.price;
  }
}
