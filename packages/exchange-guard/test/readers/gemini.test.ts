import { describe, expect, it } from 'vitest';
import { permissionsOf, read } from './reading.ts';

describe('gemini', () => {
  it('says of a master key’s administrator what it is', () => {
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), isAccountAdmin: true } }));
    expect(permissionsOf(reading)).toMatchObject({ kind: 'main-account', scopes: { keyManagement: true } });
  });

  it.each([
    { canWithdraw: true },
    { is_admin: true },
    { roles: ['FundManager'] },
    { ' isTrader': true },
    { isSomethingNew: null },
    { '': 'yes' },
  ])('counts the undescribed field in %j against the key', (more) => {
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), ...more } }));
    expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
  });

  it('does not mind whose account it is, nor what is plainly off', () => {
    const more = { counterparty_id: 'EXAMPLE', canWithdraw: false, isNew: 0 };
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), ...more } }));
    expect(permissionsOf(reading).unrecognised).toEqual([]);
  });
});
