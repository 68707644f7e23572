import { describe, expect, it } from 'vitest';
import { Tally } from '../src/tally.ts';
import { atMarket, flatPath, instrument, limit, NOON, openGround } from './support/ground.ts';

describe('the tally', () => {
  it('adds up what the orders tell', () => {
    const ground = openGround({ path: flatPath(6_500_000) });
    const bought = ground.submit(atMarket('BUY', { amount: '0.001' }));
    const sold = ground.submit(atMarket('SELL', { amount: '0.001' }));
    ground.matching.cancel(ground.market, ground.submit(limit('BUY', '0.001', '60000')), NOON);
    const counts = new Tally().counts(ground.matching.orders, [instrument], { minutes: 0, ended: false });
    expect(counts).toMatchObject({
      orders: 3,
      fills: 2,
      cancels: 1,
      fees: { BTC: '0.00000100', USDT: sold.trades[0]?.fee.toFixed(8) },
      volume: { USDT: bought.executedValue.plus(sold.executedValue).toFixed(8) },
      withdrawalAttempts: 0,
    });
  });

  it('remembers only so many paths by name', () => {
    const tally = new Tally();
    for (let path = 0; path < 1_000; path++) tally.request('GET', `/${path}`);
    tally.request('GET', '/0');
    const { requests } = tally.counts(openGround().matching.orders, [], { minutes: 0, ended: false });
    expect(Object.keys(requests)).toHaveLength(257);
    expect([requests['GET /0'], requests.other]).toEqual([2, 744]);
  });
});
