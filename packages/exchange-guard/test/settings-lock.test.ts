import { describe, expect, it } from 'vitest';
import { fix, lockMethods, lockSettings } from '../src/settings-lock.ts';
import { whileSigning } from '../src/signing.ts';
import type { Door, VenueRow } from '../src/venues/row.ts';

// That all this holds on the real client is shown in guarded-client-locks.test.ts; here each lock is tried alone.
const locked = (name: string) =>
  expect.objectContaining({
    code: 'SETTING_LOCKED',
    message: `The exchange client's ${name} is fixed: nothing was changed.`,
  });

const routes = (
  'proxy proxyUrl proxyUrlCallback httpProxy httpProxyCallback httpsProxy httpsProxyCallback socksProxy ' +
  'socksProxyCallback wsProxy wssProxy wsSocksProxy agent httpAgent httpsAgent fetchImplementation fetchDispatcher undiciModule'
).split(' ');
const twins: readonly string[] = [
  ...routes,
  'proxy_url',
  'proxy_url_callback',
  'http_proxy',
  'https_proxy_callback',
  'ws_socks_proxy',
  'fetch_implementation',
  'undici_module',
];

function settled() {
  const client: Record<string, unknown> = {
    hostname: 'api.example',
    options: { maxRetriesOnFailure: 5, other: 1 },
    urls: { api: { private: 'https://api.example', none: null, deep: { er: 'https://deep.example' } } },
    headers: { a: '1' },
    verbose: true,
    agent: {},
    send: () => 'sent',
  };
  lockSettings(client, ['send']);
  return client;
}

describe('a setting', () => {
  it.each([
    ...twins.map((name) => [name, undefined] as const),
    ['verbose', false],
    ['validateServerSsl', true],
    ['validateClientSsl', false],
    ['enableRateLimit', false],
    ['fetchHistoryCacheSize', 0],
    ['returnResponseHeaders', false],
    ['hostname', 'api.example'],
    ['enableLastHttpResponse', false],
    ['enableLastJsonResponse', false],
    ['enableLastResponseHeaders', false],
  ] as const)('is fixed: %s', (name, value) => {
    const client = settled();
    expect(name in client).toBe(true);
    expect(client[name]).toBe(value);
    expect(() => Object.assign(client, { [name]: 'another' })).toThrow(locked(name));
    expect(client[name]).toBe(value);
    // Setting it to what it is changes nothing, and ccxt does so.
    Object.assign(client, { [name]: value });
    expect(() => Object.defineProperty(client, name, { value: 'another' })).toThrow(TypeError);
    expect(Object.keys(client)).not.toContain(name);
  });

  it('that holds several is fixed all through', () => {
    const client = settled();
    expect(client.headers).toEqual({});
    expect(Object.isFrozen(client.headers)).toBe(true);
    expect(() => Object.assign(client, { urls: {} })).toThrow(locked('urls'));
    const { api } = client.urls as { readonly api: { readonly deep: object } };
    for (const part of [client.urls, api, api.deep]) expect(Object.isFrozen(part)).toBe(true);
    const options = client.options as { maxRetriesOnFailure: number; other: number };
    expect(options.maxRetriesOnFailure).toBe(0);
    expect(() => Object.assign(options, { maxRetriesOnFailure: 1 })).toThrow(locked('maxRetriesOnFailure'));
    options.other = 2;
    expect(() => Object.assign(client, { options: {} })).toThrow(locked('options'));
    expect((client.send as () => string)()).toBe('sent');
    expect(() => Object.assign(client, { send: () => 'elsewhere' })).toThrow(locked('send'));
  });

  it('reads as it was fixed', () => {
    const target = {};
    fix(target, 'x', 7);
    expect(Object.getOwnPropertyDescriptor(target, 'x')).toMatchObject({ configurable: false, enumerable: false });
    expect((target as { readonly x: number }).x).toBe(7);
  });
});

const door = (use: Door['use']): Door => ({ api: 'private', method: 'GET', path: use, use });
const row = (over: Partial<VenueRow> = {}): VenueRow =>
  ({ exchange: 'binance', title: 'Binance', doors: [], ...over }) as Partial<VenueRow> as VenueRow;

class Methods {
  readonly options: Record<string, unknown> = { own: 1 };
  readonly deposit = 'no method';
  withdraw(): string {
    return 'withdrawn';
  }
  create_gift_code = (): string => 'twin';
  createGiftCode(): string {
    return 'code';
  }
  setLeverage(): string {
    return 'set';
  }
  signHash(text: string): string {
    return `signed ${text}`;
  }
  watchTrades(): string {
    return 'watching';
  }
  setProperty(): string {
    return 'put';
  }
  createOrder(): string {
    return 'ordered';
  }
  cancelOrder(): string {
    return 'cancelled';
  }
  fetchBalance(): string {
    return 'balance';
  }
  unCamelCase(name: string): string {
    return name === 'createGiftCode'
      ? 'creategiftcode'
      : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

function lockedMethods(over: Partial<VenueRow> = {}) {
  const client = new Methods();
  lockMethods(client, row(over));
  return client as unknown as Record<string, (...args: unknown[]) => unknown>;
}

describe('a method', () => {
  it.each([
    ['withdraw', 'withdraw', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
    ['createGiftCode', 'createGiftCode', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
    // Every spelling: ours, and ccxt's own where that is another.
    ['create_gift_code', 'createGiftCode', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
    ['creategiftcode', 'createGiftCode', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
    ['set_leverage', 'setLeverage', 'DOOR_CLOSED', 'changing the account or its keys'],
    ['signHash', 'signHash', 'DOOR_CLOSED', 'signing what somebody hands it'],
    ['watchTrades', 'watchTrades', 'SETTING_LOCKED', 'web sockets'],
    ['setProperty', 'setProperty', 'SETTING_LOCKED', 'changing how it works or where it calls'],
    ['createOrder', 'createOrder', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
    ['cancelOrder', 'cancelOrder', 'DOOR_CLOSED', 'moving money and placing orders by itself'],
  ])('is closed: %s', (spelling, name, code, words) => {
    const client = lockedMethods();
    const message = `Binance: ${name} is closed, like everything for ${words}.`;
    expect(() => client[spelling]?.('x')).toThrow(expect.objectContaining({ code, message, unsent: true }));
    expect(() => Object.assign(client, { [spelling]: () => 'back' })).toThrow(locked(spelling));
  });

  it('is open where a door leads to what it does', () => {
    const client = lockedMethods({ doors: [door('order'), door('cancel')] });
    expect([client.createOrder?.(), client.cancelOrder?.(), client.fetchBalance?.()]).toEqual([
      'ordered',
      'cancelled',
      'balance',
    ]);
    const ordering = lockedMethods({ doors: [door('order')] });
    expect(ordering.createOrder?.()).toBe('ordered');
    expect(() => ordering.cancelOrder?.()).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    const cancelling = lockedMethods({ doors: [door('cancel')] });
    expect(() => cancelling.createOrder?.()).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    expect(cancelling.cancelOrder?.()).toBe('cancelled');
  });

  it('that is no method is left as it is, and so is what makes objects', () => {
    const client = lockedMethods() as unknown as Methods;
    expect(client.deposit).toBe('no method');
    expect(client.constructor).toBe(Methods);
  });

  it('that was fixed before is left as it was fixed', () => {
    const client = new Methods();
    const fixed = (): string => 'fixed before';
    fix(client, 'withdraw', fixed);
    lockMethods(client, row());
    expect(client.withdraw).toBe(fixed);
    expect(() => client.setLeverage()).toThrow(/is closed/);
  });

  it('signs while a request with a door is signed, and what its row lets it sign', () => {
    const bare = lockedMethods();
    expect(whileSigning(bare, () => bare.signHash?.('a'))).toBe('signed a');
    expect(() => whileSigning(bare, () => bare.withdraw?.())).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    expect(() => bare.signHash?.('a')).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    const judging = lockedMethods({
      signs: { signHash: ([text]) => text === 'an order', withdraw: () => true, setProperty: () => true },
    });
    expect(judging.signHash?.('an order')).toBe('signed an order');
    expect(() => judging.signHash?.('a transfer')).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
    for (const name of ['withdraw', 'setProperty']) expect(() => judging[name]?.(), name).toThrow(/is closed/);
    // A name that every object has says nothing about what may be signed.
    const inherited = lockedMethods({
      signs: Object.create({ signHash: () => true }) as Record<string, () => boolean>,
    });
    expect(() => inherited.signHash?.('a')).toThrow(expect.objectContaining({ code: 'DOOR_CLOSED' }));
  });

  it('that does more than it is asked is quieted, and its options with it', () => {
    class Loud extends Methods {
      initializeClient(): boolean {
        throw new Error('it wrote');
      }
    }
    const client = new Loud();
    lockMethods(client, row({ exchange: 'aster', title: 'Aster' }));
    expect(client.initializeClient()).toBe(false);
    expect((client as unknown as { initialize_client(): unknown }).initialize_client()).toBe(false);
    expect(client.options).toEqual({ own: 1, builderFee: false });
    const plain = new Loud();
    lockMethods(plain, row());
    expect(() => plain.initializeClient()).toThrow('it wrote');
  });
});
