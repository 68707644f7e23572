import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, problemsOf, read } from './reading.ts';

describe('bitfinex', () => {
  it.each([
    ['account', ['accountSettings']],
    ['history', []],
    ['positions', ['margin', 'futures']],
    ['funding', ['lending']],
    ['settings', ['accountSettings', 'keyManagement']],
    ['wallets', ['internalTransfer', 'universalTransfer', 'depositAddresses', 'convert']],
    ['withdraw', ['withdraw']],
    ['ui_withdraw', ['withdraw']],
    ['bfxpay', ['fiat']],
  ])('takes writing to %s for %j', (name, scopes) => {
    const change = (row: unknown[]) => (row[0] === name ? [name, 1, 1] : row[0] === 'orders' ? ['orders', 1, 0] : row);
    const reading = read('bitfinex', ({ permissions }) => ({ permissions: (permissions as unknown[][]).map(change) }));
    expect(granted(permissionsOf(reading)).sort()).toEqual(['read', ...scopes].sort());
  });

  it('is not understood when one row of it is no permission, however little it would allow', () => {
    for (const row of [['bfxpay', '1', '1'], ['bfxpay', 1], ['bfxpay', 2, 0], [7, 0, 0], 'bfxpay', null]) {
      const reading = read('bitfinex', ({ permissions }) => ({
        permissions: [...(permissions as unknown[][]).filter(([name]) => name !== 'bfxpay'), row],
      }));
      expect(problemsOf(reading), JSON.stringify(row)).toContain('two flags of 0 or 1');
    }
  });

  it('is not understood when it leaves out what matters, or says it twice', () => {
    const without = (name: string) =>
      read('bitfinex', ({ permissions }) => ({
        permissions: (permissions as unknown[][]).filter((row) => row[0] !== name),
      }));
    for (const name of ['withdraw', 'wallets', 'orders', 'funding', 'settings', 'account']) {
      expect(problemsOf(without(name))).toBe(`${name} is missing`);
    }
    expect(problemsOf(without('bfxpay'))).toBe('');
    const twice = read('bitfinex', ({ permissions }) => ({
      permissions: [...(permissions as unknown[]), ['withdraw', 0, 0]],
    }));
    expect(problemsOf(twice)).toContain('twice');
  });
});
