import { describe, expect, it } from 'vitest';
import { moneyRoutes } from '../src/money-routes.ts';
import { call } from './support/caller.ts';

const everything = {
  withdrawals: true,
  internalTransfer: true,
  universalTransfer: true,
  margin: true,
  futures: true,
  options: true,
};

describe('an attempt to move money out of spot', () => {
  it('is refused for want of permission, and counted', async () => {
    const { signed, exchange } = await call({}, { spotTrading: false });
    for (const { path } of moneyRoutes) expect((await signed('POST', path, { amount: 1 })).json.code).toBe(-2015);
    const { withdrawalAttempts, transferAttempts } = exchange.counts();
    expect(withdrawalAttempts).toBe(3);
    expect(withdrawalAttempts + transferAttempts).toBe(moneyRoutes.length);
  });

  it('is refused even to a key that may do everything', async () => {
    const { signed, exchange } = await call({}, everything);
    for (const { path } of moneyRoutes) expect((await signed('POST', path, { amount: 1 })).http).toBe(400);
    expect((await signed('GET', '/api/v3/account')).json.balances).toContainEqual({
      asset: 'BTC',
      free: '2.00000000',
      locked: '0.00000000',
    });
    expect(exchange.counts().withdrawalAttempts).toBe(3);
  });

  it('is counted when it is not even signed', async () => {
    const { send, exchange } = await call();
    expect((await send('POST', '/sapi/v1/capital/withdraw/apply')).http).toBe(401);
    expect(exchange.counts().withdrawalAttempts).toBe(1);
  });
});
