import { describe, expect, it } from 'vitest';
import { ccxtClassOf } from '../src/ccxt-class.ts';
import { assertHosts, replaced } from '../src/stand-in.ts';
import { venueRow } from '../src/venues.ts';

const row = venueRow('binance');

describe('a stand-in exchange', () => {
  it('replaces every host of a tree and keeps every path', () => {
    const urls = { public: 'https://a.example/api/v3', deep: { x: 'https://{hostname}/v1/', y: 'https://b.example' } };
    expect(replaced(urls, 'http://127.0.0.1:9000/base/')).toEqual({
      public: 'http://127.0.0.1:9000/base/api/v3',
      deep: { x: 'http://127.0.0.1:9000/base/v1/', y: 'http://127.0.0.1:9000/base' },
    });
  });

  it.each(['http://127.0.0.1:9000', 'http://127.8.8.8', 'http://[::1]:9000', 'https://localhost:9000'])(
    'may be at %s',
    (url) => {
      expect(() => replaced({ a: 'https://x.example/p' }, url)).not.toThrow();
    },
  );

  it.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://192.168.1.1',
    'http://0.0.0.0:1',
    'ftp://127.0.0.1',
    'file:///tmp',
    'http://user:word@127.0.0.1',
    'http://127.0.0.1/?a=b',
    'http://[::ffff:1.2.3.4]/',
    'nonsense',
    '',
  ])('may not be at %s', (url) => {
    expect(() => replaced({ a: 'https://x.example/p' }, url)).toThrow(
      expect.objectContaining({ code: 'STAND_IN_REFUSED' }),
    );
  });

  it('is all or nothing: one address that escaped refuses', () => {
    const right = { public: 'http://127.0.0.1:9000/api', private: 'http://127.0.0.1:9000' };
    expect(() => assertHosts(right, row, 'http://127.0.0.1:9000')).not.toThrow();
    for (const escaped of [
      'https://api.binance.com/api',
      'http://127.0.0.1:90001/api',
      'http://127.0.0.1:9000.evil.example/',
    ]) {
      expect(() => assertHosts({ ...right, deep: { escaped } }, row, 'http://127.0.0.1:9000')).toThrow(
        expect.objectContaining({ code: 'HOST_FOREIGN' }),
      );
    }
  });
});

describe('the real exchange', () => {
  it('is where ccxt says, on hosts that the row knows, all of them https', async () => {
    const Class = (await ccxtClassOf('binance')) as unknown as new () => { urls: { api: Record<string, string> } };
    const { api } = new Class().urls;
    expect(() => assertHosts(api, row, undefined)).not.toThrow();
    for (const wrong of [
      'http://api.binance.com/api/v3',
      'https://api.binance.com.evil.example/',
      'https://evil.example',
      '',
      7,
    ]) {
      expect(() => assertHosts({ ...api, sapi: wrong }, row, undefined)).toThrow(
        expect.objectContaining({ code: 'HOST_FOREIGN' }),
      );
    }
    expect(() => assertHosts({}, row, undefined)).toThrow(expect.objectContaining({ code: 'HOST_FOREIGN' }));
  });
});
