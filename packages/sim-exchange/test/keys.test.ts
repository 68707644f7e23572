import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyRing } from '../src/keys.ts';
import { sign } from './support/caller.ts';
import { NOON, outcomeOf } from './support/ground.ts';

const ring = () => new KeyRing({ randomBytes, clock: () => new Date(NOON) });

describe('a minted key', () => {
  it('looks like one of Binance, says that it is simulated, and is no other', () => {
    const keys = ring();
    const minted = [keys.mint(), keys.mint()];
    for (const { apiKey, secret } of minted) {
      expect(apiKey).toMatch(/^SIMULATED[A-Za-z0-9]{55}$/);
      expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    }
    expect(new Set(minted.flatMap(({ apiKey, secret }) => [apiKey, secret])).size).toBe(4);
    expect(keys.find('SIMULATED')).toBeUndefined();
  });

  it('reads and trades spot from 127.0.0.1, as of now, unless something else is granted', () => {
    const keys = ring();
    expect(keys.find(keys.mint().apiKey)?.grant).toEqual({
      reading: true,
      spotTrading: true,
      withdrawals: false,
      internalTransfer: false,
      universalTransfer: false,
      margin: false,
      futures: false,
      options: false,
      ips: ['127.0.0.1'],
      createdAt: new Date(NOON),
    });
    const other = keys.mint({ withdrawals: true, ips: null, createdAt: '2025-01-01T00:00:00Z' });
    expect(keys.find(other.apiKey)?.grant).toMatchObject({
      withdrawals: true,
      ips: undefined,
      createdAt: new Date('2025-01-01'),
    });
  });

  it('keeps its secret to itself, and judges signatures with it', () => {
    const keys = ring();
    const { apiKey, secret } = keys.mint();
    const key = keys.find(apiKey);
    expect(JSON.stringify(key)).not.toContain(secret);
    const good = sign(secret, 'a=1');
    expect(key?.signed('a=1', good)).toBe(true);
    expect(key?.signed('a=1', good.toUpperCase())).toBe(true);
    for (const bad of ['', 'zz', good.slice(1), `${good}00`, sign(secret, 'a=2')])
      expect(key?.signed('a=1', bad)).toBe(false);
  });

  it('may be granted something else later', () => {
    const keys = ring();
    const { apiKey, secret } = keys.mint();
    keys.regrant(apiKey, { withdrawals: true });
    expect(keys.find(apiKey)?.grant).toMatchObject({ withdrawals: true, reading: true });
    expect(keys.find(apiKey)?.signed('x', sign(secret, 'x'))).toBe(true);
    for (const unknown of ['nobody', undefined, 5])
      expect(outcomeOf(() => keys.regrant(unknown, {}))).toBe('KEY_UNKNOWN');
  });
});

describe('a grant', () => {
  it.each([
    ['no object', 'x'],
    ['a list', []],
    ['null', null],
    ['a permission that is text', { reading: 'true' }],
    ['a permission that is null', { withdrawals: null }],
    ['a field nobody knows', { admin: true }],
    ['a prototype', JSON.parse('{"__proto__": true}')],
    ['addresses that are text', { ips: '127.0.0.1' }],
    ['an address that is a number', { ips: [127] }],
    ['a date that is none', { createdAt: 'yesterday' }],
    ['a date that is a number', { createdAt: 5 }],
  ])('that is %s is refused with GRANT_INVALID', (_, grant) => {
    expect(outcomeOf(() => ring().mint(grant))).toBe('GRANT_INVALID');
  });
});
