import { describe, expect, it } from 'vitest';
import { readers } from '../../src/readers.ts';
import { now } from '../contract/row.ts';
import { granted, identity, permissionsOf, problemsOf, read } from './reading.ts';

describe('bingx', () => {
  it.each([
    ['enableWithdrawals', 'withdraw'],
    ['enableInternalTransfer', 'internalTransfer'],
    ['permitsUniversalTransfer', 'universalTransfer'],
    ['enableFutures', 'futures'],
    ['enableVanillaOptions', 'options'],
  ])('takes %s for %s', (flag, scope) => {
    const reading = read('bingx', ({ permissions }) => {
      const answer = permissions as { data: object };
      return { permissions: { ...answer, data: { ...answer.data, [flag]: true } } };
    });
    expect(granted(permissionsOf(reading))).toContain(scope);
  });

  it.each([{ canWithdraw: 'Y' }, { allowAll: 2 }, { roles: ['all'] }, { enableNew: null }])(
    'counts the undescribed field in %j against the key',
    (more) => {
      const reading = read('bingx', ({ permissions }) => {
        const answer = permissions as { data: object };
        return { permissions: { ...answer, data: { ...answer.data, ...more } } };
      });
      expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
    },
  );

  it('asks for the list of keys by the id of the account, as a number or as text, and else not at all', () => {
    const params = readers.bingx?.asks.find(({ name }) => name === 'keys')?.params;
    const given = (answer: unknown) =>
      params?.({ answers: new Map([['uid', answer]]), identity, now, nonce: 'a nonce' });
    for (const uid of [16789200, '16789200']) expect(given({ code: 0, data: { uid } })).toEqual({ uid: '16789200' });
    for (const uid of [null, '1&x=2', 1.5, {}]) expect(given({ code: 0, data: { uid } })).toBeUndefined();
    expect(given(undefined)).toBeUndefined();
  });

  it('knows the rights without the list of keys, which is for the main account', () => {
    const alone = permissionsOf(read('bingx', ({ permissions }) => ({ permissions })));
    expect(alone).toMatchObject({
      kind: 'unknown',
      ipBinding: true,
      addresses: 'unknown',
      scopes: { withdraw: false },
    });
  });

  it('believes the wider of its two views', () => {
    const withNumbers = (permissions: unknown) =>
      read('bingx', ({ keys, ...others }) => {
        const list = (keys as { data: { apiKeyList: object[] } }).data.apiKeyList;
        return { ...others, keys: { code: 0, data: { apiKeyList: list.map((key) => ({ ...key, permissions })) } } };
      });
    expect(granted(permissionsOf(withNumbers([1, 2, 5])))).toContain('withdraw');
    expect(permissionsOf(withNumbers([1, 2, 9])).unrecognised).toEqual(['permission-9']);
    expect(problemsOf(withNumbers(['5']))).toContain('list of numbers');
    expect(problemsOf(withNumbers('5'))).toContain('permissions');
  });

  it('believes a list without an address more than a flag that says bound', () => {
    const reading = read('bingx', ({ keys, ...others }) => {
      const list = (keys as { data: { apiKeyList: object[] } }).data.apiKeyList;
      return { ...others, keys: { code: 0, data: { apiKeyList: list.map((key) => ({ ...key, ipAddresses: [] })) } } };
    });
    expect(permissionsOf(reading).ipBinding).toBe(false);
  });
});
