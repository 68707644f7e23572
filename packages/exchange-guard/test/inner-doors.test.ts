import { describe, expect, it } from 'vitest';
import { type ApprovedOrder, approve } from '../src/approved-order.ts';
import type { CcxtClient } from '../src/ccxt-class.ts';
import { GuardError } from '../src/error.ts';
import { doorsOf, innerDoorsOf, registerDoors } from '../src/inner-doors.ts';
import { Permits } from '../src/permits.ts';
import { toldWith } from '../src/told.ts';
import type { Venue } from '../src/venue.ts';
import type { VenueRow } from '../src/venues/row.ts';
import { venueRow } from '../src/venues.ts';

const now = new Date('2026-11-01T00:00:00Z');
const id = 'a'.repeat(32);
const approved = approve({
  clientOrderId: id,
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.5',
  price: '100',
  postOnly: false,
  receivedAt: now,
});
const body = `symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.5&price=100&newClientOrderId=${id}`;
const answered = {
  id: '7',
  clientOrderId: id,
  symbol: 'BTC/USDT',
  type: 'limit',
  side: 'buy',
  amount: '0.5',
  filled: '0',
  status: 'open',
};
const lastLook = async (): Promise<void> => undefined;

interface There {
  readonly orders?: Partial<NonNullable<VenueRow['orders']>> | false;
  readonly contracts?: VenueRow['contracts'];
  /** What placing comes to: an answer, an error, or what happens when it is asked for. */
  readonly answer?: unknown;
  readonly found?: unknown;
}

/** The doors of a venue whose exchange answers as it is told to. */
function there({ orders, contracts, answer = answered, found }: There = {}) {
  const binance = venueRow('binance');
  const { orders: own, ...unordered } = binance;
  const ordering = orders === false ? {} : { orders: { ...own, ...orders } as NonNullable<VenueRow['orders']> };
  const row: VenueRow = { ...unordered, ...ordering, ...(contracts === undefined ? {} : { contracts }) };
  const permits = new Permits(row);
  const asked: unknown[][] = [];
  const placing = async (...args: unknown[]) => {
    asked.push(args);
    const came = typeof answer === 'function' ? await answer() : answer;
    if (came instanceof Error) throw came;
    return came;
  };
  const client = {
    options: {},
    createOrder: placing,
    request: async (...args: unknown[]) => {
      asked.push(args);
      return found;
    },
    parseOrder: () => answered,
  } as unknown as CcxtClient;
  const auditor = { options: {}, request: async (...args: unknown[]) => ({ told: args }) } as unknown as CcxtClient;
  const venue = {
    instrument: (symbol: string) => (symbol === 'BTC/USDT' ? { symbol, marketId: 'BTCUSDT' } : undefined),
    serverTime: async () => ({ skewMs: 1234.6 }),
  } as unknown as Venue;
  const scrub = (text: string) => text;
  const told = toldWith(scrub);
  const doors = innerDoorsOf({ row, client, auditor, permits, told, scrub, venue, clock: () => now });
  return { row, doors, permits, asked, client, auditor, venue };
}

const failed = (doing: Promise<unknown>): Promise<GuardError> =>
  doing.then(
    () => expect.fail('it went well'),
    (error: unknown) => error as GuardError,
  );

describe('the inner doors', () => {
  it('are those of a venue that was opened, and of nothing that looks like one', () => {
    const { doors, venue } = there();
    expect(() => doorsOf(venue)).toThrow(
      expect.objectContaining({
        code: 'DOOR_CLOSED',
        unsent: true,
        message: 'This is not a venue that openVenue opened.',
      }),
    );
    registerDoors(venue, doors);
    expect(doorsOf(venue)).toBe(doors);
    expect(() => doorsOf({ ...venue })).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    expect(() => Object.assign(doors, { place: () => undefined })).toThrow(TypeError);
  });

  it('ask about the key by the client that can do nothing else', async () => {
    const { doors, asked } = there();
    const call = { api: 'sapi', method: 'GET', path: 'account/apiRestrictions', params: { a: '1' } } as const;
    expect(await doors.audit(call)).toEqual({ told: [call.path, call.api, call.method, call.params] });
    expect(asked).toEqual([]);
  });

  it('take the exchange’s clock for both clients', async () => {
    const { doors, client, auditor } = there();
    await doors.adjustClock();
    expect([client.options.timeDifference, auditor.options.timeDifference]).toEqual([-1235, -1235]);
  });

  it('look for an order by the exchange’s id in a market that there is', async () => {
    const { doors, asked } = there({ found: { orderId: 7, symbol: 'BTCUSDT' } });
    expect(await doors.orderByExchangeId('ETH/USDT', '7')).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await doors.orderByExchangeId('BTC/USDT', '7')).toMatchObject({ exchangeOrderId: '7', marketId: 'BTCUSDT' });
    expect(asked).toEqual([['order', 'private', 'GET', { symbol: 'BTCUSDT', orderId: '7' }]]);
  });

  it('ask for the executions of one order, and leave out those of others', async () => {
    const trade = { symbol: 'BTC/USDT', side: 'buy', amount: '0.5', price: '100', timestamp: now.getTime() };
    const { doors, client, asked } = there();
    client.fetchMyTrades = async (...args: unknown[]) => {
      asked.push(args);
      return ['7', '8'].map((order) => ({ ...trade, id: `of-${order}`, order }));
    };
    expect(await doors.tradesOf('BTC/USDT', '7')).toMatchObject([{ tradeId: 'of-7', exchangeOrderId: '7' }]);
    expect(asked).toEqual([['BTC/USDT', undefined, undefined, { orderId: '7' }]]);
  });

  it('cancel and list orders by the calls of the exchange, without markets', async () => {
    const { doors, asked } = there({ found: { orderId: 7, symbol: 'BTCUSDT' } });
    expect(await doors.cancel({ clientOrderId: id, marketId: 'BTCUSDT' })).toMatchObject({ exchangeOrderId: '7' });
    const listing = there({ found: [{ orderId: 7, symbol: 'BTCUSDT' }] });
    expect(await listing.doors.openOrdersRaw()).toMatchObject([{ exchangeOrderId: '7', marketId: 'BTCUSDT' }]);
    expect([...asked, ...listing.asked].map(([path, , method]) => [path, method])).toEqual([
      ['order', 'DELETE'],
      ['openOrders', 'GET'],
    ]);
  });

  it('ask of contracts in the markets that there are, and of none at an exchange of spot markets', async () => {
    const told: unknown[] = [];
    const contracts = {
      held: async () => [],
      unfit: async (_ask: unknown, markets: unknown) => {
        told.push(markets);
        return 'longs and shorts stand side by side';
      },
    };
    const { doors } = there({ contracts });
    expect(await doors.unfit(['BTC/USDT', 'NO/PE'])).toBe('longs and shorts stand side by side');
    expect(told).toEqual([[{ symbol: 'BTC/USDT', marketId: 'BTCUSDT' }]]);
    expect(await there().doors.unfit(['BTC/USDT'])).toBeUndefined();
  });
});

describe('placing', () => {
  it('hands ccxt what was approved and nothing else, and tells the order as it stands', async () => {
    const trade = { id: '9', amount: '0.5', price: '99', timestamp: now.getTime() };
    const { doors, asked } = there({ answer: { ...answered, filled: '0.5', status: 'closed', trades: [trade] } });
    const { order, trades } = await doors.place(approved, lastLook);
    expect(asked).toStrictEqual([['BTC/USDT', 'limit', 'buy', '0.5', '100', { clientOrderId: id }]]);
    expect(order).toMatchObject({ exchangeOrderId: '7', clientOrderId: id, status: 'filled', filled: '0.5' });
    expect(trades).toMatchObject([{ tradeId: '9', exchangeOrderId: '7', price: '99' }]);
  });

  it.each<readonly [string, object, object]>([
    ['post-only', { postOnly: true }, { postOnly: true }],
    ['post-only with a time in force', { postOnly: true, timeInForce: 'GTC' }, { postOnly: true }],
    ['a time in force', { timeInForce: 'IOC' }, { timeInForce: 'IOC' }],
    ['reduce-only', { reduceOnly: true }, { reduceOnly: true }],
  ])('says %s as ccxt has it said', async (_what, terms, said) => {
    const { doors, asked } = there();
    await doors.place(approve({ ...approved, price: '100', timeInForce: undefined, ...terms } as never), lastLook);
    expect(asked[0]?.[5]).toEqual({ clientOrderId: id, ...said });
  });

  it('says what the exchange has an order say besides, by the time that it is', async () => {
    const seen: unknown[] = [];
    const alsoSays = (order: unknown, at: Date) => {
      seen.push(order, at);
      return { until: 'then' };
    };
    const { doors, asked } = there({ orders: { alsoSays } });
    await doors.place(approved, lastLook);
    expect(asked[0]?.[5]).toEqual({ clientOrderId: id, until: 'then' });
    expect(seen).toEqual([approved, now]);
  });

  it('sends nothing that the gate did not approve', async () => {
    const { doors, asked } = there();
    const forged = { ...approved } as unknown as ApprovedOrder;
    expect(await failed(doors.place(forged, lastLook))).toMatchObject({
      code: 'ORDER_NOT_APPROVED',
      unsent: true,
      message: 'An order without approval was not sent.',
    });
    expect(asked).toEqual([]);
  });

  it('comes to nothing at an exchange that nothing is ordered at, and breaks nothing', async () => {
    const unknown = new GuardError('VENUE_MALFORMED', 'ccxt knows no such order');
    const { doors, asked } = there({ orders: false, answer: unknown });
    expect(await failed(doors.place(approved, lastLook))).toMatchObject({ code: 'VENUE_MALFORMED', unsent: true });
    expect(asked).toHaveLength(1);
    // An answer is read all the same, as one that tells the whole order.
    expect((await there({ orders: false }).doors.place(approved, lastLook)).order).toMatchObject({ status: 'open' });
  });

  it('gives its permit for this order, with its last look', async () => {
    const looks: string[] = [];
    const used = there({ answer: () => used.permits.use(body).then(() => answered) });
    await used.doors.place(approved, async () => void looks.push('looked'));
    expect(looks).toEqual(['looked']);
    expect(await failed(used.permits.use(body))).toMatchObject({ code: 'ORDER_NOT_APPROVED' });
  });

  it('proves that nothing left when it fails before its permit was used, and takes the permit back', async () => {
    const cause = new Error('ccxt gave up');
    const { doors, permits } = there({ answer: new GuardError('VENUE_MALFORMED', 'no', { cause }) });
    expect(await failed(doors.place(approved, lastLook))).toMatchObject({
      code: 'VENUE_MALFORMED',
      message: 'no',
      cause,
      unsent: true,
    });
    expect(await failed(permits.use(body))).toMatchObject({ code: 'ORDER_NOT_APPROVED' });
    // One that says so by itself is the very same.
    const known = new GuardError('LAST_LOOK', 'no', { unsent: true });
    expect(await failed(there({ answer: known }).doors.place(approved, lastLook))).toBe(known);
  });

  it('proves nothing once its permit was used', async () => {
    const lost = new GuardError('VENUE_TIMEOUT', 'no answer');
    const sent = there({ answer: () => sent.permits.use(body).then(() => lost) });
    expect(await failed(sent.doors.place(approved, lastLook))).toBe(lost);
  });

  it.each(['b'.repeat(32), ''])('does not believe an answer about another order (%j)', async (clientOrderId) => {
    const other = there({ answer: () => other.permits.use(body).then(() => ({ ...answered, clientOrderId })) });
    expect(await failed(other.doors.place(approved, lastLook))).toMatchObject({
      code: 'VENUE_MALFORMED',
      unsent: false,
      message: "The exchange's answer could not be understood: another order than the one that was sent.",
    });
  });
});

describe('placing that is answered with ids alone', () => {
  const placed = (answer: unknown, order: ApprovedOrder = approved) =>
    there({ orders: { idsOnly: true }, answer }).doors.place(order, lastLook);

  it('leaves an open order as it was approved, under those ids', async () => {
    const expected = {
      exchangeOrderId: '7',
      clientOrderId: id,
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'limit',
      amount: '0.5',
      filled: '0',
      price: '100',
      status: 'open',
      reduceOnly: false,
    };
    expect(await placed({ id: '7', clientOrderId: id })).toEqual({ order: expected, trades: [] });
    // Some do not repeat ours.
    for (const unsaid of [{ id: '7' }, { id: '7', clientOrderId: 7 }]) {
      expect((await placed(unsaid)).order).toEqual(expected);
    }
    const market = approve({ ...approved, kind: 'market', reduceOnly: true, price: undefined } as never);
    const { price: _, ...unpriced } = expected;
    const { order } = await placed({ id: '7' }, market);
    expect(order).toStrictEqual({ ...unpriced, kind: 'market', reduceOnly: true });
  });

  it('takes an id of a hundred letters, and no longer one, none, or one that is no text', async () => {
    const long = 'x'.repeat(100);
    expect((await placed({ id: long })).order.exchangeOrderId).toBe(long);
    for (const wrong of [`${long}x`, '', 7, undefined, null]) {
      expect(await failed(placed({ id: wrong }))).toMatchObject({
        code: 'VENUE_MALFORMED',
        message: "The exchange's answer could not be understood: order id.",
      });
    }
  });

  it('does not believe the id of another order', async () => {
    expect(await failed(placed({ id: '7', clientOrderId: 'b'.repeat(32) }))).toMatchObject({ code: 'VENUE_MALFORMED' });
  });
});
