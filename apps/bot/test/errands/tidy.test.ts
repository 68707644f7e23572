import { describe, expect, it } from 'vitest';
import { checkVenue } from '../../src/checks/venue.ts';
import { tidy } from '../../src/errands/tidy.ts';
import type { Errand } from '../../src/messages.ts';
import { inside, proofs } from '../support/inside.ts';

const halted: Errand = { verb: 'tidy', why: 'halt' };
const died: Errand = { verb: 'tidy', why: 'desk-died' };

/** A live account with two own orders and one of somebody else, on the exchange itself. */
async function withOrders(errand: Errand, file: object = {}) {
  const house = await inside({ mode: 'live', errand, file });
  const { config, key, ids, journal } = await proofs(house);
  const { createHmac } = await import('node:crypto');
  const place = async (side: string, price: string, quantity: string, id: string) => {
    const query = new URLSearchParams({
      symbol: 'BTCUSDT',
      side,
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity,
      price,
      newClientOrderId: id,
      timestamp: String(Date.now()),
    });
    query.append('signature', createHmac('sha256', house.key.secret).update(String(query)).digest('hex'));
    const headers = { 'X-MBX-APIKEY': house.key.apiKey };
    const answer = await fetch(`${house.exchange.url}/api/v3/order?${query}`, { method: 'POST', headers });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const { proof: venue } = await checkVenue(house.desk, config, key);
  if (venue === undefined) throw new Error('no venue');
  const { bid } = await venue.reference('BTC/USDT');
  const low = (share: number) => String(Math.round(Number(bid) * share));
  await place('BUY', low(0.8), '0.01', ids.mint(1, 1));
  await place('BUY', low(0.7), '0.01', ids.mint(1, 2));
  await place('BUY', low(0.75), '0.01', 'somebody-else');
  return {
    house,
    journal,
    own: [ids.mint(1, 1), ids.mint(1, 2)],
    open: async () => (await venue.openOrders('BTC/USDT')).map(({ clientOrderId }) => clientOrderId).sort(),
    async [Symbol.asyncDispose]() {
      venue.close();
      await house[Symbol.asyncDispose]();
    },
  };
}

describe('a tidying desk', () => {
  it('cancels every own order after a halt, none of anybody else’s, and writes down how many', async () => {
    await using one = await withOrders(halted, { onStop: 'leave' });
    expect(await tidy(one.house.desk)).toEqual({ code: 0, says: '2 own open orders cancelled, 0 left.' });
    expect(await one.open()).toEqual(['somebody-else']);
    const [entry] = await one.journal.entries({ kind: 'orders-cancelled' });
    expect(entry?.detail).toEqual({ why: 'halt', cancelled: 2, kept: 0, failed: 0 });
  });

  it('leaves after a desk that died what the configuration says a stop leaves, and prints which', async () => {
    await using one = await withOrders(died, { onStop: 'leave' });
    expect(await tidy(one.house.desk)).toEqual({ code: 0, says: '0 own open orders cancelled, 2 left.' });
    expect(await one.open()).toEqual([...one.own, 'somebody-else'].sort());
    for (const id of one.own) expect(one.house.written.join('')).toContain(id);
  });

  it('cancels entries after a desk that died when that is what a stop does', async () => {
    await using one = await withOrders(died);
    expect(await tidy(one.house.desk)).toMatchObject({ code: 0, says: '2 own open orders cancelled, 0 left.' });
    expect(await one.open()).toEqual(['somebody-else']);
  });

  it('says that orders may be open when the exchange does not answer', async () => {
    await using house = await inside({ mode: 'live', errand: halted });
    await house.exchange.close();
    const { code, says, fix } = await tidy(house.desk);
    expect([code, fix]).toEqual([1, expect.stringContaining('exchange’s own page')]);
    expect(says).toMatch(/^Own open orders could not be listed: /);
  });

  it('ends with 2 when the configuration is wrong, before it has asked for a key', async () => {
    await using house = await inside({ mode: 'live', errand: halted, file: { market: 'moon' } });
    expect(await tidy(house.desk)).toMatchObject({ code: 2, fix: expect.any(String) });
    expect(house.courier.credentials).not.toHaveBeenCalled();
  });

  it('does nothing under another errand', async () => {
    await using house = await inside();
    await expect(tidy(house.desk)).rejects.toThrow('another one');
  });
});
