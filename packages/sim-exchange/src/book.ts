import type Big from 'big.js';
import { floorTo, least, ZERO } from './decimals.ts';
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
  readonly #sides: Readonly<Record<Side, Level[]>>;

  constructor(seed: number, instrument: Instrument, step: number, priceInSteps: number) {
    this.step = step;
    const own = seedFor(seed, instrument.symbol);
    const basisPoint = Math.max(1, Math.floor(priceInSteps / 10_000));
    const bid = priceInSteps - Math.ceil(basisPoint / 2);
    const levels = (side: 0 | 1): Level[] => {
      const built: Level[] = [];
      let at = side === 0 ? bid : bid + basisPoint;
      for (let depth = 0; depth < LEVELS && at > 0; depth++) {
        const price = instrument.priceStep.times(at);
        const value = instrument.minValue.times(chanceBetween(100, 1_000, own, step, side, depth));
        const amount = floorTo(value.div(price), instrument.amountStep);
        built.push({ price, amount: amount.gt(0) ? amount : instrument.amountStep });
        at +=
          (side === 0 ? -1 : 1) * chanceBetween(Math.ceil(basisPoint / 2), basisPoint * 2, own, step, side, depth, 7);
      }
      return built;
    };
    this.#sides = { BUY: levels(0), SELL: levels(1) };
  }

  /** Returns what buyers (or sellers) offer, best first. */
  offers(side: Side): readonly Level[] {
    return this.#sides[side];
  }

  best(side: Side): Level | undefined {
    return this.#sides[side][0];
  }

  /**
   * Returns what an order against `side` could take now, best first, without taking it.
   * @param limit the worst price that the order accepts; undefined for any
   * @param wanted returns how much is still wanted at a price; zero ends the walk
   */
  reach(side: Side, limit: Big | undefined, wanted: (price: Big, taken: readonly Take[]) => Big): readonly Take[] {
    const takes: Take[] = [];
    for (const level of this.#sides[side]) {
      if (limit && isWorse(side, level.price, limit)) break;
      const amount = least(level.amount, wanted(level.price, takes));
      if (amount.lte(0)) break;
      takes.push({ price: level.price, amount });
    }
    return takes;
  }

  /** Removes what was reached. */
  take(side: Side, takes: readonly Take[]): void {
    const levels = this.#sides[side];
    for (const { price, amount } of takes) {
      const index = levels.findIndex((level) => level.price.eq(price));
      const level = levels[index];
      if (!level) continue;
      const left = level.amount.minus(amount);
      if (left.gt(0)) levels[index] = { price, amount: left };
      else levels.splice(index, 1);
    }
    this.revision++;
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
