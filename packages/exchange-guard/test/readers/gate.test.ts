import { describe, expect, it } from 'vitest';
import { readers } from '../../src/readers.ts';
import { here } from '../contract/row.ts';
import { granted, permissionsOf, problemsOf, read } from './reading.ts';

describe('gate', () => {
  const withPerms = (...perms: object[]) =>
    permissionsOf(
      read('gate', ({ detail, keys }) => ({ detail, keys: (keys as object[]).map((key) => ({ ...key, perms })) })),
    );

  it.each([
    ['spot', ['spotTrading']],
    ['margin', ['margin', 'lending']],
    ['futures', ['futures']],
    ['delivery', ['futures']],
    ['options', ['options']],
    ['unified', ['margin', 'lending', 'accountSettings']],
    ['wallet', ['withdraw', 'internalTransfer', 'universalTransfer', 'depositAddresses']],
    ['withdrawal', ['withdraw']],
    ['withdrawals', ['withdraw']],
    ['earn', ['earn']],
    ['loan', ['lending']],
    ['custody', ['custody']],
    ['otc', ['fiat']],
    ['copy', ['copyTrading']],
    ['account', ['accountSettings']],
    ['sub_accounts', ['subAccounts', 'keyManagement']],
    ['rebate', []],
  ])('takes %s for %j, and looking at it for nothing', (name, scopes) => {
    const writing = granted(withPerms({ name, read_only: false })).filter((scope) => scope !== 'read');
    expect(writing.sort()).toEqual([...scopes].sort());
    expect(granted(withPerms({ name, read_only: true })).filter((scope) => scope !== 'read')).toEqual([]);
  });

  it('reports a right that nobody knows, whether it writes or looks', () => {
    for (const read_only of [true, false]) {
      expect(withPerms({ name: 'pilot', read_only }).unrecognised).toEqual(['pilot']);
    }
  });

  it('knows nothing but the addresses of a key that may not look at keys', () => {
    const permissions = permissionsOf(read('gate', ({ detail }) => ({ detail })));
    expect(new Set(Object.values(permissions.scopes))).toEqual(new Set(['unknown']));
    expect(permissions).toMatchObject({ ipBinding: true, addresses: [here], loosens: 'unknown' });
  });

  it('may be refused the list of keys for want of the right to it, and for nothing else', () => {
    const [detail, keys] = readers.gate?.asks ?? [];
    expect(keys?.mayRefuse?.({ status: 403, code: 'FORBIDDEN' })).toBe(true);
    expect(keys?.mayRefuse?.({ status: 401, code: 'INVALID_KEY' })).toBe(false);
    expect(detail?.mayRefuse).toBeUndefined();
  });

  it('takes no key for its own when two could be, or none', () => {
    for (const change of [(keys: object[]) => [...keys, keys[1]], (keys: object[]) => [keys[0]]]) {
      const reading = read('gate', ({ detail, keys }) => ({ detail, keys: change(keys as object[]) }));
      expect(permissionsOf(reading).scopes.withdraw).toBe('unknown');
    }
  });

  it('does not understand a key that is locked', () => {
    const reading = read('gate', ({ detail, keys }) => ({
      detail,
      keys: (keys as object[]).map((key) => ({ ...key, state: 2 })),
    }));
    expect(problemsOf(reading)).toContain('state');
  });
});
