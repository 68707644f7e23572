import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, Candle, Context } from '../src/strategy.ts';
import { readStrategyFrame } from '../src/strategy-frames.ts';
import strategy from '../strategies/sma-cross.ts';

const instrument = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  amountStep: '0.00001',
  priceStep: '0.01',
  minAmount: '0.00001',
  minValue: '5',
};

function contextOf(closes: readonly number[], held = '0', openOrders: Context['openOrders'] = []): Context {
  const candles = closes.map((close, at): Candle => {
    const price = String(close);
    return { at, open: price, high: price, low: price, close: price, volume: '1' };
  });
  return {
    symbol: 'BTC/USDT',
    now: 0,
    candles,
    instrument,
    openOrders,
    fills: [],
    refusals: [],
    positions: { 'BTC/USDT': held },
    balances: {},
    memory: null,
  };
}

const asks = (closes: readonly number[], held?: string, openOrders?: Context['openOrders']) =>
  (strategy.onCandle(contextOf(closes, held, openOrders)) as readonly Action[]).map((action) =>
    'place' in action ? `${action.place.side} ${action.place.amount}` : 'cancel',
  );

/** Twenty-one closes after which the fast average has just crossed. */
const flat = Array(20).fill(100) as number[];
const up = [...flat, 110];
const down = [...flat, 90];

describe('the example strategy', () => {
  it('declares what the contract allows, and as much warm-up as its averages need', () => {
    const { name, symbols, timeframe, warmup } = strategy;
    const hello = { hello: { name, symbols, timeframe, warmup, onFill: false, onRefusal: false } };
    expect(readStrategyFrame(hello)).toEqual({ frame: hello });
    expect(warmup).toBe(21);
  });

  it('buys when the fast average crosses above the slow one, and sells when it crosses back', () => {
    expect([asks(up), asks(down, '0.002')]).toEqual([['buy 0.002'], ['sell 0.002']]);
  });

  it('does nothing without a cross', () => {
    expect([asks(flat), asks([...up, 111]), asks([...down, 89], '0.002')]).toEqual([[], [], []]);
  });

  it('buys nothing more when it holds something, and sells nothing when it does not', () => {
    expect([asks(up, '0.002'), asks(down), asks(down, '0.000009')]).toEqual([[], [], []]);
  });

  it('sells what is left of what it bought when a fee was taken from it', () => {
    expect(asks(down, '0.001998')).toEqual(['sell 0.001998']);
  });

  it('sells no more than it buys, whatever else lies on the account', () => {
    expect(asks(down, '1.5')).toEqual(['sell 0.002']);
  });

  it('waits while an order of its own is open', () => {
    const [open] = [{ id: 'x', symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '1', filled: '0' }] as const;
    expect([asks(up, '0', [open]), asks(down, '1', [open])]).toEqual([[], []]);
  });

  it('answers everything it can be shown with what the desk reads, at most one order, and the same each time', () => {
    const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(fc.array(price, { maxLength: 60 }), fc.integer({ min: 0, max: 10_000 }), (closes, held) => {
        const context = contextOf(closes, (held / 1_000_000).toFixed(6));
        const before = structuredClone(context);
        const actions = strategy.onCandle(context) as readonly Action[];
        expect(actions.length).toBeLessThanOrEqual(1);
        expect(readStrategyFrame({ id: 1, actions, memory: context.memory })).toHaveProperty('frame');
        expect(strategy.onCandle(context)).toEqual(actions);
        expect(context).toEqual(before);
      }),
    );
  });
});

it('every strategy that ships has a test', () => {
  expect(readdirSync(join(import.meta.dirname, '..', 'strategies'))).toEqual(['sma-cross.ts']);
});
