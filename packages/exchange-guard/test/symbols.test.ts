import { describe, expect, it } from 'vitest';
import { assetsIn } from '../src/symbols.ts';

describe('the name of a market', () => {
  it.each([
    ['BTC/USDT', { base: 'BTC', quote: 'USDT' }],
    ['BTC/USDT:USDT', { base: 'BTC', quote: 'USDT', settle: 'USDT' }],
    ['ETH/USD:ETH', { base: 'ETH', quote: 'USD', settle: 'ETH' }],
    ['BTC/USDT:USDT-260925', { base: 'BTC', quote: 'USDT', settle: 'USDT' }],
    ['USDT', { base: 'USDT', quote: '' }],
    ['', { base: '', quote: '' }],
  ])('%j says which assets it trades', (symbol, assets) => {
    expect(assetsIn(symbol)).toEqual(assets);
  });
});
