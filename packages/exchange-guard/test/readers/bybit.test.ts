import { describe, expect, it } from 'vitest';
import { granted, permissionsOf, read } from './reading.ts';

describe('bybit', () => {
  const withRights = (permissions: object, more: object = {}) =>
    permissionsOf(
      read('bybit', ({ key }) => {
        const answer = key as { result: { permissions: object } };
        const result = { ...answer.result, ...more, permissions: { ...answer.result.permissions, ...permissions } };
        return { key: { ...answer, result } };
      }),
    );

  it.each([
    [{ ContractTrade: ['Order'] }, 'futures'],
    [{ ContractTrade: ['Position'] }, 'futures'],
    [{ Derivatives: ['DerivativesTrade'] }, 'futures'],
    [{ Options: ['OptionsTrade'] }, 'options'],
    [{ CopyTrading: ['CopyTrading'] }, 'copyTrading'],
    [{ BlockTrade: ['BlockTrade'] }, 'blockTrading'],
    [{ Exchange: ['ExchangeHistory'] }, 'convert'],
    [{ Earn: ['Earn'] }, 'earn'],
    [{ FiatP2P: ['FiatP2POrder'] }, 'fiat'],
    [{ FiatP2P: ['Advertising'] }, 'fiat'],
    [{ FiatBybitPay: ['FaitPayOrder'] }, 'fiat'],
    [{ FiatBitPay: ['FaitPayOrder'] }, 'fiat'],
    [{ FiatConvertBroker: ['FiatConvertBrokerOrder'] }, 'fiat'],
    [{ BitCard: ['BitCard'] }, 'fiat'],
    [{ Wallet: ['SubMemberTransfer'] }, 'internalTransfer'],
    [{ Wallet: ['SubMemberTransferList'] }, 'internalTransfer'],
  ])('takes %j for %s', (rights, scope) => {
    expect(granted(withRights(rights))).toContain(scope);
  });

  it('says that any right over the wallet lets the key loosen itself, even one that nobody knows', () => {
    expect(withRights({}).loosens).toBe(false);
    for (const Wallet of [['AccountTransfer'], ['Withdraw'], ['SomethingNew']]) {
      expect(withRights({ Wallet }).loosens).toBe(true);
    }
  });

  it('believes a read-only key that it cannot trade, and believes it nothing else', () => {
    const key = withRights({ Wallet: ['Withdraw'], Options: ['OptionsTrade'] }, { readOnly: 1 });
    expect(granted(key)).not.toEqual(expect.arrayContaining(['spotTrading']));
    expect(granted(key)).not.toContain('options');
    expect(granted(key)).toContain('withdraw');
  });

  it('reports a group of rights that nobody knows', () => {
    expect(withRights({ Lottery: ['Ticket'] }).unrecognised).toEqual(['Lottery.Ticket']);
  });

  it('tells when an unbound key ends, and does not know it when no end is told', () => {
    const end = '2027-01-10T08:00:00Z';
    expect(withRights({}, { ips: [], expiredAt: end })).toMatchObject({ ipBinding: false, expiresAt: new Date(end) });
    expect(withRights({}, { ips: ['*'] })).toMatchObject({ ipBinding: false, expiresAt: 'unknown' });
    expect(withRights({}, { expiredAt: null })).toMatchObject({ ipBinding: true, expiresAt: 'never' });
  });

  it('tells a sub-account from the main one', () => {
    expect(withRights({}, { isMaster: false }).kind).toBe('sub-account');
  });
});
