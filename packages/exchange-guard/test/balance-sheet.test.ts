import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedBalances, residuals, sheetOf } from '../src/balance-sheet.ts';
import { memoryJournal } from './memory-journal.ts';

const at = new Date('2026-11-01T00:00:00Z');
const baseline = { balances: { USDT: '1000', BTC: '1' }, orders: [], by: 'me', reason: 'mine', at };
const fill = {
  tradeId: '1',
  clientOrderId: 'c',
  symbol: 'BTC/USDT',
  side: 'buy',
  amount: '0.1',
  price: '100',
  fee: '0.01',
  feeAsset: 'USDT',
  at,
} as const;

async function expected(...fills: (typeof fill | object)[]) {
  const { journal } = memoryJournal(() => at);
  for (const [index, each] of fills.entries()) await journal.recordFill({ ...fill, tradeId: String(index), ...each });
  return expectedBalances(baseline, journal, false);
}

describe('the balance sheet', () => {
  it('adds what was bought, takes what was paid, and takes the fees in their own asset', async () => {
    const sheet = await expected({}, { side: 'sell', amount: '0.05', feeAsset: 'BNB' });
    const totals = Object.fromEntries([...sheet.totals].map(([asset, total]) => [asset, total.toFixed()]));
    expect(totals).toEqual({ USDT: '994.99', BTC: '1.05', BNB: '-0.01' });
  });

  it('finds nothing off in what is as expected, to the digit the exchange keeps', async () => {
    const sheet = await expected();
    expect(residuals({ USDT: '1000', BTC: '1' }, sheet)).toEqual({ missing: [], surplus: [], positions: [] });
    expect(residuals({ USDT: '1000.00000001', BTC: '0.99999999' }, sheet)).toEqual({
      missing: [],
      surplus: [],
      positions: [],
    });
    expect(residuals({ USDT: '1000.00000002', BTC: '0.99999998' }, sheet)).toEqual({
      missing: [{ asset: 'BTC', by: '0.00000002' }],
      surplus: [{ asset: 'USDT', by: '0.00000002' }],
      positions: [],
    });
  });

  it('sees an asset that vanished and one that nobody knew', async () => {
    expect(residuals({ USDT: '1000', DOGE: '5' }, await expected())).toEqual({
      missing: [{ asset: 'BTC', by: '1' }],
      surplus: [{ asset: 'DOGE', by: '5' }],
      positions: [],
    });
  });

  describe('of an account that trades contracts', () => {
    const symbol = 'BTC/USDT:USDT';

    it('counts contracts to the last one, whichever way they are off', async () => {
      const sheet = await expected({ symbol, amount: '3' }, { symbol, side: 'sell', amount: '5' });
      const account = (contracts: string) => residuals({ USDT: '1000', BTC: '1', [symbol]: contracts }, sheet);
      expect(account('-2').positions).toEqual([]);
      expect(account('-1.99999999').positions).toEqual([{ asset: symbol, by: '0.00000001' }]);
      expect(account('-3').positions).toEqual([{ asset: symbol, by: '1' }]);
      expect(residuals({ USDT: '1000', BTC: '1' }, sheet).positions).toEqual([{ asset: symbol, by: '2' }]);
      expect(residuals({ USDT: '1000', BTC: '1', 'ETH/USDT:USDT': '1' }, await expected()).positions).toEqual([
        { asset: 'ETH/USDT:USDT', by: '1' },
      ]);
    });

    it('expects no total of an asset that positions are settled in, and every other one as ever', async () => {
      const sheet = await expected({ symbol, amount: '3', feeAsset: 'BNB' });
      expect([...sheet.moving]).toEqual(['USDT']);
      const account = { USDT: '1', BTC: '0.9', BNB: '-0.01', [symbol]: '3' };
      expect(residuals(account, sheet)).toEqual({ missing: [{ asset: 'BTC', by: '0.1' }], surplus: [], positions: [] });
    });

    it('starts from positions that were declared', async () => {
      const { journal } = memoryJournal(() => at);
      await journal.recordFill({ ...fill, symbol: 'ETH/USD:ETH', side: 'sell', amount: '4' });
      const declared = { ...baseline, balances: { ETH: '2', 'ETH/USD:ETH': '10' } };
      const sheet = await expectedBalances(declared, journal, false);
      expect([...sheet.moving]).toEqual(['ETH']);
      expect(residuals({ ETH: '1.5', USDT: '-0.01', 'ETH/USD:ETH': '6' }, sheet)).toEqual({
        missing: [],
        surplus: [],
        positions: [],
      });
    });

    it('is one sheet, as the exchange tells it', () => {
      expect(sheetOf({ USDT: { total: '5' } }, [{ symbol, contracts: '-3' }])).toEqual({ USDT: '5', [symbol]: '-3' });
    });
  });

  it('never lets a loss beyond the tolerance pass as balanced', async () => {
    const sheet = await expected();
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99_999_999 }), (part) => {
        const left = `999.${String(99_999_999 - part + 1).padStart(8, '0')}`;
        return residuals({ USDT: left, BTC: '1' }, sheet).missing.length === 1;
      }),
    );
  });
});
