import { beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../src/venues/row.ts';
import { anewForEach, build, call, client, exchange, row } from './guarded.ts';

anewForEach();

/** Ways to the same few endpoints that move money or change the account, through everything ccxt offers. */
const forbidden: readonly (readonly [string, readonly unknown[]])[] = [
  ['withdraw', ['USDT', 1, 'an-address-of-somebody']],
  ['transfer', ['USDT', 1, 'spot', 'funding']],
  ['sapiPostCapitalWithdrawApply', [{ coin: 'USDT', amount: '1', address: 'a' }]],
  ['sapi_post_capital_withdraw_apply', [{ coin: 'USDT', amount: '1', address: 'a' }]],
  ['sapiPostAssetTransfer', [{ type: 'MAIN_FUNDING', asset: 'USDT', amount: '1' }]],
  ['sapiPostAssetDust', [{ asset: 'BTC' }]],
  ['sapiPostGiftcardCreateCode', [{ token: 'USDT', amount: 1 }]],
  ['sapiPostMarginBorrowRepay', [{}]],
  ['sapiV2PostSubAccountSubAccountApiIpRestriction', [{}]],
  ['fapiPrivatePostOrder', [{ symbol: 'BTCUSDT' }]],
  ['dapiPrivatePostOrder', [{ symbol: 'BTCUSD_PERP' }]],
  ['privatePostOrderOco', [{ symbol: 'BTCUSDT' }]],
  ['privatePostSorOrder', [{ symbol: 'BTCUSDT' }]],
  ['privateDeleteOpenOrders', [{ symbol: 'BTCUSDT' }]],
  ['privatePostOrderCancelReplace', [{ symbol: 'BTCUSDT' }]],
  ['private_post_order_cancelreplace', [{ symbol: 'BTCUSDT' }]],
  ['publicGetTicker24hr', [{}]],
  ['request', ['capital/withdraw/apply', 'sapi', 'POST', {}]],
  ['fetch2', ['capital/withdraw/apply', 'sapi', 'POST', {}]],
  ['sign', ['capital/withdraw/apply', 'sapi', 'POST', {}]],
  ['sign', ['order', ['private'], 'PUT', {}]],
  ['createGiftCode', ['USDT', 1]],
  ['create_gift_code', ['USDT', 1]],
  ['borrowCrossMargin', ['USDT', 1]],
  ['setLeverage', [5, 'BTC/USDT:USDT']],
  ['fetchDepositAddress', ['USDT']],
];

describe('the walls around ccxt', () => {
  beforeEach(async () => {
    await client.loadMarkets(true);
    // What unified methods ask for before they come to the point.
    (client as Record<string, unknown>).currencies = {
      USDT: { id: 'USDT', code: 'USDT', networks: {}, precision: '0.01' },
    };
  });

  it.each(forbidden)('%s gets nowhere', async (name, args) => {
    const before = exchange.seen.length;
    await expect(call(client, name, ...args)).rejects.toThrow();
    expect(exchange.seen.length).toBe(before);
  });

  it.each(forbidden.filter(([name]) => /^(sapi|fapi|dapi|private|public|request|fetch2|sign)/.test(name)))(
    '%s is refused by its missing door, and not by chance',
    async (name, args) => {
      await expect(call(client, name, ...args)).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    },
  );

  it.each([
    'https://evil.example/api/v3/account',
    'http://127.0.0.1:1/api/v3/account',
    '{base}/api/v3/account/../../../sapi/v1/capital/withdraw/apply',
    '{base}/api/v3/account#',
    '{base}/api/v3//account',
    '{base}/api/v3/account%2f..',
    '{base}@evil.example/api/v3/account',
    '{base}/API/v3/account',
    '',
  ])('fetch(%s) is refused, though nothing was signed for it', async (url) => {
    const address = url.replace('{base}', exchange.url);
    const before = exchange.seen.length;
    await expect(client.fetch(address, 'GET')).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    expect(exchange.seen.length).toBe(before);
  });

  it('fetch of a known address with another method is refused', async () => {
    await expect(client.fetch(`${exchange.url}/api/v3/account`, 'POST')).rejects.toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED' }),
    );
  });

  it('every implicit endpoint of the exchange is refused but the listed ones', async () => {
    exchange.seen.length = 0;
    const names = Object.keys(client).filter((name) => /^(s|f|d|e|p)?api|^(public|private)[A-Z_]|^v1/.test(name));
    const implicit = names.filter((name) => /(Get|Post|Put|Delete|_get_|_post_|_put_|_delete_)/.test(name));
    expect(implicit.length).toBeGreaterThan(1500);
    const reached = new Set<string>();
    for (const name of implicit) {
      const before = exchange.seen.length;
      await call(client, name, {}).catch(() => undefined);
      const seen = exchange.seen[before];
      if (seen !== undefined) reached.add(`${seen.method} ${seen.path}`);
    }
    expect([...reached].sort()).toEqual(
      row.doors
        // An order without a permit does not leave, door or not.
        .filter(({ use }) => use !== 'order')
        .map(({ api, method, path }) => `${method} ${api === 'sapi' ? '/sapi/v1' : '/api/v3'}/${path}`)
        .sort(),
    );
  });

  it.each(['createOrder', 'create_order', 'privatePostOrder', 'createMarketOrder', 'create_market_buy_order'])(
    '%s places nothing without a permit',
    async (name) => {
      const args = name.startsWith('private')
        ? [{ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1', newClientOrderId: 'x' }]
        : ['BTC/USDT', name.includes('arket') ? 'buy' : 'market', name.includes('arket') ? 1 : 'buy', 1];
      await expect(call(client, name, ...args)).rejects.toThrow();
      expect(exchange.asked('POST', '/api/v3/order')).toHaveLength(0);
    },
  );

  it.each([
    'watch',
    'watchMultiple',
    'client',
    'setSandboxMode',
    'enableDemoTrading',
    'set_sandbox_mode',
    'watch_multiple',
  ])('%s has no door at all', async (name) => {
    await expect(call(client, name, 'wss://stream.binance.com', 'x')).rejects.toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
  });
});

describe('a call to the guarded client', () => {
  const lockedCall = (what: string) =>
    expect.objectContaining({
      code: 'SETTING_LOCKED',
      message: `${what} of the exchange client cannot be changed or used.`,
      unsent: true,
    });
  const closed = (what: string) =>
    expect.objectContaining({
      code: 'DOOR_CLOSED',
      message: `Binance was asked for something that this bot has no door for (${what}): nothing was sent.`,
    });

  it('says what is locked, and what has no door', async () => {
    expect(() => client.arm({} as never)).toThrow(lockedCall('its guards'));
    for (const name of ['maxRetriesOnFailure', 'retries', 'MAXRETRIES']) {
      await expect(call(client, 'publicGetTime', { [name]: 1 }), name).rejects.toThrow(
        lockedCall('the number of retries'),
      );
    }
    await expect(call(client, 'sign', 'time')).rejects.toThrow(closed('a signature without its request'));
    await expect(call(client, 'sign', 'nothing')).rejects.toThrow(closed('GET public nothing'));
    await expect(call(client, 'fetch', exchange.url)).rejects.toThrow(closed('an address by itself, GET'));
    await expect(call(client, 'fetch2', 'nothing')).rejects.toThrow(closed('GET public nothing'));
    expect(exchange.seen).toEqual([]);
  });

  it('is by GET, public and without parameters where it does not say', async () => {
    expect(await call(client, 'fetch2', 'time')).toHaveProperty('serverTime');
    expect(exchange.asked('GET', '/api/v3/time')).toHaveLength(1);
  });

  it('says which call a parameter would have put another in the place of', async () => {
    const door: Door = { api: 'private', method: 'GET', path: 'orders', use: 'read', named: 'method' };
    const named = build(exchange, { ...row, doors: [...row.doors, door] });
    await expect(call(named, 'request', 'orders', 'private', 'GET', { method: 'x' })).rejects.toThrow(
      closed('another call in the place of GET orders'),
    );
    const means = build(exchange, { ...row, doors: [{ ...door, means: () => undefined }] });
    await expect(call(means, 'request', 'orders', 'private', 'GET', {})).rejects.toThrow(
      closed('what the body of GET orders asks for'),
    );
  });
});
