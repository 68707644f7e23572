import { describe, expect, it } from 'vitest';
import { movesMoney, scopeNames, scopes } from '../src/key-permissions.ts';

describe('what a key can be allowed to do', () => {
  // Written out a second time: whoever takes one away makes a key age slower, and has to say so here as well.
  it('moves money, or ties it up, by these scopes and no others', () => {
    expect([...movesMoney].sort()).toEqual([
      'custody',
      'earn',
      'fiat',
      'internalTransfer',
      'keyManagement',
      'lending',
      'subAccounts',
      'universalTransfer',
      'withdraw',
      'withdrawalAddresses',
    ]);
  });

  it('has a sentence of its own for every scope', () => {
    expect(scopeNames).toEqual(Object.keys(scopes));
    expect(new Set(Object.values(scopes)).size).toBe(scopeNames.length);
    for (const sentence of Object.values(scopes)) expect(sentence).toMatch(/^[a-z][A-Za-z ,-]{3,}$/);
    expect(() => Object.assign(scopeNames, { 0: 'nothing' })).toThrow(TypeError);
  });
});
