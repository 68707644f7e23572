import type { Context } from '../src/strategy.ts';

/** What a strategy is told at a close, with so many candles. */
export function context(candles: number): Context {
  const candle = {
    at: 1_700_000_000_000,
    open: '62784.05',
    high: '62800.11',
    low: '62750.00',
    close: '62767.18',
    volume: '12.34567',
  };
  return {
    symbol: 'BTC/USDT',
    now: candle.at + 60_000,
    candles: Array.from({ length: candles }, () => candle),
    instrument: {
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      amountStep: '0.00001',
      priceStep: '0.01',
      minAmount: '0.00001',
      minValue: '5',
    },
    openOrders: [],
    fills: [],
    refusals: [],
    positions: { 'BTC/USDT': '0' },
    balances: { USDT: { free: '10000', used: '0', total: '10000' } },
    memory: null,
  };
}
