import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { admit } from '../src/admission.ts';
import { type KeyGrant, KeyRing } from '../src/keys.ts';
import { Params } from '../src/params.ts';
import { sign } from './support/caller.ts';
import { NOON, outcomeOf } from './support/ground.ts';

interface Attempt {
  grant?: Partial<KeyGrant>;
  apiKey?: string | undefined;
  query?: string;
  body?: string;
  signature?: string;
  address?: string;
  access?: 'public' | 'key' | 'signed';
}

function attempt(options: Attempt = {}): unknown {
  const keys = new KeyRing({ randomBytes, clock: () => new Date(NOON) });
  const minted = keys.mint(options.grant ?? {});
  const { query = `timestamp=${NOON}`, body = '', address = '127.0.0.1', access = 'signed' } = options;
  const signed = `${query}${query ? '&' : ''}signature=${options.signature ?? sign(minted.secret, query + body)}`;
  const caller = { apiKey: 'apiKey' in options ? options.apiKey : minted.apiKey, address, query: signed, body };
  return outcomeOf(() => {
    const key = admit(
      caller,
      Params.parse(caller.query, body),
      { access, permission: 'spotTrading' },
      { keys, now: NOON },
    );
    return key ? 'admitted' : 'open';
  });
}

const at = (offset: number, more = '') => ({ query: `timestamp=${NOON + offset}${more}` });

describe('admission', () => {
  const cases: readonly [string, Attempt, string][] = [
    ['all is well', {}, 'admitted'],
    ['part of it is signed in the body', { body: 'a=1' }, 'admitted'],
    ['the endpoint is public', { access: 'public', apiKey: undefined }, 'open'],
    ['there is no key', { apiKey: undefined }, 'KEY_FORMAT'],
    ['the key has another form', { apiKey: 'abc' }, 'KEY_FORMAT'],
    ['the key was minted elsewhere', { apiKey: 'A'.repeat(64) }, 'REJECTED_KEY'],
    ['there is no timestamp', { query: 'a=1' }, 'MISSING'],
    ['the timestamp is no number', { query: 'timestamp=now' }, 'ILLEGAL_CHARACTERS'],
    ['the timestamp is as old as the window', at(-5_000), 'admitted'],
    ['the timestamp is older than the window', at(-5_001), 'OUTSIDE_WINDOW'],
    ['the window is longer', at(-10_000, '&recvWindow=10000'), 'admitted'],
    ['the window is too long', at(0, '&recvWindow=60001'), 'WINDOW_TOO_LONG'],
    ['the timestamp is a little ahead', at(999), 'admitted'],
    ['the timestamp is a second ahead', at(1_000), 'AHEAD_OF_SERVER'],
    ['the signature is of something else', { signature: '0'.repeat(64) }, 'INVALID_SIGNATURE'],
    ['the signature is no signature', { signature: 'xyz' }, 'INVALID_SIGNATURE'],
    ['the signature is empty', { signature: '' }, 'MISSING'],
    ['the address is not in the list', { address: '127.0.0.2' }, 'REJECTED_KEY'],
    ['the key is bound elsewhere', { grant: { ips: ['203.0.113.7'] } }, 'REJECTED_KEY'],
    ['the key is not bound', { grant: { ips: undefined }, address: '127.0.0.2' }, 'admitted'],
    ['the key may do nothing from anywhere', { grant: { ips: [] } }, 'REJECTED_KEY'],
    ['the permission is missing', { grant: { spotTrading: false } }, 'REJECTED_KEY'],
    ['a key is enough and it is ours', { access: 'key', query: '' }, 'admitted'],
    ['a key is enough and it is not ours', { access: 'key', apiKey: 'A'.repeat(64) }, 'REJECTED_KEY'],
  ];
  it.each(cases)('when %s', (_, options, outcome) => {
    expect(attempt(options)).toBe(outcome);
  });
});
