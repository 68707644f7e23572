import { describe, expect, it } from 'vitest';
import { baseAddress, writtenOut } from '../src/base-addresses.ts';

const foreign = expect.objectContaining({ code: 'HOST_FOREIGN' });

describe('the addresses that ccxt fills in at each call', () => {
  it('are written out, however deep', () => {
    const urls = { api: { rest: 'https://{hostname}', deep: { public: 'https://api.{hostname}/v1' } } };
    expect(writtenOut({ urls, hostname: 'x.example' })).toEqual({
      rest: 'https://x.example',
      deep: { public: 'https://api.x.example/v1' },
    });
  });

  it('have the name of their own part where there is one', () => {
    const urls = {
      api: { spot: 'https://{hostname}', contract: { a: 'https://{hostname}/a' }, constructor: 'https://{hostname}' },
      hostnames: { spot: 'spot.example', contract: 'contract.example' },
    };
    expect(writtenOut({ urls, hostname: 'x.example' })).toEqual({
      spot: 'https://spot.example',
      contract: { a: 'https://contract.example/a' },
      constructor: 'https://x.example',
    });
  });

  it('are left as they are where they are no text', () => {
    const odd = { none: null, number: 7, unknown: undefined, deep: { none: null, yes: true } };
    for (const hostnames of [undefined, null, 7, 'none', {}]) {
      const urls = { api: { ...odd, rest: 'https://{hostname}/{hostname}' }, hostnames };
      const written = { ...odd, rest: 'https://x.example/x.example' };
      expect(writtenOut({ urls, hostname: 'x.example' })).toStrictEqual(written);
    }
    expect(writtenOut({ urls: { api: null }, hostname: 'x.example' })).toBeNull();
  });

  it('stay unfinished without a name, so that no host matches them', () => {
    expect(writtenOut({ urls: { api: { rest: 'https://{hostname}' } } })).toEqual({ rest: 'https://{hostname}' });
  });
});

describe('the base address of a part', () => {
  it.each([
    [null, 'rest'],
    [undefined, 'rest'],
    [{ rest: null }, 'rest'],
    [{ rest: null }, 'rest.more'],
    [{ rest: 7 }, 'rest'],
    [{}, 'constructor'],
  ])('in %j there is none for %s', (urls, api) => {
    const message = `ccxt has no address for the part ${api}.`;
    expect(() => baseAddress(urls, api)).toThrow(expect.objectContaining({ code: 'HOST_FOREIGN', message }));
  });

  const urls = { rest: 'https://a.example', private: { spot: 'https://b.example' } };
  it.each([
    ['rest', 'https://a.example'],
    ['private.spot', 'https://b.example'],
  ])('%s is %s', (api, address) => {
    expect(baseAddress(urls, api)).toBe(address);
  });

  it.each(['', 'nope', 'private', 'private.nope', 'constructor', '__proto__', 'private.constructor.name'])(
    '%j is none',
    (api) => {
      expect(() => baseAddress(urls, api)).toThrow(foreign);
    },
  );
});
