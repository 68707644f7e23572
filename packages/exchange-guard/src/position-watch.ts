import type { Journal } from '@gatehouse/journal';
import Big from 'big.js';
import { expectedBalances, type Residual, residuals, sheetOf } from './balance-sheet.ts';
import type { Position } from './order.ts';
import type { Venue } from './venue.ts';

/** A difference that has been there at every look since. */
interface Seen {
  readonly since: number;
  /** What the last look was told, and how many own executions were known by then. */
  readonly told: string;
  readonly fills: number;
}

interface Difference extends Residual {
  readonly told: string;
  readonly expected: Big;
}

interface Watched {
  readonly venue: Pick<Venue, 'positions' | 'standIn'>;
  readonly journal: Journal;
  readonly clock: () => Date;
}

/** How often positions are compared while they agree. */
const WIDE_MS = 30_000;

/**
 * For how long there has to be a difference at every look, the same or not: an execution between two questions makes one
 * that is gone with the next look, and an exchange may answer from a late copy.
 */
const STANDS_MS = 5000;

/**
 * Compares positions with what own executions came to, while a bot runs: somebody who trades beside it and an exchange
 * that closes a position for it show nowhere else once they are done.
 */
export class PositionWatch {
  readonly #with: Watched;
  /** By the name of the market. */
  #seen: ReadonlyMap<string, Seen> = new Map();
  #standing: readonly Residual[] = [];
  #last = Number.NEGATIVE_INFINITY;

  constructor(watched: Watched) {
    this.#with = watched;
  }

  /**
   * Differences that have stood. To be asked when own executions were just learnt. Positions that cannot be read are no
   * difference: the gate refuses by itself what it would need them for.
   */
  async look(): Promise<readonly Residual[]> {
    const now = this.#with.clock().getTime();
    // A difference that is new is looked at again as soon as may be.
    const suspects = this.#seen.size > this.#standing.length;
    if (!suspects && Math.abs(now - this.#last) < WIDE_MS) return this.#standing;
    const off = await this.#differences();
    if (off === undefined) return this.#standing;
    this.#last = now;
    const seen = new Map<string, Seen>();
    for (const difference of off) seen.set(difference.asset, await this.#followed(difference, now));
    this.#seen = seen;
    this.#standing = off
      .filter(({ asset }) => now - (seen.get(asset)?.since ?? now) >= STANDS_MS)
      .map(({ asset, by }) => ({ asset, by }));
    return this.#standing;
  }

  /**
   * Since when there has been a difference, however it changes: somebody who goes on trading makes another at each look.
   * One that own executions learnt since have explained is gone, and what is there now is new.
   */
  async #followed({ asset, told, expected }: Difference, now: number): Promise<Seen> {
    const before = this.#seen.get(asset);
    const fills = await this.#with.journal.fills({ symbol: asset });
    const its = { told, fills: fills.length };
    if (before === undefined) return { since: now, ...its };
    let came = expected;
    for (const { side, amount } of fills.slice(before.fills).toReversed()) {
      if (came.eq(before.told)) return { since: now, ...its };
      came = side === 'buy' ? came.minus(amount) : came.plus(amount);
    }
    return { since: before.since, ...its };
  }

  async #differences(): Promise<readonly Difference[] | undefined> {
    const { venue, journal } = this.#with;
    const baseline = await journal.baseline();
    // Nobody has said yet what was held before: a start asks for that.
    if (baseline === undefined) return undefined;
    let told: readonly Position[];
    try {
      told = await venue.positions();
    } catch {
      return undefined;
    }
    const expected = await expectedBalances(baseline, journal, venue.standIn);
    const unsettled = await this.#unsettled();
    const sheet = sheetOf({}, told);
    return residuals(sheet, expected)
      .positions.filter(({ asset }) => !unsettled.has(asset))
      .map((off) => ({
        ...off,
        told: sheet[off.asset] ?? '0',
        expected: expected.totals.get(off.asset) ?? new Big(0),
      }));
  }

  /** Markets with an own order that nobody knows the fate of, or not all executions: they explain a difference. */
  async #unsettled(): Promise<ReadonlySet<string>> {
    const { journal } = this.#with;
    const found = new Set<string>();
    for (const { clientOrderId, symbol, status, filled } of await journal.openIntents()) {
      const known = (await journal.fills({ clientOrderId })).reduce((sum, { amount }) => sum.plus(amount), new Big(0));
      if (status !== 'open' || !known.eq(filled)) found.add(symbol);
    }
    return found;
  }
}
