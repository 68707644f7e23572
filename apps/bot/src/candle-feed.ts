import type { Candle as VenueCandle } from '@gatehouse/exchange-guard';
import type { Candle, Timeframe } from './strategy.ts';

export const timeframeMs: Readonly<Record<Timeframe, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
};

type Fetch = (options: { readonly since?: Date; readonly limit: number }) => Promise<readonly VenueCandle[]>;

/**
 * Closed candles of one symbol, each handed out once. The newest candle an exchange returns is still open: it is
 * dropped, however complete it looks. Candles that the exchange left out are marked on the one that follows.
 */
export class CandleFeed {
  readonly #fetch: Fetch;
  readonly #stepMs: number;
  readonly #keep: number;
  #closed: Candle[] = [];

  constructor(fetch: Fetch, timeframe: Timeframe, warmup: number) {
    this.#fetch = fetch;
    this.#stepMs = timeframeMs[timeframe];
    this.#keep = Math.max(warmup, 1);
  }

  /** Fetches the history a strategy wants to have seen before its first call. Throws what the exchange throws. */
  async warmUp(): Promise<void> {
    this.#take(await this.#fetch({ limit: Math.min(this.#keep + 2, 1000) }));
  }

  /** Returns how many candles have closed since the last poll; `upTo` gives the history as of each of them. */
  async poll(): Promise<number> {
    const newest = this.#closed.at(-1);
    if (newest === undefined) {
      await this.warmUp();
      return this.#closed.length > 0 ? 1 : 0;
    }
    return this.#take(await this.#fetch({ since: new Date(newest.at + this.#stepMs), limit: 1000 }));
  }

  /** Closed candles, oldest first, without the newest `back` of them; at most as many as the warm-up asked for. */
  upTo(back: number): readonly Candle[] {
    const until = this.#closed.length - back;
    return this.#closed.slice(Math.max(0, until - this.#keep), until);
  }

  #take(fetched: readonly VenueCandle[]): number {
    // A candle is closed when a later one exists. The same one twice is one, also when it is the open one.
    const byTime = new Map(fetched.map((candle) => [candle.at.getTime(), candle]));
    const newest = Math.max(...byTime.keys());
    const known = this.#closed.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const closed = [...byTime].filter(([at]) => at > known && at < newest).sort(([a], [b]) => a - b);
    for (const [at, candle] of closed) {
      const before = this.#closed.at(-1);
      const gap = before === undefined ? 0 : Math.round((at - before.at) / this.#stepMs) - 1;
      const { open, high, low, close, volume } = candle;
      this.#closed.push({ at, open, high, low, close, volume, ...(gap > 0 ? { gap } : {}) });
    }
    const most = this.#keep + closed.length;
    if (this.#closed.length > most) this.#closed = this.#closed.slice(-most);
    return closed.length;
  }
}
