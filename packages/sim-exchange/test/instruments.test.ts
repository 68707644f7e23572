import { describe, expect, it } from 'vitest';
import { SimExchangeError } from '../src/error.ts';
import { instrumentFor } from '../src/instruments.ts';

describe('an instrument', () => {
  it('has the steps of its listing, and usual ones when it is not listed', () => {
    const btc = instrumentFor('BTC/USDT');
    expect([btc.id, btc.base, btc.quote]).toEqual(['BTCUSDT', 'BTC', 'USDT']);
    expect([btc.priceStep.toFixed(), btc.amountStep.toFixed(), btc.minValue.toFixed()]).toEqual([
      '0.01',
      '0.00001',
      '5',
    ]);
    expect(instrumentFor('DOGE/USDC').priceStep.toFixed()).toBe('0.0001');
    expect(instrumentFor('ETH/BTC').minValue.toFixed()).toBe('0.0001');
  });

  it('never needs more than the eight decimals of an asset for price times amount', () => {
    for (const symbol of ['BTC/USDT', 'ETH/USDT', 'XRP/USDT', 'ETH/BTC', 'AB/CD']) {
      for (const priceDecimals of [0, 3, 8]) {
        const { priceStep, amountStep } = instrumentFor(symbol, { priceDecimals });
        expect(priceStep.times(amountStep).gte('1e-8')).toBe(true);
      }
    }
  });

  it('refuses what is not BASE/QUOTE with OPTION_INVALID', () => {
    for (const wrong of ['', 'BTC', 'BTCUSDT', 'btc/usdt', 'BTC/BTC', 'BTC/USDT:USDT', '__proto__', 'A/B']) {
      expect(() => instrumentFor(wrong)).toThrow(SimExchangeError);
    }
  });
});
