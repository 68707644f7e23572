import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approve } from '../../src/approved-order.ts';
import { openVenue, type Venue } from '../../src/index.ts';
import { doorsOf } from '../../src/inner-doors.ts';
import { gemini as row } from '../../src/venues/gemini.ts';
import { gemini as dialect } from './there/gemini.ts';
import { ok, There } from './there.ts';

const symbol = 'BTC/USDT';
let there: There;
let venue: Venue;

async function opened(symbols: readonly string[] | undefined): Promise<Venue> {
  venue?.close();
  const { credentials, url } = there;
  venue = await openVenue({
    exchange: 'gemini',
    credentials,
    exchangeUrl: url,
    clock: () => new Date(),
    bot: 'test',
    ...(symbols === undefined ? {} : { symbols }),
  });
  return venue;
}

beforeEach(async () => {
  there = await new There(dialect).start();
  await opened([symbol]);
});
afterEach(async () => {
  venue.close();
  await there.stop();
});

const paths = () => there.calls.map(({ path }) => path);
const order = { side: 'buy', kind: 'limit', amount: '0.001', price: '99500', time: 'GTC', clientId: 'ours' } as const;

describe('the rules of markets at Gemini', () => {
  it('are asked for one by one, of those alone that are traded and are there', async () => {
    await opened([symbol, symbol, 'NO/SUCH']);
    await venue.loadMarkets();
    await venue.loadMarkets();
    expect(paths()).toEqual(['/v1/symbols', '/v1/symbols/details/btcusdt']);
    expect(venue.instrument(symbol)).toMatchObject({
      marketId: 'btcusdt',
      amountStep: '0.000001',
      priceStep: '0.1',
      minAmount: '0.00001',
      active: true,
    });
    expect(venue.instrument('NO/SUCH')).toBeUndefined();
    expect(venue.instrument('BTC/USD')).toBeUndefined();
  });

  it('are not known of anything where nobody said what is traded', async () => {
    await opened(undefined);
    await venue.loadMarkets();
    expect(paths()).toEqual(['/v1/symbols']);
    expect(venue.instrument(symbol)).toBeUndefined();
  });

  it.each(['closed', 'cancel_only', 'post_only', 'limit_only', 'something new'])(
    'say that one is %s',
    async (status) => {
      const details = dialect.answer(
        {
          method: 'GET',
          path: '/v1/symbols/details/btcusdt',
          query: new URLSearchParams(),
          search: '',
          body: '',
          headers: {},
        },
        there.book,
      );
      there.next.set('GET /v1/symbols/details/btcusdt', [ok({ ...(details?.body as object), status })]);
      await venue.loadMarkets();
      expect(venue.instrument(symbol)?.active).toBe(status === 'limit_only');
    },
  );
});

describe('an order at Gemini', () => {
  const status = 'POST /v1/order/status';
  const shown = (over: object) => ({ ...shownOf(), ...over });
  const shownOf = () => {
    const held = there.book.byClientId('ours') ?? there.book.place(order);
    return {
      order_id: held.id,
      client_order_id: held.clientId,
      symbol: 'BTCUSDT',
      side: 'buy',
      type: 'exchange limit',
      timestampms: held.at,
      is_live: true,
      is_cancelled: false,
      executed_amount: '0',
      original_amount: '0.001',
      price: '99500',
      options: [],
    };
  };

  it('is read whether it comes alone or in a list, in capitals or not', async () => {
    await venue.loadMarkets();
    for (const told of [shown({}), [shown({})], [shown({ symbol: 'btcusdt' })]]) {
      there.next.set(status, [ok(told)]);
      expect(await venue.order(symbol, 'ours')).toMatchObject({ clientOrderId: 'ours', symbol, marketId: 'btcusdt' });
    }
  });

  it('is not there where none, or one of another id, is told; and nobody knows where several are', async () => {
    await venue.loadMarkets();
    for (const told of [[], shown({ client_order_id: 'another' })]) {
      there.next.set(status, [ok(told)]);
      expect(await venue.order(symbol, 'ours')).toBeUndefined();
    }
    there.next.set(status, [ok([shown({}), shown({ order_id: '7' })])]);
    await expect(venue.order(symbol, 'ours')).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
  });

  it.each([
    ['cancelled by it', { is_live: false, is_cancelled: true }, 'cancelled'],
    ['filled before it', { is_live: false, is_cancelled: false }, undefined],
  ])('was %s, as the answer to a cancel says', async (_what, over, ended) => {
    there.book.place(order);
    there.next.set('POST /v1/order/cancel', [ok(shown(over))]);
    const cancelled = await doorsOf(venue).cancel({ clientOrderId: 'ours', marketId: 'btcusdt' });
    expect(cancelled?.status).toBe(ended);
  });

  it('is looked up where the answer to a cancel still shows it as live', async () => {
    there.book.place(order);
    there.next.set('POST /v1/order/cancel', [ok(shown({}))]);
    there.next.set(status, [ok(shown({})), ok(shown({ is_live: false, is_cancelled: true }))]);
    expect(await doorsOf(venue).cancel({ clientOrderId: 'ours', marketId: 'btcusdt' })).toMatchObject({
      status: 'cancelled',
    });
  });

  it('goes out in a header alone, and cannot be asked for in the place of another call', async () => {
    await venue.loadMarkets();
    const approved = approve({
      clientOrderId: 'a'.repeat(32),
      symbol,
      marketId: 'btcusdt',
      side: 'buy',
      kind: 'limit',
      amount: '0.001',
      price: '99500',
      postOnly: false,
      receivedAt: new Date(),
    } as never);
    await doorsOf(venue).place(approved, async () => undefined);
    const [sent] = there.asked('POST /v1/order/new');
    expect(sent?.body).toBe('');
    expect(sent?.headers['content-length']).toBe('0');
    const before = there.calls.length;
    const ask = { api: 'private', method: 'POST', path: 'v1/roles', params: { request: '/v1/withdraw/btc' } } as const;
    await expect(doorsOf(venue).audit(ask)).rejects.toMatchObject({ code: 'DOOR_CLOSED', unsent: true });
    expect(there.calls.length).toBe(before);
    for (const door of row.doors.filter(({ use }) => use !== 'public')) expect(door.named).toBe('request');
  });
});
