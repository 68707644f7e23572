import { describe, expect, it } from 'vitest';
import { ccxtClassOf } from '../src/ccxt-class.ts';
import {
  accountsAt,
  anyRow,
  credentialFieldsOf,
  exchangesWith,
  hostsOf,
  marketsAt,
  takesOrders,
  venueIds,
  venueRow,
} from '../src/venues.ts';

describe('the exchanges there is a door to', () => {
  it.each(['nope', '', 'constructor', '__proto__', 'Binance'])('do not include %j', (id) => {
    expect(() => venueRow(id)).toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
  });

  it('need the credentials that ccxt says they need', async () => {
    const Class = (await ccxtClassOf('binance')) as unknown as new () => {
      requiredCredentials: Record<string, boolean>;
    };
    const { requiredCredentials } = new Class();
    const required = Object.keys(requiredCredentials).filter((field) => requiredCredentials[field]);
    expect([...(await credentialFieldsOf('binance'))].sort()).toEqual(required.sort());
    await expect(credentialFieldsOf('nope')).rejects.toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
  });

  it('are reached at their own hosts, or at the stand-in alone', async () => {
    expect(await hostsOf('binance')).toEqual(['api.binance.com:443']);
    expect(await hostsOf('binance', 'http://127.0.0.1:9000/base')).toEqual(['127.0.0.1:9000']);
    expect(await hostsOf('binance', 'https://localhost')).toEqual(['localhost:443']);
    expect(await hostsOf('bitstamp')).toEqual(['www.bitstamp.net:443']);
  });

  it('take orders where somebody taught us to place them; others can be audited, and strangers not', async () => {
    expect(['binance', 'kraken', 'bitstamp', 'nope', 'constructor', '__proto__'].map(takesOrders)).toEqual([
      true,
      true,
      ...Array(4).fill(false),
    ]);
    expect([...(await credentialFieldsOf('bitstamp'))].sort()).toEqual(['apiKey', 'secret']);
    for (const ask of [credentialFieldsOf, hostsOf]) {
      await expect(ask('__proto__')).rejects.toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' }));
    }
  });

  it('take orders for one kind of market each, or for both', () => {
    expect(['binance', 'binanceusdm', 'binancecoinm', 'kucoinfutures', 'bitget'].map(marketsAt)).toEqual([
      ['spot'],
      ['swap'],
      ['swap'],
      ['swap'],
      ['spot', 'swap'],
    ]);
    expect(['bitstamp', 'nope', 'constructor', '__proto__'].map(marketsAt)).toEqual(Array(4).fill([]));
    expect(exchangesWith('swap')).toEqual(['binanceusdm', 'binancecoinm', 'kucoinfutures', 'bitget']);
    expect(exchangesWith('spot')).toContain('bitget');
    expect(exchangesWith('spot')).not.toContain('binanceusdm');
    expect(
      [undefined, 'spot', 'swap'].map((market) => venueRow('bitget', market as never).contracts !== undefined),
    ).toEqual([false, false, true]);
    expect(venueRow('binance', 'swap')).toBe(venueRow('binance'));
  });

  it('take orders from one kind of account each, or from either', async () => {
    for (const id of venueIds)
      expect(accountsAt(id), id).toEqual(id === 'bitget' ? ['classic', 'unified'] : ['classic']);
    expect(['bitstamp', 'nope', '__proto__'].map(accountsAt)).toEqual(Array(3).fill([]));
    const rows = (['spot', 'swap'] as const).flatMap((market) =>
      (['classic', 'unified'] as const).map((account) => venueRow('bitget', market, account)),
    );
    expect(new Set(rows).size).toBe(4);
    expect(rows.map(({ contracts }) => contracts !== undefined)).toEqual([false, false, true, true]);
    expect(rows.map(({ unified }) => unified !== undefined)).toEqual([false, true, false, true]);
    expect(venueRow('bitget', 'swap')).toBe(rows[2]);
  });

  it.each(['binance', 'bitstamp', 'nope', '__proto__'])(
    'are not opened for a kind of account that %s has not',
    async (id) => {
      const refusal = expect.objectContaining({ code: 'EXCHANGE_UNKNOWN' });
      await expect(anyRow(id, 'spot', 'unified')).rejects.toThrow(refusal);
      expect(() => venueRow(id, 'spot', 'unified')).toThrow(refusal);
    },
  );
});
