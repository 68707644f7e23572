import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Account } from './account.ts';
import { pathOfCandles } from './candle-file.ts';
import { openEdge } from './edge.ts';
import { SimExchangeError } from './error.ts';
import { type KeyGrant, KeyRing, type MintedKey } from './keys.ts';
import { Market } from './market.ts';
import { MarketClock } from './market-clock.ts';
import { Matching } from './matching.ts';
import { type Settled, type SimOptions, settle } from './options.ts';
import type { PricePath } from './price-path.ts';
import type { Venue } from './route.ts';
import { seededPath } from './seeded-path.ts';
import { type SimCounts, Tally } from './tally.ts';
import { Usage } from './usage.ts';

/** A running exchange. */
export interface SimExchange {
  /** `http://127.0.0.1:PORT`; the base of every API host. */
  readonly url: string;
  /** Mints a key; by default it reads and trades spot, is bound to 127.0.0.1, and was created now. */
  mintKey(grant?: Partial<KeyGrant>): MintedKey;
  /** Changes what a minted key may do, from its next request on. */
  regrant(apiKey: string, grant: Partial<KeyGrant>): void;
  /** Moves a lock-step market by whole candles. */
  advance(candles: number): void;
  counts(): SimCounts;
  /** The matching log: the same for the same seed, market steps and requests. */
  log(): readonly string[];
  /** Ends every connection; nothing is left that would keep a process alive. */
  close(): Promise<void>;
}

/**
 * Starts an exchange that speaks Binance spot REST on 127.0.0.1.
 * @throws SimExchangeError OPTION_INVALID, CANDLES_INVALID, PORT_BUSY or LISTEN_FAILED
 */
export async function startSimExchange(options: SimOptions): Promise<SimExchange> {
  const settled = settle(options);
  const venue = openVenue(settled, options);
  const server = await openEdge(venue, options.clock, settled.port);
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;

  const catchUp = (): void => {
    venue.matching.catchUp(venue.marketClock.step(), (step) => venue.marketClock.wallAt(step));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    mintKey: (grant = {}) => venue.keys.mint(grant),
    regrant: (apiKey, grant) => venue.keys.regrant(apiKey, grant),
    advance(candles) {
      if (closing) throw new SimExchangeError('CLOSED', 'The exchange is closed: start another.');
      venue.marketClock.advance(candles);
      catchUp();
    },
    counts() {
      catchUp();
      const { marketClock, matching, markets, tally } = venue;
      const instruments = markets.map((market) => market.instrument);
      return tally.counts(matching.orders, instruments, { minutes: marketClock.minutes, ended: marketClock.ended });
    },
    log() {
      catchUp();
      return [...venue.matching.log];
    },
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function openVenue(settled: Settled, options: SimOptions): Venue {
  const { seed, fees, candleMs, lockStep, instruments, balances, candles } = settled;
  const [first] = instruments;
  const replay = first && candles ? pathOfCandles(candles, first) : undefined;
  const marketClock = new MarketClock({
    clock: options.clock,
    candleMs,
    lockStep,
    origin: replay?.origin ?? Math.floor(options.clock().getTime() / 60_000) * 60_000,
    lastMinute: replay?.path.last ?? Number.POSITIVE_INFINITY,
  });
  const markets = instruments.map((instrument) => {
    const path: PricePath = instrument === first && replay ? replay.path : seededPath(seed, instrument);
    return new Market({ seed, instrument, path, clock: marketClock });
  });
  const account = new Account(balances);
  return {
    markets,
    account,
    fees,
    marketClock,
    matching: new Matching({ markets, account, fees, seed }),
    keys: new KeyRing({ randomBytes: options.randomBytes ?? randomBytes, clock: options.clock }),
    usage: new Usage(options.rateLimits),
    tally: new Tally(),
  };
}
