import type { Reference } from './order.ts';
import type { Venue } from './venue.ts';

/**
 * The desk's own idea of what the market pays, per symbol. It comes from the exchange's book and never from a
 * strategy; one that is too old is asked for again, and when that fails there is none.
 */
export class References {
  readonly #venue: Venue;
  readonly #maxAgeMs: number;
  readonly #clock: () => Date;
  readonly #latest = new Map<string, Reference>();
  readonly #asking = new Map<string, Promise<Reference | undefined>>();

  constructor(venue: Venue, maxAgeMs: number, clock: () => Date) {
    this.#venue = venue;
    this.#maxAgeMs = maxAgeMs;
    this.#clock = clock;
  }

  async of(symbol: string): Promise<Reference | undefined> {
    const known = this.#latest.get(symbol);
    const age = known === undefined ? undefined : this.#clock().getTime() - known.at.getTime();
    // A quarter of the time is left for the order to be written and sent.
    if (age !== undefined && age >= 0 && age <= this.#maxAgeMs * 0.75) return known;
    const asking = this.#asking.get(symbol) ?? this.#ask(symbol);
    this.#asking.set(symbol, asking);
    return asking;
  }

  async #ask(symbol: string): Promise<Reference | undefined> {
    try {
      const reference = await this.#venue.reference(symbol);
      this.#latest.set(symbol, reference);
      return reference;
    } catch {
      // The old one may still do; the collar judges its age.
      return this.#latest.get(symbol);
    } finally {
      this.#asking.delete(symbol);
    }
  }
}
