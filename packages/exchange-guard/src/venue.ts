import type { Credentials } from '@gatehouse/secrets';
import { DATE_EXACT_MS, dateOf } from './answer-date.ts';
import { armedClients } from './armed-client.ts';
import type { CcxtClient } from './ccxt-class.ts';
import { innerDoorsOf, registerDoors } from './inner-doors.ts';
import type { Balance, Candle, Instrument, Order, Position, Reference, Trade } from './order.ts';
import { askOf, type OrdersThere, ordersAt } from './order-calls.ts';
import { type PositionsThere, positionsAt } from './position-calls.ts';
import { scrubberOf } from './scrub.ts';
import { type Told, toldWith } from './told.ts';
import { transportOf } from './transport.ts';
import { turnsOf } from './turns.ts';
import { balancesOf, candleOf, instrumentOf, list, malformed, orderOf, topOf } from './unified.ts';
import { type Account, type Market, marketOf, type VenueRow } from './venues/row.ts';
import { anyRow, hostAndPort } from './venues.ts';

export interface OpenVenueOptions {
  /** The ccxt id. */
  readonly exchange: string;
  /** What is traded, where an exchange has both; spot when not said. */
  readonly market?: Market;
  /** Whose orders they are, where an exchange has two kinds of accounts; the classic one when not said. */
  readonly account?: Account;
  /** Without credentials only the public operations answer. */
  readonly credentials: Credentials | undefined;
  /** A stand-in exchange on loopback: every API host is replaced by it. */
  readonly exchangeUrl?: string;
  readonly clock: () => Date;
  /** How long one call may take to its last byte; 10 s when not said. */
  readonly timeoutMs?: number;
  /** The bot's name. */
  readonly bot: string;
  /** What is traded: where the rules of markets are told one by one, those of these are asked for. */
  readonly symbols?: readonly string[];
}

/** The exchange's time, corrected for the way there and back. */
export interface ServerTime {
  readonly at: Date;
  readonly roundTripMs: number;
  /** The exchange's clock minus ours, in ms. */
  readonly skewMs: number;
  /** How far it may be off by the way it is told, in ms; the way there and back comes on top. */
  readonly exactMs: number;
}

/**
 * One exchange account, by the few operations that a guarded bot needs. The ccxt client inside cannot be reached: what
 * is not listed here does not exist. Decimals are strings. Everything throws GuardError.
 */
export interface Venue {
  readonly exchange: string;
  readonly bot: string;
  /** True when a stand-in answers instead of the exchange. */
  readonly standIn: boolean;
  /** Every host (`host:port`) that a door of this venue leads to: the list for allowEgress. */
  readonly hosts: readonly string[];
  serverTime(): Promise<ServerTime>;
  /** Loads the markets once; a failed load may be tried again. Public: it sends no key. */
  loadMarkets(): Promise<void>;
  /** What is known about a market; undefined before loadMarkets and for one that does not exist or is of another kind. */
  instrument(symbol: string): Instrument | undefined;
  /** Oldest first; the last one may still be forming. */
  candles(
    symbol: string,
    timeframe: string,
    range?: { readonly since?: Date; readonly limit?: number },
  ): Promise<readonly Candle[]>;
  reference(symbol: string): Promise<Reference>;
  balances(): Promise<Readonly<Record<string, Balance>>>;
  /** The contracts that are held; none in an account for spot markets alone. */
  positions(): Promise<readonly Position[]>;
  openOrders(symbol?: string): Promise<readonly Order[]>;
  /** `madeAt` is when we made it: an exchange that cannot be asked for our id is asked for what came then. */
  order(symbol: string, clientOrderId: string, madeAt?: Date): Promise<Order | undefined>;
  trades(symbol: string, since?: Date): Promise<readonly Trade[]>;
  /** Lets go of the connections. */
  close(): void;
}

/**
 * Builds the guarded clients of any exchange that ccxt has: one that asks about the key and can do nothing else, and one
 * for all the rest, which cannot ask about it. Where nobody has taught us to order, it reads and can be audited, and no
 * gate opens on it. Nothing is sent yet, and nothing is loaded from disk afterwards.
 */
export async function openVenue(options: OpenVenueOptions): Promise<Venue> {
  const { credentials, exchangeUrl, clock } = options;
  const row = await anyRow(options.exchange, options.market, options.account);
  const scrub = scrubberOf(credentials?.fields.values() ?? []);
  const told = toldWith(scrub);
  const transport = transportOf({ timeoutMs: options.timeoutMs ?? 10_000 });
  const arming = { row, credentials, exchangeUrl, clock, transport, scrub, turns: turnsOf() };
  const { asking, acting } = await armedClients(arming);
  const { client, permits } = acting;
  const hosts = [...new Set([...acting.addresses, ...asking.addresses].map(hostAndPort))];
  const venue = new GuardedVenue({ row, client, told, options, hosts, close: () => transport.close() });
  registerDoors(venue, innerDoorsOf({ row, client, auditor: asking.client, permits, told, scrub, venue, clock }));
  return venue;
}

class GuardedVenue implements Venue {
  readonly #client: CcxtClient;
  readonly #told: Told;
  readonly #row: VenueRow;
  readonly #orders: OrdersThere;
  readonly #positions: PositionsThere;
  readonly #clock: () => Date;
  readonly #symbols: readonly string[];
  readonly #instruments = new Map<string, Instrument | undefined>();
  readonly close: () => void;
  readonly exchange: string;
  readonly bot: string;
  readonly standIn: boolean;
  readonly hosts: readonly string[];

  constructor(given: {
    readonly row: VenueRow;
    readonly client: CcxtClient;
    readonly told: Told;
    readonly options: OpenVenueOptions;
    readonly hosts: readonly string[];
    readonly close: () => void;
  }) {
    this.#client = given.client;
    this.#told = given.told;
    this.#row = given.row;
    this.#orders = ordersAt(given);
    this.#positions = positionsAt(given);
    this.#clock = given.options.clock;
    this.#symbols = given.options.symbols ?? [];
    this.close = given.close;
    this.exchange = given.row.exchange;
    this.bot = given.options.bot;
    this.standIn = given.options.exchangeUrl !== undefined;
    this.hosts = given.hosts;
    Object.freeze(this);
  }

  async serverTime(): Promise<ServerTime> {
    const before = this.#clock().getTime();
    const told = await this.#time();
    const after = this.#clock().getTime();
    if (typeof told !== 'number' || !Number.isSafeInteger(told)) throw malformed('the time');
    const roundTripMs = Math.max(0, after - before);
    const exactMs = this.#row.clock === undefined ? 0 : DATE_EXACT_MS;
    return { at: new Date(told), roundTripMs, skewMs: told - (before + roundTripMs / 2), exactMs };
  }

  async #time(): Promise<unknown> {
    const { clock } = this.#row;
    if (clock === undefined) return this.#told(() => this.#client.fetchTime());
    return dateOf(await askOf({ client: this.#client, told: this.#told })(clock))?.getTime();
  }

  async loadMarkets(): Promise<void> {
    // ccxt keeps a failed load for ever unless told to load again.
    if (this.#client.markets !== undefined) return;
    const { rules, given } = this.#row;
    if (rules === undefined) await this.#told(() => this.#client.loadMarkets(true, given?.loadMarkets ?? {}));
    else await this.#told(async () => this.#client.setMarkets(await this.#marketsBy(rules)));
  }

  async #marketsBy(rules: NonNullable<VenueRow['rules']>): Promise<readonly unknown[]> {
    const told = await rules(askOf({ client: this.#client, told: this.#told }), this.#symbols);
    return told.map((market) => this.#client.parseMarket(market));
  }

  instrument(symbol: string): Instrument | undefined {
    const markets = this.#client.markets;
    if (typeof markets !== 'object' || markets === null || !Object.hasOwn(markets, symbol)) return undefined;
    if (!this.#instruments.has(symbol)) {
      const told = (markets as Record<string, unknown>)[symbol];
      this.#instruments.set(symbol, instrumentOf(told, marketOf(this.#row), this.#row.steps));
    }
    return this.#instruments.get(symbol);
  }

  async candles(
    symbol: string,
    timeframe: string,
    { since, limit }: { readonly since?: Date; readonly limit?: number } = {},
  ): Promise<readonly Candle[]> {
    const told = await this.#told(() => this.#client.fetchOHLCV(symbol, timeframe, since?.getTime(), limit));
    return list(told).map(candleOf);
  }

  async reference(symbol: string): Promise<Reference> {
    // The age counts from before the question: the answer may be older than its arrival.
    const at = this.#clock();
    const { bid, ask } = topOf(await this.#told(() => this.#client.fetchOrderBook(symbol, this.#row.bookRows ?? 5)));
    return { bid: bid.toFixed(), ask: ask.toFixed(), mid: bid.plus(ask).div(2).toFixed(), at };
  }

  async balances(): Promise<Readonly<Record<string, Balance>>> {
    return balancesOf(await this.#told(() => this.#client.fetchBalance(this.#row.given?.fetchBalance ?? {})));
  }

  async positions(): Promise<readonly Position[]> {
    await this.loadMarkets();
    return this.#positions.held();
  }

  async openOrders(symbol?: string): Promise<readonly Order[]> {
    if (this.#row.orders === undefined) {
      return list(await this.#told(() => this.#client.fetchOpenOrders(symbol))).map((order) => orderOf(order));
    }
    await this.loadMarkets();
    if (symbol === undefined) return this.#orders.open();
    return (await this.#orders.open(this.#marketId(symbol))).filter((order) => order.symbol === symbol);
  }

  async order(symbol: string, clientOrderId: string, madeAt?: Date): Promise<Order | undefined> {
    await this.loadMarkets();
    const made = madeAt === undefined ? {} : { madeAt };
    return this.#orders.find({ marketId: this.#marketId(symbol), clientOrderId, ...made });
  }

  async trades(symbol: string, since?: Date): Promise<readonly Trade[]> {
    if (this.#row.orders?.trades !== undefined) await this.loadMarkets();
    return this.#orders.trades(symbol, since === undefined ? {} : { since });
  }

  #marketId(symbol: string): string {
    const marketId = this.instrument(symbol)?.marketId;
    if (marketId === undefined) throw malformed('a market that it does not have');
    return marketId;
  }
}
