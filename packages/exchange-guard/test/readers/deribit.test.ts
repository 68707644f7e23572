import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, problemsOf, read } from './reading.ts';

describe('deribit', () => {
  const withScope = (scope: string) => permissionsOf(read('deribit', () => ({ auth: { result: { scope } } })));

  it.each([
    ['account:read', ['read']],
    ['account:read_write', ['read', 'accountSettings', 'subAccounts', 'keyManagement']],
    ['trade:read', []],
    ['trade:read_write', ['spotTrading', 'margin', 'futures', 'options']],
    ['wallet:read', []],
    [
      'wallet:read_write',
      ['withdraw', 'withdrawalAddresses', 'internalTransfer', 'universalTransfer', 'depositAddresses'],
    ],
    ['block_trade:read_write', ['blockTrading']],
    ['block_rfq:read_write', ['blockTrading']],
    ['custody:read_write', ['custody']],
    ['custody:none', []],
  ])('takes %s for %j', (part, scopes) => {
    const more = part.startsWith('account') ? 'trade:read_write' : 'account:read';
    const beside = part.startsWith('account') ? ['spotTrading', 'margin', 'futures', 'options'] : ['read'];
    const permissions = withScope(`${part} ${more}`);
    expect(granted(permissions).sort()).toEqual([...beside, ...scopes].sort());
    expect(permissions.unrecognised).toEqual([]);
  });

  it('never says that the wallet is out of reach: a login may be granted less than the key holds', () => {
    expect(withScope('account:read trade:read_write').scopes.withdraw).toBe('unknown');
    expect(withScope('account:read wallet:read_write').scopes.withdraw).toBe(true);
  });

  it('says that a key which may write to the account can loosen itself', () => {
    expect(withScope('account:read_write trade:read_write')).toMatchObject({ loosens: true, kind: 'sub-account' });
    expect(withScope('account:read mainaccount')).toMatchObject({ loosens: false, kind: 'main-account' });
  });

  it('reads addresses where the scope names them, and passes over what carries a value', () => {
    const bound = withScope('account:read ip:203.0.113.7 session:bot expires:60 connection');
    expect(bound).toMatchObject({ ipBinding: true, addresses: ['203.0.113.7'], unrecognised: [] });
    expect(withScope('account:read ip:*').ipBinding).toBe(false);
  });

  it('is not understood when no right is named', () => {
    expect(problemsOf(read('deribit', () => ({ auth: { result: { scope: 'connection' } } })))).toContain('no right');
  });
});
