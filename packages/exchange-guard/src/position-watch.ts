import type { Journal } from '@gatehouse/journal';
import Big from 'big.js';
import { expectedBalances, type Residual, residuals, sheetOf } from './balance-sheet.ts';
import type { Position } from './order.ts';
import type { Venue } from './venue.ts';

interface Watched {
  readonly venue: Pick<Venue, 'positions' | 'standIn'>;
  readonly journal: Journal;
  readonly clock: () => Date;
}

/** How often positions are compared while they agree. */
const WIDE_MS = 30_000;

/**
 * For how long a difference has to be there, the same at every look: an execution between two questions makes one that
 * is gone with the next look, and an exchange may answer from a late copy.
 */
const STANDS_MS = 5000;

/**
 * Compares positions with what own executions came to, while a bot runs: somebody who trades beside it and an exchange
 * that closes a position for it show nowhere else once they are done.
 */
export class PositionWatch {
  readonly #with: Watched;
  /** Differences as they were first seen, by the name of their market. */
  #seen = new Map<string, { readonly by: string; readonly since: number }>();
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
    this.#seen = new Map(
      off.map(({ asset, by }) => {
        const before = this.#seen.get(asset);
        return [asset, before?.by === by ? before : { by, since: now }];
      }),
    );
    this.#standing = off.filter(({ asset }) => now - (this.#seen.get(asset)?.since ?? now) >= STANDS_MS);
    return this.#standing;
  }

  async #differences(): Promise<readonly Residual[] | undefined> {
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
    return residuals(sheetOf({}, told), expected).positions.filter(({ asset }) => !unsettled.has(asset));
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
