import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../src/candidate.ts';
import { instrumentRules, priceCollar } from '../../src/controls/market.ts';
import { refusalOf } from '../../src/controls.ts';
import type { OrderRequest } from '../../src/order.ts';
import { buy, limits } from '../house.ts';
import { ago, control, type Given, instrument, judged, ledger, now, raw, reference, without } from './spot.ts';

describe('the market', () => {
  it('refuses a symbol that is not listed, and none when any is allowed', () => {
    expect(control({ symbol: 'ETH/USDT' })).toBe('symbol-allow-list');
    expect(control({}, { limits: { symbols: 'any' } })).toBeUndefined();
  });

  it('refuses a market that is not there, is closed, or takes no such size', () => {
    expect(raw({ ...buy })).toBeUndefined();
    const bare = { limits, clearance: 'valid', receivedAt: now, epoch: 1, reference } as const;
    expect(refusalOf(candidateOf(buy, { instrument: undefined, reference, limits }), ledger(), bare)?.control).toBe(
      'instrument',
    );
    expect(control({}, { instrument: { ...instrument, active: false } })).toBe('instrument');
    expect(control({ amount: '0.000009' })).toBe('instrument');
    expect(control({ amount: '901' })).toBe('instrument');
    expect(control({ amount: '0.00005' })).toBe('instrument');
    expect(control({ amount: '0.00005', reduceOnly: true })).toBe('instrument');
    expect(control({ price: '0.001' })).toBe('instrument');
  });

  it('refuses a price beyond the collar on either side, to the basis point', () => {
    for (const [price, refused] of [
      ['98000', false],
      ['97999.99', true],
      ['102000', false],
      ['102000.01', true],
    ] as const) {
      expect(control({ price }), price).toBe(refused ? 'price-collar' : undefined);
    }
  });

  it('refuses without a fresh reference, and a market order even without a collar', () => {
    const stale = { ...reference, at: ago(limits.referenceMaxAgeMs + 1) };
    const fresh = { ...reference, at: ago(limits.referenceMaxAgeMs) };
    const future = { ...reference, at: ago(-limits.referenceMaxAgeMs - 1) };
    expect(control({}, { reference: stale })).toBe('price-collar');
    expect(control({}, { reference: fresh })).toBeUndefined();
    expect(control({}, { reference: future })).toBe('price-collar');
    expect(control({ price: '50000' }, { reference: stale, limits: { priceCollarBps: 'none' } })).toBeUndefined();
    const market = { ...without('price'), kind: 'market' } as const;
    const loose = { ...limits, priceCollarBps: 'none' } as const;
    const context = { limits: loose, clearance: 'valid', receivedAt: now, epoch: 1, instrument } as const;
    expect(
      refusalOf(candidateOf(market, { instrument, reference: undefined, limits: loose }), ledger(), context)?.control,
    ).toBe('price-collar');
  });

  it('refuses a market order into a book whose other side is beyond the collar', () => {
    const wide = { ...reference, ask: '105000', mid: '100000' };
    const market = { ...without('price'), kind: 'market', amount: '0.0001' } as const;
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1, instrument, reference: wide } as const;
    const given = candidateOf(market, { instrument, reference: wide, limits });
    expect(refusalOf(given, ledger(), context)?.control).toBe('price-collar');
    const sell = candidateOf({ ...market, side: 'sell' }, { instrument, reference: wide, limits });
    expect(refusalOf(sell, ledger(), context)).toBeUndefined();
  });
});

describe('a refusal by the market', () => {
  const bare = { limits, clearance: 'valid', receivedAt: now, epoch: 1, reference } as const;

  it.each<readonly [string, Partial<OrderRequest>, Given, unknown, unknown, string]>([
    [
      'symbol-allow-list',
      { symbol: 'ETH/USDT' },
      { limits: { symbols: ['BTC/USDT', 'SOL/USDT'] } },
      ['BTC/USDT', 'SOL/USDT'],
      'ETH/USDT',
      'ETH/USDT is not among the symbols this bot may trade (BTC/USDT, SOL/USDT).',
    ],
    ['instrument', {}, { instrument: { ...instrument, active: false } }, true, false, 'The market BTC/USDT is closed.'],
    [
      'instrument',
      {},
      { instrument: { ...instrument, minAmount: '0.01' } },
      '0.01',
      '0.001',
      'The amount is below the smallest the exchange takes (0.01 BTC).',
    ],
    [
      'instrument',
      { amount: '901' },
      {},
      '900',
      '901',
      'The amount is above the largest the exchange takes (900 BTC).',
    ],
    ['instrument', { price: '0.001' }, {}, '0.01', '0', 'The price is below one tick.'],
    [
      'instrument',
      { amount: '0.00005' },
      {},
      '5',
      '4.975',
      'The order is worth less than the smallest the exchange takes (5 USDT).',
    ],
    [
      'price-collar',
      {},
      { reference: { ...reference, at: ago(5001) } },
      5000,
      5001,
      "There is no price of the market's own from the last 5000 ms to compare with.",
    ],
    [
      'price-collar',
      { price: '90000.05' },
      {},
      200,
      '1000',
      "The price is 1000 basis points from the market's own; at most 200 is allowed.",
    ],
  ])('by %s is whole', (id, request, given, limit, value, says) => {
    expect(judged(request, given)).toEqual({ control: id, limit, value, says });
  });

  it('for want of a market, or of a price to compare with, is whole too', () => {
    const nowhere = candidateOf(buy, { instrument: undefined, reference, limits });
    expect(refusalOf(nowhere, ledger(), bare)).toEqual({
      control: 'instrument',
      limit: null,
      value: 'BTC/USDT',
      says: 'The exchange has no market BTC/USDT that is traded here.',
    });
    const { reference: _, ...blind } = { ...bare, instrument };
    const made = candidateOf(buy, { instrument, reference: undefined, limits });
    expect(refusalOf(made, ledger(), blind)).toMatchObject({ control: 'price-collar', limit: 5000, value: null });
    // The smallest lot is what counts where the exchange names no smallest amount.
    const { minAmount: __, maxAmount: ___, minValue: ____, ...vague } = instrument;
    expect(judged({ amount: '0.000009' }, { instrument: vague })).toMatchObject({
      limit: '0.00001',
      value: '0',
      says: 'The amount is below the smallest the exchange takes (0.00001 BTC).',
    });
    expect(judged({ amount: '0.00001' }, { instrument: vague })).toBeUndefined();
    expect(judged({ amount: '901' }, { instrument: vague })?.control).toBe('max-order-value');
    const market = { ...without('price'), kind: 'market' } as const;
    const unpriced = candidateOf(market, { instrument, reference: undefined, limits });
    expect(refusalOf(unpriced, ledger(), blind)?.control).toBe('price-collar');
  });

  it('draws its line at the very limit', () => {
    expect(control({ amount: '0.001' }, { instrument: { ...instrument, minAmount: '0.001' } })).toBeUndefined();
    expect(control({ amount: '0.001' }, { instrument: { ...instrument, maxAmount: '0.001' } })).toBeUndefined();
    expect(control({ amount: '0.00005', price: '100000' })).toBeUndefined();
    expect(control({}, { reference: { ...reference, at: ago(-limits.referenceMaxAgeMs) } })).toBeUndefined();
    expect(judged({ price: '97999.99' })?.value).toBe('200');
    expect(judged({ price: '97900.55' })?.value).toBe('209.95');
  });

  it('of a market order goes by the market’s price', () => {
    const order = { ...without('price'), kind: 'market' } as const;
    expect(raw({ ...order, amount: '0.00004' })).toMatchObject({ control: 'instrument', limit: '5', value: '4' });
    expect(raw({ ...order, amount: '0.00005' })).toBeUndefined();
    const loose = { ...limits, priceCollarBps: 'none' } as const;
    const made = candidateOf(order, { instrument, reference, limits: loose });
    expect(refusalOf(made, ledger(), { ...bare, limits: loose, instrument })).toBeUndefined();
  });
});

describe('a control of the market by itself', () => {
  // In the row others stand before it; it relies on none of them.
  const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;
  const { price: _, ...market } = { ...buy, kind: 'market' as const };

  it('refuses what has no amount or no price', () => {
    const there = { ...context, instrument, reference };
    const { minAmount: __, ...vague } = instrument;
    expect(instrumentRules.check({ asked: buy }, ledger(), there)).toMatchObject({ limit: '0.00001', value: null });
    expect(instrumentRules.check({ asked: buy }, ledger(), { ...there, instrument: vague })).toMatchObject({
      limit: '0.00001',
      value: null,
    });
    expect(instrumentRules.check({ asked: buy, amount: new Big('0.001') }, ledger(), there)).toEqual({
      limit: '0.01',
      value: null,
      says: 'The price is below one tick.',
    });
    expect(priceCollar.check({ asked: buy }, ledger(), there)).toMatchObject({ limit: 200, value: null });
    // Without a price of the market's own, what a market order is worth is not known here, and asked of the collar.
    const unpriced = { asked: market, amount: new Big('0.00001') };
    expect(instrumentRules.check(unpriced, ledger(), { ...context, instrument })).toBeUndefined();
  });
});
