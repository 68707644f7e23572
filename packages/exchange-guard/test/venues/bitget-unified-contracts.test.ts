import { describe, expect, it } from 'vitest';
import { bitgetUnifiedContracts } from '../../src/venues/bitget-unified-contracts.ts';
import { buyAt, held, house, idOf } from './opened.ts';
import { bitgetUnifiedContracts as dialect } from './there/bitget-unified.ts';

const traded = (settle = 'USDT') => [
  { symbol: 'BTC/X', marketId: 'BTCUSDT', contract: { size: '1', settle, inverse: settle !== 'USDT' } },
];
const config = { category: 'USDT-FUTURES', symbol: 'BTCUSDT', marginMode: 'isolated' };
const unfit = (settings: object, markets = traded()) =>
  bitgetUnifiedContracts.contracts?.unfit(async () => ({ data: settings }), markets);

describe('contracts from a unified account of Bitget', () => {
  it('are ordered in one-way mode, in isolated margin, and refused elsewhere in one sentence', async () => {
    const right = { holdMode: 'one_way_mode', symbolConfigList: [config] };
    expect(await unfit(right)).toBeUndefined();
    for (const holdMode of ['hedge_mode', undefined]) {
      expect(await unfit({ ...right, holdMode })).toMatch(/^the account is in hedge mode, [^.;]+$/);
    }
    for (const symbolConfigList of [
      [],
      null,
      [{ ...config, marginMode: 'crossed' }],
      [{ ...config, symbol: 'ETHUSDT' }],
      [{ ...config, category: 'COIN-FUTURES' }],
    ]) {
      expect(await unfit({ ...right, symbolConfigList })).toMatch(/^BTC\/X is in cross margin mode, [^.;]+$/);
    }
    expect(await unfit(right, traded('BTC'))).toMatch(/^BTC\/X is not settled in USDT/);
    const order = { symbol: 'BTC/USD:BTC', side: 'buy', kind: 'market', amount: '1', reason: 'r' } as const;
    expect(bitgetUnifiedContracts.cannotTake?.(order)).toMatch(/USDT alone/);
  });

  it('are priced in the steps that the exchange names, and not in those of the digits it shows', async () => {
    const house_ = await house(dialect);
    expect(house_.venue.instrument('BTC/USDT:USDT')).toMatchObject({ priceStep: '0.5', amountStep: '0.001' });
    const id = idOf(await house_.gate.submit({ ...buyAt(dialect), price: '99500.9' }));
    expect(held(house_, id)).toMatchObject({ price: '99500.5' });
  });

  it('that took the place of a resting one are answered without an id, and are found by ours', async () => {
    const house_ = await house(dialect);
    const { there, gate, memory } = house_;
    there.book.before = 0.003;
    const reducing = { ...buyAt(dialect), side: 'sell', price: '100500', amount: '0.003', reduceOnly: true } as const;
    const first = idOf(await gate.submit(reducing));
    const second = idOf(await gate.submit({ ...reducing, price: '100600' }));
    expect(memory.rows.get(second)?.status).toBe('unresolved');
    expect((await gate.resolve()).resolved).toEqual([{ clientOrderId: second, status: 'open' }]);
    await gate.sync();
    expect([first, second].map((id) => memory.rows.get(id)?.status)).toEqual(['cancelled', 'open']);
  });
});
