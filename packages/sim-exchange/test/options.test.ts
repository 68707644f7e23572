import { describe, expect, it } from 'vitest';
import { type SimOptions, settle } from '../src/options.ts';
import { outcomeOf } from './support/ground.ts';

const good: SimOptions = { seed: 1, balances: { USDT: '1' }, candleMs: 1_000, clock: () => new Date() };
const candles = [0, 1, 2].map((minute) => [minute * 60_000, '1.5', '2', '1', '1.234', '5'] as const);

describe('the options', () => {
  it('are filled up', () => {
    const settled = settle(good);
    expect(settled).toMatchObject({ port: 0, lockStep: false, candles: undefined });
    expect(settled.instruments.map((one) => one.symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
    expect([settled.fees.maker.toFixed(), settled.fees.taker.toFixed()]).toEqual(['0.001', '0.001']);
  });

  it('take price and price step of the first symbol from its candles', () => {
    const [first, second] = settle({ ...good, candles }).instruments;
    expect([first?.startPrice.toFixed(), first?.priceStep.toFixed()]).toEqual(['1.5', '0.001']);
    expect(second?.priceStep.toFixed()).toBe('0.01');
    expect(settle({ ...good, startPrices: { 'ETH/USDT': '10' } }).instruments[1]?.startPrice.toFixed()).toBe('10');
  });

  it.each<[string, object]>([
    ['a port out of range', { port: 70_000 }],
    ['a port that is text', { port: '80' }],
    ['a negative seed', { seed: -1 }],
    ['a seed that is no whole number', { seed: 0.5 }],
    ['no milliseconds', { candleMs: 0 }],
    ['no symbols', { symbols: [] }],
    ['a symbol twice', { symbols: ['BTC/USDT', 'BTC/USDT'] }],
    ['a symbol of another form', { symbols: ['BTC-USDT'] }],
    ['balances that are numbers', { balances: { USDT: 1 } }],
    ['balances below zero', { balances: { USDT: '-1' } }],
    ['balances too fine to hold', { balances: { USDT: '0.000000001' } }],
    ['balances that are a list', { balances: [] }],
    ['a fee of everything', { fees: { maker: '1', taker: '0' } }],
  ])('refuse %s with OPTION_INVALID', (_, wrong) => {
    expect(outcomeOf(() => settle({ ...good, ...wrong } as SimOptions))).toBe('OPTION_INVALID');
  });

  it('refuse candles that are none with CANDLES_INVALID', () => {
    expect(outcomeOf(() => settle({ ...good, candles: [] }))).toBe('CANDLES_INVALID');
  });
});
