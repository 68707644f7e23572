import { describe, expect, it } from 'vitest';
import { call } from './support/caller.ts';
import { NOON } from './support/ground.ts';

describe('the account endpoints', () => {
  it('tell balances, free and locked', async () => {
    const { signed } = await call({ balances: { USDT: '1000', BTC: '0' } });
    const order = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.001',
      price: '60000',
    };
    await signed('POST', '/api/v3/order', order);
    const { balances, canTrade } = (await signed('GET', '/api/v3/account')).json;
    expect(balances).toEqual([
      { asset: 'BTC', free: '0.00000000', locked: '0.00000000' },
      { asset: 'USDT', free: '940.00000000', locked: '60.00000000' },
    ]);
    expect(canTrade).toBe(true);
    expect((await signed('GET', '/api/v3/account', { omitZeroBalances: 'true' })).json.balances).toHaveLength(1);
  });

  it('tell what a key may do, every field of it, also to a key that may not read', async () => {
    const { signed, exchange } = await call({}, { reading: false, withdrawals: true, ips: undefined });
    expect((await signed('GET', '/sapi/v1/account/apiRestrictions')).json).toEqual({
      ipRestrict: false,
      createTime: NOON,
      enableReading: false,
      enableWithdrawals: true,
      enableInternalTransfer: false,
      enableMargin: false,
      enableFutures: false,
      permitsUniversalTransfer: false,
      enableVanillaOptions: false,
      enableFixApiTrade: false,
      enableFixReadOnly: false,
      enableSpotAndMarginTrading: true,
      enablePortfolioMarginTrading: false,
    });
    expect((await signed('GET', '/api/v3/account')).json.code).toBe(-2015);
    const bound = exchange.mintKey({
      futures: true,
      margin: true,
      options: true,
      internalTransfer: true,
      universalTransfer: true,
    });
    expect((await signed('GET', '/sapi/v1/account/apiRestrictions', {}, bound)).json).toMatchObject({
      ipRestrict: true,
      enableFutures: true,
      enableMargin: true,
      enableVanillaOptions: true,
      enableInternalTransfer: true,
      permitsUniversalTransfer: true,
    });
  });

  it('tell fees, coins and order counts', async () => {
    const { signed } = await call({ fees: { maker: '0.0002', taker: '0.0004' } });
    expect((await signed('GET', '/sapi/v1/asset/tradeFee', { symbol: 'BTCUSDT' })).json).toEqual([
      { symbol: 'BTCUSDT', makerCommission: '0.0002', takerCommission: '0.0004' },
    ]);
    const coins = (await signed('GET', '/sapi/v1/capital/config/getall')).json;
    expect(coins.map((row: { coin: string }) => row.coin)).toEqual(['BTC', 'ETH', 'USDT']);
    expect((await signed('GET', '/api/v3/rateLimit/order')).json).toHaveLength(2);
    expect((await signed('GET', '/sapi/v1/capital/withdraw/history')).json).toEqual([]);
  });
});
