import { describe, expect, it } from 'vitest';
import { inCrossMargin, inHedgeMode, notInUsdt } from '../../src/venues/modes.ts';
import type { Traded } from '../../src/venues/row.ts';

const settledIn = (settle: string): Traded => ({
  symbol: `BTC/${settle}:${settle}`,
  marketId: `BTC${settle}`,
  contract: { size: '1', settle, inverse: false },
});

describe('a mode that an order of ours does not fit', () => {
  it('is named with what to set, and where', () => {
    expect(inHedgeMode('Bitget')).toMatch(/hedge mode.*set it to one-way mode at Bitget$/);
    expect(inCrossMargin('BTC/USDT:USDT', 'KuCoin')).toMatch(
      /^BTC\/USDT:USDT is in cross.*set it to isolated at KuCoin$/,
    );
  });
});

describe('a market that is not settled in USDT', () => {
  it('is named, wherever it stands among the others', () => {
    expect(notInUsdt([settledIn('USDT'), settledIn('USDC')], 'that is why')).toBe(
      'BTC/USDC:USDC is not settled in USDT, and that is why',
    );
    expect(notInUsdt([{ symbol: 'BTC/USDT', marketId: 'BTCUSDT' }], 'that is why')).toContain(
      'BTC/USDT is not settled',
    );
  });

  it('is none where all of them are', () => {
    expect(notInUsdt([settledIn('USDT')], 'that is why')).toBeUndefined();
    expect(notInUsdt([], 'that is why')).toBeUndefined();
  });
});
