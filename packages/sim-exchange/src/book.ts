import type Big from 'big.js';
import { least, ZERO } from './decimals.ts';
import type { Instrument } from './instruments.ts';
import { chanceBetween, seedFor } from './seeded.ts';

export type Side = 'BUY' | 'SELL';

export interface Level {
  readonly price: Big;
  readonly amount: Big;
}

/** What one order would take from the book, level by level. */
export type Take = Level;

const LEVELS = 50;

/**
 * The liquidity that the rest of the world offers at one step of the market: fifty levels a side around the price,
 * about a basis point apart, sized by seed, symbol and step. What our account takes is gone until the next step.
 */
export class Book {
  readonly step: number;
  /** Grows with everything taken, so that two states of one step differ in their update id. */
  revision = 0;
  readonly #sides: Readonly<Record<Side, Offers>>;

  constructor(seed: number, instrument: Instrument, step: number, priceInSteps: number) {
    this.step = step;
    const own = seedFor(seed, instrument.symbol);
    const basisPoint = Math.max(1, Math.floor(priceInSteps / 10_000));
    const bid = priceInSteps - Math.ceil(basisPoint / 2);
    this.#sides = {
      BUY: new Offers(instrument, [own, step, 0], bid, -basisPoint),
      SELL: new Offers(instrument, [own, step, 1], bid + basisPoint, basisPoint),
    };
  }

  /** Returns all that buyers (or sellers) offer, best first. */
  offers(side: Side): readonly Level[] {
    return this.#sides[side].all();
  }

  best(side: Side): Level | undefined {
    return this.#sides[side].at(0);
  }

  /**
   * Returns what an order against `side` could take now, best first, without taking it.
   * @param limit the worst price that the order accepts; undefined for any
   * @param wanted returns how much is still wanted at a price; zero ends the walk
   */
  reach(side: Side, limit: Big | undefined, wanted: (price: Big, taken: readonly Take[]) => Big): readonly Take[] {
    const takes: Take[] = [];
    for (let depth = 0; ; depth++) {
      const level = this.#sides[side].at(depth);
      if (!level || (limit && isWorse(side, level.price, limit))) break;
      const amount = least(level.amount, wanted(level.price, takes));
      if (amount.lte(0)) break;
      takes.push({ price: level.price, amount });
    }
    return takes;
  }

  /** Removes what was reached. */
  take(side: Side, takes: readonly Take[]): void {
    for (const take of takes) this.#sides[side].remove(take);
    this.revision++;
  }
}

/** One side of a book. Levels are made when first looked at: most orders never see more than the first few. */
class Offers {
  readonly #instrument: Instrument;
  readonly #place: readonly number[];
  readonly #gap: number;
  /** What the least order value buys at a price of one step, in amount steps: a whole number by the steps' choice. */
  readonly #parcel: number;
  readonly #levels: Level[] = [];
  #made = 0;
  #next: number;

  constructor(instrument: Instrument, place: readonly number[], best: number, gap: number) {
    this.#instrument = instrument;
    this.#place = place;
    this.#gap = gap;
    this.#next = best;
    const { minValue, priceStep, amountStep } = instrument;
    this.#parcel = Number(minValue.div(priceStep.times(amountStep)).toFixed(0));
  }

  at(depth: number): Level | undefined {
    while (this.#levels.length <= depth && this.#made < LEVELS && this.#next > 0) this.#make();
    return this.#levels[depth];
  }

  all(): readonly Level[] {
    this.at(LEVELS);
    return this.#levels;
  }

  remove({ price, amount }: Take): void {
    const index = this.#levels.findIndex((level) => level.price.eq(price));
    const level = this.#levels[index];
    if (!level) return;
    const left = level.amount.minus(amount);
    if (left.gt(0)) this.#levels[index] = { price, amount: left };
    else this.#levels.splice(index, 1);
  }

  #make(): void {
    const { priceStep, amountStep } = this.#instrument;
    const steps = Math.floor((this.#parcel * chanceBetween(100, 1_000, ...this.#place, this.#made)) / this.#next);
    this.#levels.push({ price: priceStep.times(this.#next), amount: amountStep.times(Math.max(1, steps)) });
    const width = Math.abs(this.#gap);
    this.#next += Math.sign(this.#gap) * chanceBetween(Math.ceil(width / 2), width * 2, ...this.#place, this.#made, 7);
    this.#made++;
  }
}

/** Whether an offer on `side` at `price` is worse for the taker than `limit`. */
export function isWorse(side: Side, price: Big, limit: Big): boolean {
  return side === 'SELL' ? price.gt(limit) : price.lt(limit);
}

export function opposite(side: Side): Side {
  return side === 'BUY' ? 'SELL' : 'BUY';
}

export function amountOf(takes: readonly Take[]): Big {
  return takes.reduce((sum, take) => sum.plus(take.amount), ZERO);
}

export function worthOf(takes: readonly Take[]): Big {
  return takes.reduce((sum, take) => sum.plus(take.amount.times(take.price)), ZERO);
}
