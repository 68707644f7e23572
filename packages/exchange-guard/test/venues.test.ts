import { describe, expect, it } from 'vitest';
import { ccxtClassOf } from '../src/ccxt-class.ts';
import { credentialFieldsOf, hostsOf, venueRow } from '../src/venues.ts';

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

  it('are reached at their own hosts, or at the stand-in alone', () => {
    expect(hostsOf('binance')).toEqual(['api.binance.com:443']);
    expect(hostsOf('binance', 'http://127.0.0.1:9000/base')).toEqual(['127.0.0.1:9000']);
    expect(hostsOf('binance', 'https://localhost')).toEqual(['localhost:443']);
  });
});
