import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../src/candidate.ts';
import { maxOrderValue, maxOrderVolume } from '../../src/controls/size.ts';
import type { OrderRequest } from '../../src/order.ts';
import { buy, limits } from '../house.ts';
import { ago, control, type Given, instrument, judged, ledger, now, raw, reference, without } from './spot.ts';

describe('the size', () => {
  it('refuses more value than allowed, exactly', () => {
    expect(control({ amount: '0.005', price: '100000' })).toBeUndefined();
    expect(control({ amount: '0.00501', price: '100000' })).toBe('max-order-value');
  });

  it('values a sell at no less than the market pays, however little it asks for', () => {
    const loose = { priceCollarBps: 'none', maxOrderValue: { USDT: '5' } } as const;
    const cheap = { side: 'sell', amount: '0.05', price: '100' } as const;
    expect(judged(cheap, { limits: loose })).toMatchObject({ control: 'max-order-value', value: '4999.5' });
    expect(control({ ...cheap, side: 'buy' }, { limits: loose })).toBeUndefined();
    expect(judged({ ...cheap, price: '200000' }, { limits: loose })).toMatchObject({ value: '10000' });
    // Neither does what only reduces, and a price that is too old is none.
    const holdings = { BTC: { free: '1', used: '0', total: '1' } };
    expect(control({ ...cheap, reduceOnly: true }, { limits: loose, holdings })).toBe('max-order-value');
    const stale = { ...reference, at: ago(limits.referenceMaxAgeMs + 1) };
    expect(judged(cheap, { limits: loose, reference: stale })).toMatchObject({ control: 'price-collar' });
    expect(judged(cheap, { limits: loose, reference: undefined as never })).toMatchObject({ control: 'price-collar' });
  });

  it('values a market order at the reference plus the collar', () => {
    const market = { ...without('price'), kind: 'market', amount: '0.005' } as const;
    const candidate = candidateOf(market, { instrument, reference, limits });
    expect(candidate.value?.toFixed()).toBe('510');
    expect(raw(market)?.control).toBe('max-order-value');
    expect(raw({ ...market, amount: '0.0049' })).toBeUndefined();
  });

  it('refuses more volume than allowed, exactly', () => {
    const roomy = { limits: { maxOrderValue: { USDT: '1000000' } } };
    expect(control({ amount: '0.1' }, roomy)).toBeUndefined();
    expect(control({ amount: '0.10001' }, roomy)).toBe('max-order-volume');
  });

  it('refuses what has no limit at all, inherited names included', () => {
    expect(control({}, { limits: { maxOrderValue: { EUR: '5' } } })).toBe('max-order-value');
    expect(control({}, { limits: { maxOrderVolume: { ETH: '5' } } })).toBe('max-order-volume');
    const odd = { ...instrument, quote: 'constructor', base: 'toString' };
    expect(control({}, { instrument: odd })).toBe('max-order-value');
    expect(control({}, { instrument: odd, limits: { maxOrderValue: 'unlimited' } })).toBe('max-order-volume');
    expect(control({}, { limits: { maxOrderValue: 'unlimited', maxOrderVolume: 'unlimited' } })).toBeUndefined();
  });
});

describe('a refusal by the size', () => {
  it.each<readonly [string, Partial<OrderRequest>, Given, unknown, unknown, string]>([
    [
      'max-order-value',
      {},
      { limits: { maxOrderValue: {} } },
      null,
      '99.5',
      'There is no maximum order value for USDT, so nothing is bought or sold for it.',
    ],
    [
      'max-order-value',
      {},
      { instrument: { ...instrument, quote: '' } },
      null,
      '99.5',
      'There is no maximum order value for BTC/USDT, so nothing is bought or sold for it.',
    ],
    [
      'max-order-value',
      { amount: '0.009' },
      {},
      '500',
      '895.5',
      'The order is worth 895.5 USDT; at most 500 is allowed.',
    ],
    [
      'max-order-volume',
      {},
      { limits: { maxOrderVolume: {} } },
      null,
      '0.001',
      'There is no maximum order volume for BTC, so none of it is bought or sold.',
    ],
    [
      'max-order-volume',
      {},
      { instrument: { ...instrument, base: '' } },
      null,
      '0.001',
      'There is no maximum order volume for BTC/USDT, so none of it is bought or sold.',
    ],
    [
      'max-order-volume',
      {},
      { limits: { maxOrderVolume: { BTC: '0.0001' } } },
      '0.0001',
      '0.001',
      'The order is for 0.001 BTC; at most 0.0001 is allowed.',
    ],
  ])('by %s is whole', (id, request, given, limit, value, says) => {
    expect(judged(request, given)).toEqual({ control: id, limit, value, says });
  });
});

describe('a control of the size by itself', () => {
  // In the row others stand before it; it relies on none of them.
  const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;

  it('refuses what could not be valued', () => {
    expect(maxOrderValue.check({ asked: buy }, ledger(), context)).toEqual({
      limit: null,
      value: null,
      says: 'There is no maximum order value for BTC/USDT, so nothing is bought or sold for it.',
    });
    expect(maxOrderValue.check({ asked: buy }, ledger(), { ...context, instrument })).toEqual({
      limit: '500',
      value: null,
      says: 'The order is worth an unknown amount of USDT; at most 500 is allowed.',
    });
    expect(maxOrderVolume.check({ asked: buy }, ledger(), context)).toEqual({
      limit: null,
      value: null,
      says: 'There is no maximum order volume for BTC/USDT, so none of it is bought or sold.',
    });
    expect(maxOrderVolume.check({ asked: buy }, ledger(), { ...context, instrument })).toEqual({
      limit: '0.1',
      value: null,
      says: 'The order is for an unknown amount of BTC; at most 0.1 is allowed.',
    });
  });
});
