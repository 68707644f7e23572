import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateOf } from '../src/candidate.ts';
import type { Instrument, OrderRequest } from '../src/order.ts';
import { instrument, reference as quoted } from './controls/spot.ts';
import { buy, limits } from './house.ts';

const spot: Instrument = {
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  amountStep: '0.001',
  priceStep: '0.5',
  active: true,
};
const linear: Instrument = { ...spot, amountStep: '1', contract: { size: '0.01', settle: 'USDT', inverse: false } };
const inverse: Instrument = { ...spot, amountStep: '1', contract: { size: '100', settle: 'BTC', inverse: true } };
const reference = { bid: '99', ask: '101', mid: '100', at: new Date(0) };
const asked: OrderRequest = { symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '2', price: '80', reason: '' };
const market: OrderRequest = { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '2', reason: '' };

/** With a collar of 10 % unless said otherwise. */
function made(
  order: OrderRequest,
  given: Partial<Parameters<typeof candidateOf>[1]> = {},
  bps: number | 'none' = 1000,
) {
  const its = { ...limits, priceCollarBps: bps };
  const { amount, price, value, volume } = candidateOf(order, { instrument: spot, reference, limits: its, ...given });
  return [amount, price, value, volume].map((decimal) => decimal?.toFixed());
}

describe('an order that is normalised', () => {
  it('comes out with less of it, and a price that asks for no more', () => {
    expect(made({ ...asked, amount: '2.0019', price: '80.9' })).toEqual(['2.001', '80.5', '161.0805', '2.001']);
    expect(made({ ...asked, side: 'sell', price: '80.1' }).at(1)).toBe('80.5');
    expect(made({ ...asked, side: 'sell', price: '80.5' }).at(1)).toBe('80.5');
  });

  it('keeps what was asked beside it', () => {
    for (const order of [asked, market, { ...asked, price: 'much' }, { ...asked, amount: 'much' }]) {
      expect(candidateOf(order, { instrument: spot, reference, limits }).asked).toBe(order);
    }
  });

  it.each<readonly [string, Instrument | undefined, OrderRequest, readonly (string | undefined)[]]>([
    ['in no market', undefined, asked, [undefined, undefined, undefined, undefined]],
    ['of no amount', spot, { ...asked, amount: '-1' }, [undefined, undefined, undefined, undefined]],
    ['at no price', spot, { ...asked, price: '-1' }, ['2', undefined, undefined, '2']],
    ['at no price, for inverse contracts', inverse, { ...asked, price: '' }, ['2', undefined, undefined, undefined]],
  ])('leaves out what cannot be worked out: %s', (_what, instrument, order, expected) => {
    expect(made(order, { instrument })).toEqual(expected);
  });
});

describe('what an order is worth and moves', () => {
  it('at the market is counted at the far ends of the collar: its worth at the upper, its volume at the lower', () => {
    expect(made(market)).toEqual(['2', undefined, '220', '2']);
    expect(made(market, { instrument: linear })).toEqual(['2', undefined, '2.2', '0.02']);
    // 200 dollars are the most of the base asset where it costs the least: 200 / 90.
    expect(made(market, { instrument: inverse })).toEqual(['2', undefined, '200', `2.${'2'.repeat(29)}3`]);
  });

  it('at the market without a collar is counted at the reference', () => {
    expect(made(market, {}, 'none')).toEqual(['2', undefined, '200', '2']);
    expect(made(market, { instrument: inverse }, 'none')).toEqual(['2', undefined, '200', '2']);
  });

  it('at a price is counted at that, and its volume at the lower end of the collar where that is lower still', () => {
    expect(made({ ...asked, price: '120' }, { instrument: linear })).toEqual(['2', '120', '2.4', '0.02']);
    expect(made({ ...asked, price: '80' }, { instrument: inverse })).toEqual(['2', '80', '200', '2.5']);
    expect(made({ ...asked, price: '100' }, { instrument: inverse }).at(3)).toBe(`2.${'2'.repeat(29)}3`);
  });

  it('of a sell is counted at what the market pays where it asks for less, and not known without it', () => {
    const sell = { ...asked, side: 'sell' } as const;
    expect(made(sell)).toEqual(['2', '80', '198', '2']);
    expect(made({ ...sell, price: '99.5' }).at(2)).toBe('199');
    expect(made(sell, { instrument: linear }).at(2)).toBe('1.98');
    expect(made(sell, { instrument: inverse }).at(2)).toBe('200');
    const blind = { reference: undefined };
    expect(made(sell, blind).at(2)).toBeUndefined();
    expect(made(sell, { ...blind, instrument: linear }).at(2)).toBeUndefined();
    expect(made(sell, { ...blind, instrument: inverse }).at(2)).toBe('200');
  });

  it('is not known at the market without a reference, and at a price it is', () => {
    const blind = { reference: undefined };
    expect(made(market, blind)).toEqual(['2', undefined, undefined, '2']);
    expect(made(market, { ...blind, instrument: inverse })).toEqual(['2', undefined, undefined, undefined]);
    expect(made(asked, { ...blind, instrument: inverse })).toEqual(['2', '80', '200', '2.5']);
  });

  it('is not there, rather than there as nothing, where it is not known', () => {
    const parts = (order: OrderRequest, instrument: Instrument) =>
      Object.keys(candidateOf(order, { instrument, reference: undefined, limits }));
    expect(parts(market, inverse)).toEqual(['asked', 'amount']);
    expect(parts(market, spot)).toEqual(['asked', 'amount', 'volume']);
    expect(parts({ ...asked, price: '' }, spot)).toEqual(['asked', 'amount', 'volume']);
    expect(parts(asked, spot)).toEqual(['asked', 'amount', 'price', 'value', 'volume']);
  });
});

describe('normalising', () => {
  it('never increases exposure', () => {
    const amounts = fc
      .tuple(fc.nat({ max: 99 }), fc.nat({ max: 99_999_999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(8, '0')}`);
    const prices = fc
      .tuple(fc.integer({ min: 1, max: 999_999 }), fc.nat({ max: 99_999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(5, '0')}`);
    fc.assert(
      fc.property(amounts, prices, fc.constantFrom('buy' as const, 'sell' as const), (amount, price, side) => {
        const made = candidateOf({ ...buy, amount, price, side }, { instrument, reference: quoted, limits });
        expect(made.amount?.lte(amount)).toBe(true);
        expect(side === 'buy' ? made.price?.lte(price) : made.price?.gte(price)).toBe(true);
        expect(made.amount?.mod(instrument.amountStep).eq(0)).toBe(true);
        expect(made.price?.mod(instrument.priceStep).eq(0)).toBe(true);
        const bid = side === 'sell' && made.price?.lt(quoted.bid) ? quoted.bid : undefined;
        expect(made.value?.eq(made.amount?.times(bid ?? made.price ?? 0) ?? -1)).toBe(true);
      }),
    );
  });
});
