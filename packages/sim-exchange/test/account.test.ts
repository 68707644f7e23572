import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { Account } from '../src/account.ts';

const text = (account: Account, asset: string) => {
  const { free, locked } = account.balance(asset);
  return [free.toFixed(), locked.toFixed()];
};

describe('the account', () => {
  it('moves amounts between free and locked, and in and out', () => {
    const account = new Account({ USDT: '100' });
    account.lock('USDT', new Big(30));
    account.spendLocked('USDT', new Big(10));
    account.unlock('USDT', new Big(5));
    account.spend('USDT', new Big(1));
    account.receive('BTC', new Big('0.1'));
    expect(text(account, 'USDT')).toEqual(['74', '15']);
    expect(text(account, 'BTC')).toEqual(['0.1', '0']);
    expect(text(account, 'ETH')).toEqual(['0', '0']);
    expect(account.balances().map((balance) => balance.asset)).toEqual(['BTC', 'USDT']);
    expect([account.canSpend('USDT', new Big(74)), account.canSpend('USDT', new Big('74.01'))]).toEqual([true, false]);
  });

  it('never lets anything fall below zero', () => {
    const account = new Account({ USDT: '1' });
    const two = new Big(2);
    for (const move of ['lock', 'unlock', 'spend', 'spendLocked'] as const) {
      expect(() => account[move]('USDT', two)).toThrow(RangeError);
    }
    expect(text(account, 'USDT')).toEqual(['1', '0']);
  });
});
