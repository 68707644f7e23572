import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { lockCredentials } from '../src/credentials-lock.ts';
import { guardedClass } from '../src/guarded-client.ts';
import { send } from './fake-exchange.ts';
import { type AnyClient, anewForEach, Base, call, client, exchange, row } from './guarded.ts';

anewForEach();

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
