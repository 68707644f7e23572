import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVenue, type Venue } from '../../src/index.ts';
import { coinbase as dialect } from './there/coinbase.ts';
import { There } from './there.ts';

const symbol = 'BTC/USDT';
const batch = 'GET /api/v3/brokerage/orders/historical/batch';
const wanted = { side: 'buy', kind: 'limit', amount: '0.001', price: '99500', time: 'GTC' } as const;
const madeAt = new Date(Date.now() - 3 * 60 * 60_000);
let there: There;
let venue: Venue;

beforeEach(async () => {
  there = await new There(dialect).start();
  const { credentials, url: exchangeUrl } = there;
  venue = await openVenue({ exchange: 'coinbase', credentials, exchangeUrl, clock: () => new Date(), bot: 'test' });
  await venue.loadMarkets();
});
afterEach(async () => {
  venue.close();
  await there.stop();
});

/** Orders that are over, of this id and as old as said. */
function past(clientId: string, at: number): void {
  const order = there.book.place({ ...wanted, clientId });
  order.status = 'cancelled';
  (order as { at: number }).at = at;
}

describe('an order at Coinbase that is over', () => {
  it('is found by what came when it was made, whatever came since', async () => {
    past('ours', madeAt.getTime() + 1500);
    for (let n = 0; n < 2500; n += 1) past(`later-${n}`, Date.now() - 1000);
    expect(await venue.order(symbol, 'ours', madeAt)).toMatchObject({ clientOrderId: 'ours', status: 'cancelled' });
    expect(await venue.order(symbol, 'never made', madeAt)).toBeUndefined();
    const asked = there.asked(batch).filter(({ query }) => query.get('order_status') !== 'OPEN');
    expect(asked).toHaveLength(2);
    const window = asked.map(({ query }) => [query.get('start_date'), query.get('end_date')].map(String));
    for (const [start = '', end = ''] of window) {
      expect(Date.parse(start)).toBe(madeAt.getTime() - 60_000);
      expect(Date.parse(end)).toBe(madeAt.getTime() + 60 * 60_000);
    }
  });

  it('is not given up as never made where there are more than can be looked through', async () => {
    past('ours', madeAt.getTime());
    for (let n = 0; n < 1000; n += 1) past(`beside-${n}`, madeAt.getTime() + 1000);
    await expect(venue.order(symbol, 'ours', madeAt)).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
    await expect(venue.order(symbol, 'ours')).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
  });
});
