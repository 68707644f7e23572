import { describe, expect, it } from 'vitest';
import { callableNames, censusOf, type Endpoint, endpointsIn } from '../../doors/census.ts';
import { rawClass } from '../../doors/raw-ccxt.ts';
import { ccxtIds } from '../../src/ccxt-ids.ts';
import { closedKind } from '../../src/closed-names.ts';
import { doorListOf } from '../../src/door-list.ts';
import { anyRow } from '../../src/venues.ts';
import { withdrawals } from './withdrawals.ts';

const may = { order: true, cancel: true };

/** Names that look like signing or keys and hand nobody a signature: they hash, encode, check or read. */
const open = new Set([
  'sign',
  'signIn',
  'checkLighterSignedError',
  'defaultSignature',
  'formatSignatureRS',
  'getExtendedSignatureHex',
  'usesPrivateKey',
  'checkRequiredCredentials',
  'raiseLighterSignerError',
  'ethGetAddressFromPrivateKey',
  'signedFunding',
]);

/** Questions about a key that ccxt has no endpoint for, asked by the addresses of the exchange's documentation. */
const ours: readonly string[] = ['krakenfutures auth GET api-keys/v3/check'];

const nameOf = ({ api, method, path }: Endpoint): string => `${api} ${method} ${path}`;

it('every endpoint and every name of ccxt is what the lists were made from', async () => {
  const changed: string[] = [];
  const able: string[] = [];
  const strange: string[] = [];
  const unjudged = new Set<string>();
  const levels = new Set<object>([Object.prototype]);
  for (const id of ccxtIds) {
    const Class = await rawClass(id);
    const { census } = await doorListOf(id);
    const client = new Class({});
    if (client.has.withdraw === true) able.push(id);
    const tree = new Set(endpointsIn(client.api).map(nameOf));
    const { doors } = await anyRow(id);
    strange.push(...doors.map(nameOf).flatMap((call) => (tree.has(call) ? [] : [`${id} ${call}`])));
    if (JSON.stringify(censusOf(client)) !== JSON.stringify(census)) changed.push(id);
    for (let level: object | null = Class.prototype; level !== null && !levels.has(level); ) {
      levels.add(level);
      for (const name of Object.getOwnPropertyNames(level)) if (closedKind(name, may) === undefined) unjudged.add(name);
      level = Object.getPrototypeOf(level);
    }
  }
  // `pnpm run doors` in this package, and a look at what it changed.
  expect(changed).toEqual([]);
  // A door to something that ccxt does not have there is a mistake in it, or an address of our own.
  expect(strange).toEqual(ours);
  // The 76 are those that ccxt can withdraw from, one for one.
  expect(Object.keys(withdrawals)).toEqual(able);
  const like =
    /^sign|Sign(?:ed|er|ature)|[a-z]Sig$|[pP]rivateKey|[cC]redential|[sS]tarkAccount|ApiKey$|[bB]uilder(?:Fee|Code)$/;
  expect([...unjudged].filter((name) => like.test(name) && !open.has(name)).sort()).toEqual([]);
  const moving = /^(?:withdraw|transfer|borrow|repay|redeem|mint|deposit|gift)/i;
  expect([...unjudged].filter((name) => moving.test(name)).sort()).toEqual(expected);
});

/** What begins like moving money and only builds a part of it; the request it is for has no door. */
const expected: readonly string[] = ['depositWithdrawFee', 'withdrawRequest'];

describe('a census', () => {
  it('reads the tree as ccxt does: lists, costs, and parts in parts', () => {
    const tree = {
      public: { get: ['a', ' b '], post: { c: 1 } },
      options: { private: { delete: { 'd/{id}': { cost: 2 } } } },
    };
    expect(endpointsIn(tree)).toEqual([
      { api: 'public', method: 'GET', path: 'a' },
      { api: 'public', method: 'GET', path: 'b' },
      { api: 'public', method: 'POST', path: 'c' },
      { api: 'options.private', method: 'DELETE', path: 'd/{id}' },
    ]);
  });

  it('changes with one endpoint or name more, less or renamed', async () => {
    const Class = await rawClass('btcbox');
    const before = censusOf(new Class({}));
    class More extends Class {
      takeItAll(): void {}
    }
    class Renamed extends Class {
      override describe() {
        const described = super.describe() as unknown as { api: { private: { post: Record<string, unknown> } } };
        const { balance: _, ...post } = described.api.private.post;
        return { ...described, api: { ...described.api, private: { post: { ...post, balances: {} } } } } as never;
      }
    }
    expect(censusOf(new Class({}))).toEqual(before);
    expect(censusOf(new More({}))).toMatchObject({ endpointDigest: before.endpointDigest });
    expect(censusOf(new More({})).nameDigest).not.toBe(before.nameDigest);
    expect(censusOf(new Renamed({}))).toMatchObject({ endpoints: before.endpoints });
    expect(censusOf(new Renamed({})).endpointDigest).not.toBe(before.endpointDigest);
    expect(callableNames(new More({}))).toContain('take_it_all');
  });
});
