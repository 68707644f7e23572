import type { CcxtClient } from './ccxt-class.ts';
import { GuardError } from './error.ts';
import type { Order, Trade } from './order.ts';
import type { Told } from './told.ts';
import { list, malformed, orderOf, tradeOf } from './unified.ts';
import type { Ask, Named, Traces, VenueRow } from './venues/row.ts';
import { partOf } from './walls.ts';

/** Own orders and others, looked up and cancelled by the calls of the exchange's row. None of it needs markets. */
export interface OrdersThere {
  open(marketId?: string): Promise<readonly Order[]>;
  find(order: Named): Promise<Order | undefined>;
  /** Returns the order as it ended; undefined when the exchange says that there is no such open order. */
  cancel(order: { readonly marketId: string; readonly clientOrderId: string }): Promise<Order | undefined>;
  /** Executions in a market, of one order where it is named. Needs markets. */
  trades(symbol: string, of?: Omit<Traces, 'marketId'>): Promise<readonly Trade[]>;
}

interface Given {
  readonly row: VenueRow;
  readonly client: CcxtClient;
  readonly told: Told;
}

/** Makes one call by its door. */
export function askOf({ client, told }: Pick<Given, 'client' | 'told'>): Ask {
  return ({ path, api, method, params }) => told(() => client.request(path, partOf(api), method, { ...params }));
}

/** Returns the calls about orders at one exchange. Where nothing can be ordered, each throws EXCHANGE_UNKNOWN. */
export function ordersAt({ row, client, told }: Given): OrdersThere {
  const ask = askOf({ client, told });
  const calls = () => {
    if (row.orders !== undefined) return row.orders;
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `${row.title} can be read and audited here, and nothing can be ordered or cancelled at it.`,
      { unsent: true },
    );
  };
  const read = (raw: unknown): Promise<Order> =>
    told(async () => {
      if (typeof raw !== 'object' || raw === null) throw malformed('an order');
      const marketId = calls().marketIn(raw as Readonly<Record<string, unknown>>);
      return orderOf(client.parseOrder(raw), typeof marketId === 'string' ? marketId : undefined);
    });

  const find = (named: Named): Promise<Order | undefined> =>
    unlessNotFound(row, async () => {
      const raw = await calls().find(ask, named);
      return raw === undefined ? undefined : read(raw);
    });

  /** Executions as ccxt reads them. */
  const traces = (symbol: string, of: Omit<Traces, 'marketId'>): Promise<readonly unknown[]> =>
    told(async () => {
      const { trades, tradesBy = false } = row.orders ?? {};
      if (trades === undefined) {
        const by = tradesBy === false || of.exchangeOrderId === undefined ? {} : { [tradesBy]: of.exchangeOrderId };
        return list(await client.fetchMyTrades(symbol, of.since?.getTime(), undefined, by));
      }
      const market = (client.markets as Readonly<Record<string, { readonly id: string }>> | undefined)?.[symbol];
      if (market === undefined) throw malformed('a market that it does not have');
      return (await trades(ask, { ...of, marketId: market.id })).map((trade) => client.parseTrade(trade, market));
    });

  return Object.freeze({
    async open(marketId?: string): Promise<readonly Order[]> {
      return Promise.all((await calls().open(ask, marketId)).map(read));
    },

    find,

    async cancel(named): Promise<Order | undefined> {
      const done = await unlessNotFound(row, () => calls().cancel(ask, named));
      if (done === undefined || done === 'gone') return undefined;
      return done === 'heard' ? ended(() => find(named)) : read(done);
    },

    async trades(symbol: string, of: Omit<Traces, 'marketId'> = {}): Promise<readonly Trade[]> {
      const trades = (await traces(symbol, of)).map((trade) => tradeOf(trade));
      // An exchange, or a stand-in for one, may not know the filter.
      const { exchangeOrderId: one } = of;
      return one === undefined ? trades : trades.filter(({ exchangeOrderId }) => exchangeOrderId === one);
    },
  } satisfies OrdersThere);
}

/** When an order is looked at whose cancel was only heard, in ms after the look before. */
const LOOKS_MS: readonly number[] = [0, 100, 300, 600];

/** Waits until an order is over: undefined when it did not end by being cancelled, or is not known any more. */
async function ended(find: () => Promise<Order | undefined>): Promise<Order | undefined> {
  for (const pause of LOOKS_MS) {
    if (pause > 0) await new Promise((done) => setTimeout(done, pause));
    const order = await find();
    if (order?.status !== 'open') return order?.status === 'cancelled' ? order : undefined;
  }
  throw new GuardError('VENUE_TIMEOUT', 'The exchange heard the cancel and still shows the order as open.');
}

/** Makes "there is no such order" an answer instead of an error. */
async function unlessNotFound<T>(row: VenueRow, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const answer = error instanceof GuardError ? error.answer : undefined;
    if (answer !== undefined && row.saysNotFound(answer)) return undefined;
    throw error;
  }
}
