import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { Secret } from '@gatehouse/secrets';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve } from '../src/approved-order.ts';
import { type CcxtClient, type CcxtConstructor, ccxtClassOf, type SignedRequest } from '../src/ccxt-class.ts';
import { lockCredentials } from '../src/credentials-lock.ts';
import { type GuardedClient, guardedClass } from '../src/guarded-client.ts';
import { Permits } from '../src/permits.ts';
import { scrubberOf } from '../src/scrub.ts';
import { isSigning, whileSigning } from '../src/signing.ts';
import { transportOf } from '../src/transport.ts';
import { turnsOf } from '../src/turns.ts';
import type { Door, DoorUse, VenueRow } from '../src/venues/row.ts';
import { venueRow } from '../src/venues.ts';
import { wallsOf } from '../src/walls.ts';
import { FakeExchange, send } from './fake-exchange.ts';

const row = venueRow('binance');
type AnyClient = GuardedClient & Record<string, unknown>;
const call = (client: AnyClient, name: string, ...args: unknown[]): Promise<unknown> =>
  (async () => (client[name] as (...given: unknown[]) => unknown)(...args))();

let Base: CcxtConstructor;
let exchange: FakeExchange;
let client: AnyClient;
let permits: Permits;
const transport = transportOf({ timeoutMs: 2000 });

beforeAll(async () => {
  Base = await ccxtClassOf('binance');
});
beforeEach(async () => {
  exchange = await new FakeExchange().start();
  client = build(exchange.url);
});
afterEach(() => exchange.stop());
afterAll(() => transport.close());

function build(url: string, its: VenueRow = row, From: CcxtConstructor = Base): AnyClient {
  const Class = guardedClass(From, its, url);
  const built = new Class({ number: String, enableRateLimit: false, options: row.options }) as AnyClient;
  lockCredentials(built, its, exchange.credentials);
  permits = new Permits(its);
  built.arm({
    walls: wallsOf(its, (api) => (built.urls.api as Record<string, string>)[api] ?? ''),
    permits,
    transport,
    scrub: scrubberOf(exchange.credentials.fields.values()),
    turns: turnsOf(),
  });
  return built;
}

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

describe('a signature', () => {
  const refused = expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true });
  const account = ['account', 'private', 'GET', {}] as const;

  it('is not handed out, not even for a door', async () => {
    await expect(call(client, 'sign', ...account)).rejects.toThrow(refused);
    await expect(call(client, 'sign', 'time', 'public', 'GET')).rejects.toThrow(refused);
    await expect(call(client, 'fetch', `${exchange.url}/api/v3/account`, 'GET')).rejects.toThrow(refused);
    await expect(call(client, 'fetch', `${exchange.url}/api/v3/time`, 'GET')).rejects.toThrow(refused);
    expect(exchange.seen).toEqual([]);
  });

  it('is not made beneath the guarded class either', async () => {
    const own = (Base.prototype as CcxtClient).sign.bind(client);
    expect(() => own('capital/withdraw/apply', 'sapi', 'POST', {}, undefined, undefined)).toThrow(refused);
    expect(() => own('account', 'private', 'GET', {}, undefined, undefined)).toThrow(refused);
    await expect((Base.prototype as CcxtClient).fetch.call(client, `${exchange.url}/api/v3/time`)).rejects.toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
    expect(exchange.seen).toEqual([]);
  });

  it('is not made of what somebody hands the key', () => {
    const bytes = Buffer.from(String(client.secret));
    const hmac = client.hmac as (...args: unknown[]) => unknown;
    expect(() => hmac(Buffer.from('anything'), bytes, { outputLen: 32, blockLen: 64 }, 'hex')).toThrow(refused);
  });

  it('is made for a request with a door, and the door is closed again', async () => {
    await call(client, 'privateGetAccount');
    expect(exchange.seen.at(-1)?.params.get('signature')).toMatch(/^[0-9a-f]{64}$/);
    expect(isSigning(client)).toBe(false);
    await expect(call(client, 'sign', ...account)).rejects.toThrow(refused);
  });
});

describe('what ccxt signed for a door', () => {
  const elsewhere = [
    '{base}/sapi/v1/capital/withdraw/apply',
    '{base}/api/v3/account/x',
    'https://evil.example/api/v3/account',
  ];

  it.each(elsewhere)('stays here when it leads to %s', async (url) => {
    class Astray extends (Base as unknown as new (config: object) => CcxtClient) {
      override sign(): SignedRequest {
        return { url: url.replace('{base}', exchange.url), method: 'GET' };
      }
    }
    const astray = build(exchange.url, row, Astray as unknown as CcxtConstructor);
    await expect(call(astray, 'privateGetAccount')).rejects.toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }),
    );
    expect(exchange.seen).toEqual([]);
  });

  it('stays here when a parameter leads out of its path', async () => {
    const door: Door = { api: 'private', method: 'GET', path: 'orders/{id}', use: 'read' };
    const shaped = build(exchange.url, { ...row, doors: [...row.doors, door] });
    for (const id of ['../../sapi/v1/capital/withdraw/apply', 'a/b', '..', 'a%2f..', '']) {
      await expect(call(shaped, 'request', 'orders/{id}', 'private', 'GET', { id }), id).rejects.toThrow(
        expect.objectContaining({ code: 'DOOR_CLOSED' }),
      );
    }
    expect(exchange.seen).toEqual([]);
  });
});

describe('a door that does many things', () => {
  const info: Door = { api: 'private', method: 'POST', path: 'exchange', use: 'read' };
  const withDoor = (door: Door, more: Partial<VenueRow> = {}): AnyClient =>
    build(exchange.url, { ...row, ...more, doors: [...row.doors, door] });
  const post = (of: AnyClient, params: object) => call(of, 'request', 'exchange', 'private', 'POST', params);

  it('is what the body says, and nothing when it says something unknown', async () => {
    const uses: Readonly<Record<string, DoorUse>> = { look: 'read', buy: 'order' };
    const means = (body = ''): DoorUse | undefined => uses[new URLSearchParams(body).get('type') ?? ''];
    const many = withDoor({ ...info, means });
    exchange.answer('POST /api/v3/exchange', {});
    await post(many, { type: 'look' });
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
    await expect(post(many, { type: 'withdraw' })).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    await expect(post(many, { type: 'buy' })).rejects.toThrow(expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }));
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
  });

  it('takes no parameter that names another call, before anything is signed', async () => {
    const named = withDoor({ ...info, named: 'method' });
    exchange.answer('POST /api/v3/exchange', {});
    await post(named, { type: 'look' });
    for (const params of [{ method: 'withdraw' }, { method: undefined }, Object.create({ method: 'withdraw' })]) {
      await expect(post(named, params)).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }));
    }
    expect(exchange.asked('POST', '/api/v3/exchange')).toHaveLength(1);
  });

  it('lets a helper sign only what its row says, while an order is put together', () => {
    class WithHelper extends (Base as unknown as new (config: object) => CcxtClient) {
      signL1Action(action: { readonly type: string }): string {
        return `signed ${action.type}`;
      }
    }
    const signs = { signL1Action: ([action]: readonly unknown[]) => (action as { type: string }).type === 'order' };
    const Class = guardedClass(WithHelper as unknown as CcxtConstructor, { ...row, signs }, exchange.url);
    const built = new Class({}) as AnyClient;
    const sign = built.signL1Action as (action: object) => string;
    expect(sign({ type: 'order' })).toBe('signed order');
    expect(() => sign({ type: 'usdSend' })).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    const bare = new (guardedClass(WithHelper as unknown as CcxtConstructor, row, exchange.url))({}) as AnyClient;
    expect(() => (bare.signL1Action as typeof sign)({ type: 'order' })).toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED' }),
    );
    expect(whileSigning(bare, () => (bare.signL1Action as typeof sign)({ type: 'order' }))).toBe('signed order');
  });
});

describe('what cannot be changed on the client', () => {
  it.each([
    ['verbose', true],
    ['proxyUrl', 'http://evil.example/'],
    ['proxy_url', 'http://evil.example/'],
    ['httpProxy', 'http://evil.example'],
    ['http_proxy', 'http://evil.example'],
    ['httpsProxy', 'http://evil.example'],
    ['socks_proxy', 'socks://evil.example'],
    ['proxyUrlCallback', (): string => 'http://evil.example'],
    ['fetchImplementation', (): undefined => undefined],
    ['agent', {}],
    ['httpsAgent', { options: { rejectUnauthorized: false } }],
    ['validateServerSsl', false],
    ['enableRateLimit', true],
    ['fetchHistoryCacheSize', 10],
    ['enableLastHttpResponse', true],
    ['apiKey', 'another'],
    ['secret', 'another'],
    ['sign', (): undefined => undefined],
    ['fetch', (): undefined => undefined],
    ['fetch2', (): undefined => undefined],
    ['urls', {}],
    ['hostname', 'evil.example'],
    ['headers', { Authorization: 'x' }],
    ['withdraw', (): undefined => undefined],
    ['create_gift_code', (): undefined => undefined],
    ['options', {}],
  ] as const)('%s', (name, value) => {
    expect(() => {
      (client as Record<string, unknown>)[name] = value;
    }).toThrow(expect.objectContaining({ code: 'SETTING_LOCKED' }));
  });

  it('its addresses, however deep', () => {
    expect(() => Object.assign(client.urls.api as object, { private: 'https://evil.example' })).toThrow(TypeError);
  });

  it('its number of retries, in the options or by the call', async () => {
    expect(client.options.maxRetriesOnFailure).toBe(0);
    expect(() => Object.assign(client.options, { maxRetriesOnFailure: 3 })).toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
    await expect(call(client, 'publicGetTime', { maxRetriesOnFailure: 3 })).rejects.toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
  });

  it('its guards', () => {
    expect(() => client.arm({} as never)).toThrow(expect.objectContaining({ code: 'SETTING_LOCKED' }));
  });

  it('asks a failing endpoint once', async () => {
    exchange.answer('GET /api/v3/time', (response) => send(response, 503, '{}'));
    await expect(client.fetchTime()).rejects.toThrow(expect.objectContaining({ code: 'VENUE_UNAVAILABLE' }));
    expect(exchange.asked('GET', '/api/v3/time')).toHaveLength(1);
  });
});

describe('a client that was just made', () => {
  const fresh = (url?: string): AnyClient => new (guardedClass(Base, row, url))({}) as AnyClient;
  const unarmed = expect.objectContaining({
    code: 'DOOR_CLOSED',
    message: 'The client was used before its guards were in place.',
    unsent: true,
  });

  it('does nothing before its guards are in place', async () => {
    const bare = fresh(exchange.url);
    await expect(bare.fetchTime()).rejects.toThrow(unarmed);
    await expect(call(bare, 'fetch2', 'time')).rejects.toThrow(unarmed);
    await expect(call(bare, 'sign', 'time')).rejects.toThrow(unarmed);
    await expect(call(bare, 'fetch', exchange.url)).rejects.toThrow(unarmed);
    expect(exchange.seen).toEqual([]);
  });

  it('knows the exchange’s own addresses, written out, and no other environment', () => {
    const { urls } = fresh();
    expect(Object.keys(urls).sort()).toEqual(['api', 'hostname'].filter((name) => name in urls));
    const addresses = Object.values(urls.api as Record<string, string>);
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) expect(address).toMatch(/^https:\/\/[a-z]+\.binance\.com\//);
    for (const address of Object.values(fresh(exchange.url).urls.api as Record<string, string>)) {
      expect(address.startsWith(`${exchange.url}/`)).toBe(true);
    }
  });

  it('does not use its key to ask for currencies, and loads nothing from disk', async () => {
    const bare = fresh();
    const { fetchCurrencies, fetchBalance } = bare.has as Record<string, unknown>;
    expect([fetchCurrencies, fetchBalance]).toEqual([false, true]);
    expect(await call(bare, 'loadExchangeSpecificFiles')).toBeUndefined();
    expect(await call(bare, 'loadProxyModules')).toBeUndefined();
    expect(await call(bare, 'log', 'anything')).toBeUndefined();
  });

  it('shows itself as what it is, however it is asked', () => {
    const bare = fresh();
    expect(JSON.stringify({ bare })).toBe('{"bare":"[guarded exchange client]"}');
    expect(inspect(bare)).toBe('[guarded exchange client]');
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
    const named = build(exchange.url, { ...row, doors: [...row.doors, door] });
    await expect(call(named, 'request', 'orders', 'private', 'GET', { method: 'x' })).rejects.toThrow(
      closed('another call in the place of GET orders'),
    );
    const means = build(exchange.url, { ...row, doors: [{ ...door, means: () => undefined }] });
    await expect(call(means, 'request', 'orders', 'private', 'GET', {})).rejects.toThrow(
      closed('what the body of GET orders asks for'),
    );
  });

  it.each([300, 304, 307, 399])('follows no answer with the status %i', async (status) => {
    exchange.answer('GET /api/v3/time', (response) => void response.writeHead(status, { location: '/' }).end('{}'));
    await expect(client.fetchTime()).rejects.toMatchObject({
      code: 'HOST_FOREIGN',
      message: 'Binance answered with a redirect, which is never followed.',
      answer: { status },
    });
  });

  it.each(['7', 'null', '"text"', 'true'])('takes %s for no answer', async (body) => {
    exchange.answer('GET /api/v3/time', (response) => send(response, 200, body));
    await expect(client.fetchTime()).rejects.toMatchObject({
      code: 'VENUE_MALFORMED',
      message: 'Binance answered GET time with something that is not the documented JSON.',
      answer: { status: 200 },
    });
  });

  it('reads a mebibyte where its door says nothing else, and as much as that where it does', async () => {
    const large = (bytes: number) =>
      exchange.answer('GET /api/v3/time', (response) => {
        const rest = '{"serverTime":1,"x":""}'.length;
        send(response, 200, `{"serverTime":1,"x":"${'x'.repeat(bytes - rest)}"}`);
      });
    large(1024 * 1024);
    expect(await client.fetchTime()).toBe(1);
    large(1024 * 1024 + 1);
    await expect(client.fetchTime()).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
    const doors = row.doors.map((door) => (door.path === 'time' ? { ...door, maxBytes: 100 } : door));
    const small = build(exchange.url, { ...row, doors });
    large(100);
    expect(await small.fetchTime()).toBe(1);
    large(101);
    await expect(small.fetchTime()).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
  });

  it.each([400, 418, 499])(
    'takes no answer with the status %i for one that is well, whatever it says',
    async (status) => {
      exchange.answer('GET /api/v3/time', (response) => send(response, status, '{"serverTime":1}'));
      await expect(client.fetchTime()).rejects.toMatchObject({ code: 'VENUE_REFUSED', answer: { status } });
    },
  );
});

describe('what a row asks of the client', () => {
  type Loose = new (config: object) => CcxtClient;
  const asBase = (Class: unknown) => Class as CcxtConstructor;
  const account = 'GET /api/v3/account';

  it('goes one signed request after the other, where they must, and public ones between them', async () => {
    const together = async (its: VenueRow) => {
      let now = 0;
      let most = 0;
      exchange.answer(account, async (response) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setTimeout(done, 30));
        now -= 1;
        send(response, 200, { balances: [] });
      });
      const built = build(exchange.url, its);
      const asked = [1, 2, 3].map(() => call(built, 'privateGetAccount'));
      let open = true;
      const rest = Promise.all(asked).then(() => {
        open = false;
      });
      await built.fetchTime();
      const between = open;
      await rest;
      return { most, between };
    };
    expect(await together({ ...row, inTurn: true })).toEqual({ most: 1, between: true });
    expect((await together(row)).most).toBe(3);
  });

  it('goes on after one that was refused', async () => {
    const built = build(exchange.url, { ...row, inTurn: true });
    exchange.answer(account, (response) => send(response, 401, { code: -2015, msg: 'no' }), { balances: [] });
    const [first, second] = [call(built, 'privateGetAccount'), call(built, 'privateGetAccount')];
    await expect(first).rejects.toMatchObject({ code: 'VENUE_REFUSED' });
    expect(await second).toEqual({ balances: [] });
  });

  it('leaves unsaid what it names, and nothing else', async () => {
    const sent = async (unsaid: readonly string[]) => {
      await call(build(exchange.url, { ...row, unsaid }), 'privateGetAccount');
      return exchange.seen.at(-1)?.headers['x-mbx-apikey'];
    };
    expect(await sent(['X-Nothing'])).toBe(exchange.apiKey);
    exchange.answer(account, { balances: [] });
    expect(await sent(['X-MBX-APIKEY'])).toBeUndefined();
  });

  it('keeps the names of hosts where ccxt puts its addresses together from them', () => {
    class Hosted extends (Base as unknown as Loose) {
      override describe() {
        const described = super.describe();
        return { ...described, urls: { ...described.urls, hostnames: { spot: 'api.example' } } };
      }
    }
    const built = new (guardedClass(asBase(Hosted), row, exchange.url))({});
    expect(built.urls.hostnames).toEqual({ spot: 'api.example' });
  });

  it('sends no order with a query beside its body', async () => {
    class Twice extends (Base as unknown as Loose) {
      override sign(): SignedRequest {
        return { url: `${exchange.url}/api/v3/order?quantity=2`, method: 'POST', body: 'quantity=1' };
      }
    }
    await expect(call(build(exchange.url, row, asBase(Twice)), 'privatePostOrder')).rejects.toMatchObject({
      code: 'DOOR_CLOSED',
      message: expect.stringContaining('(a query beside the body of order)'),
    });
    expect(exchange.seen).toEqual([]);
  });

  it('takes no parameter for one that names the call, where none does', async () => {
    expect(await call(client, 'publicGetTime', { undefined: '1' })).toHaveProperty('serverTime');
  });

  it.each(['request', 'handleErrors', 'handleHttpStatusCode'])('lets nobody replace %s', (name) => {
    expect(() => Object.assign(client, { [name]: () => undefined })).toThrow(
      expect.objectContaining({ code: 'SETTING_LOCKED' }),
    );
  });
});

describe('what ccxt makes of an answer', () => {
  type Loose = new (config: object) => CcxtClient;
  const open: Door = { api: 'public', method: 'GET', path: 'ping', use: 'public' };
  const its: VenueRow = { ...row, doors: [...row.doors, open] };

  it.each([7, null, undefined, 'text', true])('is not believed when it is %s', async (answer) => {
    class Odd extends (Base as unknown as Loose) {
      override async handleRestResponse(): Promise<unknown> {
        return answer;
      }
    }
    exchange.answer('GET /api/v3/ping', {});
    const odd = build(exchange.url, its, Odd as unknown as CcxtConstructor);
    await expect(call(odd, 'publicGetPing')).rejects.toMatchObject({
      code: 'VENUE_MALFORMED',
      answer: { status: 200 },
    });
  });

  it('that it cannot read is told with its status', async () => {
    class Failing extends (Base as unknown as Loose) {
      override async handleRestResponse(): Promise<unknown> {
        throw new Error('ccxt has a bad day');
      }
    }
    exchange.answer('GET /api/v3/ping', (response) => send(response, 503, {}));
    const failing = build(exchange.url, its, Failing as unknown as CcxtConstructor);
    await expect(call(failing, 'publicGetPing')).rejects.toMatchObject({
      code: 'VENUE_UNAVAILABLE',
      answer: { status: 503 },
    });
  });

  it.each([400, 503])('is no answer when its status is %i, even if ccxt sees nothing wrong', async (status) => {
    class Easy extends (Base as unknown as Loose) {
      override handleErrors(): undefined {}
      override handleHttpStatusCode(): undefined {}
    }
    exchange.answer('GET /api/v3/ping', (response) => send(response, status, {}));
    const easy = build(exchange.url, its, Easy as unknown as CcxtConstructor);
    await expect(call(easy, 'publicGetPing')).rejects.toMatchObject({ answer: { status } });
  });

  it('is kept as the cause where it was an error', async () => {
    exchange.answer('GET /api/v3/time', (response) => send(response, 404, '<html>'));
    const error = await client.fetchTime().catch((thrown: unknown) => thrown);
    expect((error as Error).cause).toBeDefined();
  });
});

describe('the credentials on the client', () => {
  it('show in no way of printing it', async () => {
    await call(client, 'privateGetAccount');
    const shown = [
      JSON.stringify(client),
      JSON.stringify({ ...client }),
      inspect(client),
      inspect(client, { depth: 6, showHidden: true }),
      inspect({ ...client }, { depth: 4, showHidden: true }),
      Object.entries(client)
        .map(([name, value]) => `${name}=${typeof value === 'function' ? '' : inspect(value, { depth: 3 })}`)
        .join(),
      String(client),
    ].join('\n');
    // The search itself finds what is there.
    expect(inspect({ key: exchange.apiKey })).toContain(exchange.apiKey);
    expect(shown).not.toContain(exchange.apiKey);
    expect(shown).not.toContain(exchange.secret);
    expect(shown).not.toMatch(/signature=[0-9a-f]{64}/);
  });

  it('never include the secret itself: ccxt signs with a placeholder that Node exchanges', async () => {
    expect(client.secret).not.toContain(exchange.secret);
    await call(client, 'privateGetAccount', { omit: 'nothing' });
    const { params } = exchange.seen.at(-1) ?? expect.fail('nothing was asked');
    const signed = [...params]
      .filter(([name]) => name !== 'signature')
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    expect(params.get('signature')).toBe(createHmac('sha256', exchange.secret).update(signed).digest('hex'));
  });

  it('are wanted whole', () => {
    const Class = guardedClass(Base, row, exchange.url);
    const fields = new Map([['apiKey' as const, Secret.of(exchange.apiKey)]]);
    expect(() => lockCredentials(new Class({}), row, { ...exchange.credentials, fields })).toThrow(
      expect.objectContaining({ code: 'CREDENTIALS_INCOMPLETE', message: expect.stringContaining('secret') }),
    );
  });
});

describe('what comes back', () => {
  const answers: readonly (readonly [string, string, (text: FakeExchange) => void])[] = [
    [
      'a redirect',
      'HOST_FOREIGN',
      (x) => x.answer('GET /api/v3/account', (r) => void r.writeHead(302, { location: '/api/v3/time' }).end()),
    ],
    ['HTML with 200', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, '<html></html>'))],
    ['nothing', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, ''))],
    ['half of it', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, '{"balances":['))],
    ['another shape', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', {})],
    ['a list', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', [])],
    [
      'too much',
      'VENUE_MALFORMED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, `{"balances":[],"x":"${'x'.repeat(5_000_000)}"}`)),
    ],
    ['a server error', 'VENUE_UNAVAILABLE', (x) => x.answer('GET /api/v3/account', (r) => send(r, 502, '<html>'))],
    [
      'a refusal',
      'VENUE_REFUSED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 401, { code: -2015, msg: 'Invalid' })),
    ],
    ['a refusal without words', 'VENUE_REFUSED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 418, ''))],
    [
      'a teapot of an unknown kind',
      'VENUE_REFUSED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 499, '{"balances":[]}')),
    ],
  ];
  it.each(answers)('%s becomes %s', async (_what, code, arrange) => {
    arrange(exchange);
    await expect(call(client, 'privateGetAccount')).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('carries no key, signature or query in an error, however it is printed', async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      exchange.answer('GET /api/v3/account', (response, { params }) =>
        send(response, status, {
          code: -1,
          msg: `key ${exchange.apiKey} and ${exchange.secret} signature=${params.get('signature')}`,
        }),
      );
      const error = await call(client, 'privateGetAccount').catch((thrown: unknown) => thrown);
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + (error as Error).stack;
      expect(shown).toContain('GuardError');
      expect(shown).not.toContain(exchange.apiKey);
      expect(shown).not.toContain(exchange.secret);
      expect(shown).not.toMatch(/signature=[0-9a-f]{64}|timestamp=\d/);
    }
  });

  it('keeps the code of the exchange where ccxt drops it', async () => {
    exchange.answer('GET /api/v3/account', (response) =>
      send(response, 400, { code: -2010, msg: 'Account has insufficient balance for requested action.' }),
    );
    await expect(call(client, 'privateGetAccount')).rejects.toThrow(
      expect.objectContaining({ answer: expect.objectContaining({ code: '-2010', status: 400 }) }),
    );
  });
});

describe('an order with a permit', () => {
  const approved = () =>
    approve({
      clientOrderId: 'a'.repeat(32),
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'limit',
      amount: '0.001',
      price: '99000.5',
      postOnly: false,
      receivedAt: new Date(),
    });
  const placing = (params: object = {}, amount = '0.001') =>
    client.createOrder('BTC/USDT', 'limit', 'buy', amount, '99000.5', { clientOrderId: 'a'.repeat(32), ...params });

  beforeEach(() => client.loadMarkets(true));

  it('leaves exactly as it was approved, under our own id, once', async () => {
    let looks = 0;
    permits.grant(approved(), async () => {
      looks += 1;
    });
    await placing();
    await expect(placing()).rejects.toThrow(expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }));
    const [sent, ...more] = exchange.asked('POST', '/api/v3/order');
    expect(more).toEqual([]);
    expect(looks).toBe(1);
    expect(Object.fromEntries(sent?.params ?? [])).toMatchObject({
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.001',
      price: '99000.5',
      newClientOrderId: 'a'.repeat(32),
    });
  });

  it('stays when something stands beside the body that nobody compared', async () => {
    class Beside extends (Base as unknown as new (config: object) => CcxtClient) {
      override sign(...args: Parameters<CcxtClient['sign']>): SignedRequest {
        const signed = super.sign(...args);
        const isOrder = signed.method === 'POST' && signed.url.endsWith('/order');
        return isOrder ? { ...signed, url: `${signed.url}?quantity=0.5&side=SELL` } : signed;
      }
    }
    client = build(exchange.url, row, Beside as unknown as CcxtConstructor);
    await client.loadMarkets(true);
    permits.grant(approved(), async () => undefined);
    await expect(placing()).rejects.toThrow(expect.objectContaining({ code: 'DOOR_CLOSED', unsent: true }));
    expect(exchange.asked('POST', '/api/v3/order')).toEqual([]);
  });

  it('stays when anything about it differs from what was approved', async () => {
    for (const [params, amount] of [
      [{}, '0.002'],
      [{ timeInForce: 'IOC' }, '0.001'],
      [{ postOnly: true }, '0.001'],
    ] as const) {
      permits.grant(approved(), async () => undefined);
      await expect(placing(params, amount)).rejects.toThrow(
        expect.objectContaining({ code: 'ORDER_ALTERED', unsent: true }),
      );
    }
    const bare = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.001',
      price: '99000.5',
      newClientOrderId: 'a'.repeat(32),
    };
    for (const change of [
      { stopPrice: '1' },
      { quoteOrderQty: '5' },
      { icebergQty: '1' },
      { trailingDelta: '1' },
      { selfTradePreventionMode: 'NONE' },
      { type: 'STOP_LOSS' },
      { type: 'constructor' },
      { side: 'SELL' },
      { symbol: 'ETHUSDT' },
      { price: '99000.50' },
      { newClientOrderId: 'b'.repeat(32) },
    ]) {
      permits.grant(approved(), async () => undefined);
      await expect(call(client, 'privatePostOrder', { ...bare, ...change }), JSON.stringify(change)).rejects.toThrow(
        expect.objectContaining({ unsent: true }),
      );
    }
    expect(exchange.seen.filter(({ method }) => method === 'POST')).toHaveLength(0);
  });

  it('stays when the last look throws', async () => {
    permits.grant(approved(), async () => {
      throw new Error('halted just now');
    });
    await expect(placing()).rejects.toThrow('halted just now');
    expect(exchange.asked('POST', '/api/v3/order')).toHaveLength(0);
  });
});
