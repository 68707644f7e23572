import type { Action, Context, Strategy } from '../src/strategy.ts';

// Buys when the fast average crosses above the slow one, sells what it bought when it crosses back. It is an example
// of the contract, not a way to make money. Copy it, rename it, and set `strategy` in bot.config.ts to the new name.
const fast = 5;
const slow = 20;
const amount = '0.002';

const strategy: Strategy = {
  name: 'sma-cross',
  symbols: ['BTC/USDT'],
  timeframe: '1m',
  warmup: slow + 1,
  onCandle,
};
export default strategy;

function onCandle({ symbol, candles, openOrders, positions, instrument }: Context): readonly Action[] {
  // One order at a time: what an open order will become is not known yet.
  if (openOrders.length > 0) return [];

  const closes = candles.map((candle) => Number(candle.close));
  const before = average(closes.slice(0, -1), fast) - average(closes.slice(0, -1), slow);
  const now = average(closes, fast) - average(closes, slow);
  // The fee may be taken from what was bought, so there may be less of it; what else lies there is not for it to sell.
  const held = positions[symbol] ?? '0';
  const sold = Number(held) < Number(amount) ? held : amount;
  const holds = Number(held) > Number(instrument.minAmount);

  if (before <= 0 && now > 0 && !holds) {
    return [
      { place: { symbol, side: 'buy', kind: 'market', amount, reason: `the ${fast} crossed above the ${slow}` } },
    ];
  }
  if (before >= 0 && now < 0 && holds) {
    return [
      {
        place: { symbol, side: 'sell', kind: 'market', amount: sold, reason: `the ${fast} crossed below the ${slow}` },
      },
    ];
  }
  return [];
}

function average(values: readonly number[], length: number): number {
  const last = values.slice(-length);
  return last.reduce((sum, value) => sum + value, 0) / last.length;
}
