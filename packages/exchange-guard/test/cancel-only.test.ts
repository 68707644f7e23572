import { createSecretKey, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOrderIds, openCancelOnly, openVenue, type Venue } from '../src/index.ts';
import { FakeExchange, send } from './fake-exchange.ts';

const clock = () => new Date();
const ids = clientOrderIds(createSecretKey(randomBytes(32)), { venue: 'binance', bot: 'test' });
let exchange: FakeExchange;
let venue: Venue;

beforeEach(async () => {
  exchange = await new FakeExchange().start();
  const { credentials, url } = exchange;
  venue = await openVenue({ exchange: 'binance', credentials, exchangeUrl: url, clock, bot: 'test', timeoutMs: 500 });
  for (const id of [ids.mint(1, 1), ids.mint(1, 2), 'somebody-else']) {
    exchange.place(
      new URLSearchParams({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        quantity: '1',
        price: '9',
        newClientOrderId: id,
      }),
    );
  }
});
afterEach(async () => {
  venue.close();
  await exchange.stop();
});

const own = () => openCancelOnly({ venue, ids, clock });
const standing = () =>
  exchange.orders.filter(({ status }) => status === 'NEW').map(({ clientOrderId }) => clientOrderId);

describe('cancelling alone', () => {
  it('lists own orders only', async () => {
    expect((await own().listOwn()).map(({ clientOrderId }) => clientOrderId)).toEqual([ids.mint(1, 1), ids.mint(1, 2)]);
  });

  it('needs nothing but the credentials: no markets, no clock agreement, no public call', async () => {
    for (const path of ['time', 'exchangeInfo', 'depth', 'account']) {
      exchange.answer(`GET /api/v3/${path}`, (response) => send(response, 500, ''));
    }
    const { cancelled, failed, kept } = await own().cancelOwn();
    expect(cancelled.map(({ clientOrderId, status }) => [clientOrderId, status])).toEqual([
      [ids.mint(1, 1), 'cancelled'],
      [ids.mint(1, 2), 'cancelled'],
    ]);
    expect([failed, kept]).toEqual([[], []]);
    expect(standing()).toEqual(['somebody-else']);
  });

  it('keeps what it is told to keep', async () => {
    const { kept, cancelled } = await own().cancelOwn({
      keep: ({ clientOrderId }) => clientOrderId === ids.mint(1, 1),
    });
    expect([kept.length, cancelled.length]).toEqual([1, 1]);
    expect(standing()).toEqual([ids.mint(1, 1), 'somebody-else']);
  });

  it('tries each once more, and says which stayed', async () => {
    exchange.answer('DELETE /api/v3/order', (response) => send(response, 500, ''));
    const { failed, cancelled } = await own().cancelOwn();
    expect(failed).toHaveLength(2);
    expect(failed[0]?.says).toBeTypeOf('string');
    expect(cancelled).toEqual([]);
    expect(exchange.asked('DELETE', '/api/v3/order')).toHaveLength(4);
  });

  it('knows an order that was gone before the cancel came', async () => {
    exchange.answer('DELETE /api/v3/order', (response) =>
      send(response, 400, { code: -2011, msg: 'Unknown order sent.' }),
    );
    expect(await own().cancelOwn()).toMatchObject({ cancelled: [], failed: [], gone: [{}, {}] });
  });

  it('refuses a foreign order', async () => {
    await expect(own().cancel({ clientOrderId: 'somebody-else', marketId: 'BTCUSDT' })).rejects.toThrow(
      expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }),
    );
    expect(exchange.asked('DELETE', '/api/v3/order')).toHaveLength(0);
  });

  it('throws when own orders cannot be listed: nobody may think that there are none', async () => {
    exchange.answer('GET /api/v3/openOrders', {});
    await expect(own().cancelOwn()).rejects.toThrow(expect.objectContaining({ code: 'VENUE_MALFORMED' }));
  });
});
