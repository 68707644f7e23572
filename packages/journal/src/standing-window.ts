import { readStanding, type Standing } from './standing.ts';
import type { Store } from './store.ts';

/**
 * The standing as it was last read, for as long as it is proven to hold: SQLite says whether anybody else has committed
 * anything since (`PRAGMA data_version`), and every write over this connection forgets it first. The last look before an
 * order leaves is as fresh as a read of the tables, for half of its work.
 */
export class StandingWindow {
  readonly #store: Store;
  #known: { readonly standing: Standing; readonly version: number } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  look(): Standing {
    // By itself, so that it opens a view of its own: inside a transaction it would speak of when that one began.
    const known = this.#known;
    if (known !== undefined && known.version === this.#version()) return known.standing;
    return this.#store.read(() => {
      const standing = readStanding(this.#store);
      this.keep(standing);
      return standing;
    });
  }

  /** Must run inside the transaction that the standing was read in. */
  keep(standing: Standing): void {
    this.#known = { standing: frozen(standing), version: this.#version() };
  }

  forget(): void {
    this.#known = undefined;
  }

  #version(): number {
    const row = this.#store.get<{ data_version: number }>('PRAGMA data_version');
    // What it does not say is never what it said.
    return row?.data_version ?? Number.NaN;
  }
}

/** It is handed out more than once. */
function frozen(standing: Standing): Standing {
  for (const restriction of standing.restrictions) Object.freeze(restriction);
  Object.freeze(standing.restrictions);
  return Object.freeze(standing);
}
