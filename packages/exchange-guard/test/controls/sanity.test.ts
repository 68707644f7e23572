import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../src/order.ts';
import { control, judged, raw, without } from './spot.ts';

describe('sanity', () => {
  const wrong: readonly (readonly [string, object])[] = [
    ['no amount', { amount: undefined }],
    ['an amount of nothing', { amount: '0' }],
    ['a negative amount', { amount: '-1' }],
    ['an amount that is a number', { amount: 0.001 }],
    ['an infinite amount', { amount: 'Infinity' }],
    ['an exponent', { amount: '1e-3' }],
    ['a limit without a price', { price: undefined }],
    ['a price of nothing', { price: '0' }],
    ['an unknown side', { side: 'short' }],
    ['an unknown kind', { kind: 'stop-limit' }],
    ['an unknown time in force', { timeInForce: 'GTD' }],
    ['a post-only that is not a boolean', { postOnly: 'yes' }],
    ['a reduce-only that is not a boolean', { reduceOnly: 1 }],
    ['post-only and immediate', { postOnly: true, timeInForce: 'IOC' }],
    ['a market order with a price', { kind: 'market' }],
    ['no reason', { reason: ' ' }],
    ['a symbol that is no text', { symbol: {} }],
    ['a field that no order has', { stopPrice: '1' }],
  ];
  it.each(wrong)('refuses %s', (_what, over) => {
    expect(control(over as Partial<OrderRequest>)).toBe('sanity');
  });

  it('refuses a post-only or timed market order', () => {
    expect(raw({ ...without('price'), kind: 'market', postOnly: true })?.control).toBe('sanity');
    expect(raw({ ...without('price'), kind: 'market', timeInForce: 'IOC' })?.control).toBe('sanity');
  });
});

describe('what makes no sense', () => {
  const decimal = 'positive decimal in plain digits';
  it.each<readonly [object, readonly string[]]>([
    [{ stopPrice: '1' }, ['it has fields that no order has']],
    [{ symbol: 7 }, ['symbol is not a market name']],
    [{ symbol: 'B'.repeat(41) }, ['symbol is not a market name']],
    [{ side: 'short' }, ['side is not one of buy, sell']],
    [{ kind: 'stop' }, ['kind is not one of market, limit']],
    [{ amount: '0' }, [`amount is not a ${decimal}`]],
    [{ price: '-1' }, [`a limit order needs a price: a ${decimal}`]],
    [{ kind: 'market' }, ['a market order has no price']],
    [{ timeInForce: 'DAY' }, ['timeInForce is not one of GTC, IOC, FOK']],
    [{ kind: 'market', price: undefined, timeInForce: 'IOC' }, ['a market order has no time in force']],
    [{ postOnly: 'yes' }, ['postOnly is not a boolean']],
    [{ reduceOnly: 1 }, ['reduceOnly is not a boolean']],
    [{ kind: 'market', price: undefined, postOnly: true }, ['a market order cannot be post-only']],
    [{ postOnly: true, timeInForce: 'FOK' }, ['a post-only order must be GTC']],
    [{ reason: 7 }, ['reason is not a short text']],
    [{ reason: ' ' }, ['reason is not a short text']],
    [{ reason: 'r'.repeat(501) }, ['reason is not a short text']],
    [{ side: 'short', amount: '0' }, ['side is not one of buy, sell', `amount is not a ${decimal}`]],
  ])('is named whole: %j', (over, problems) => {
    expect(judged(over as Partial<OrderRequest>)).toEqual({
      control: 'sanity',
      limit: null,
      value: problems,
      says: `The order makes no sense: ${problems.join('; ')}.`,
    });
  });

  it.each<Partial<OrderRequest>>([
    { timeInForce: 'GTC' },
    { timeInForce: 'IOC' },
    { timeInForce: 'FOK' },
    { postOnly: true },
    { postOnly: true, timeInForce: 'GTC' },
    { postOnly: false, timeInForce: 'IOC' },
    { reduceOnly: false },
    { reason: 'r'.repeat(500) },
  ])('is nothing of this: %j', (over) => {
    expect(judged(over)).toBeUndefined();
  });

  it('is nothing of a market name as long as they come', () => {
    expect(control({ symbol: 'B'.repeat(40) })).toBe('symbol-allow-list');
  });

  it('is also what the exchange could not take as it is meant', () => {
    const cannotTake = ({ kind }: OrderRequest) => (kind === 'limit' ? 'It takes no limit orders.' : undefined);
    expect(judged({}, { cannotTake })).toEqual({
      control: 'sanity',
      limit: null,
      value: 'limit',
      says: 'It takes no limit orders.',
    });
    expect(judged({ side: 'short' as 'buy' }, { cannotTake })?.value).toEqual(['side is not one of buy, sell']);
    expect(judged({}, { cannotTake: () => undefined })).toBeUndefined();
  });
});
