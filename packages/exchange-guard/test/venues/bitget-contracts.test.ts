import { describe, expect, it } from 'vitest';
import { bitgetContracts } from '../../src/venues/bitget-contracts.ts';
import type { RawCall } from '../../src/venues/row.ts';
import { movesMoney } from '../door/acts.ts';

const calls: RawCall[] = [];
/** Answers every call about the account with these modes, and every other with one row for each product. */
const telling =
  (modes: object, rows: Readonly<Record<string, object>> = {}) =>
  async (call: RawCall): Promise<unknown> => {
    calls.push(call);
    const row = rows[String(call.params.productType)];
    return { code: '00000', data: call.path.endsWith('account/account') ? modes : row === undefined ? [] : [row] };
  };
const { contracts } = bitgetContracts;
const traded = (settle = 'USDT') => [
  { symbol: 'BTC/X', marketId: 'BTCUSDT', contract: { size: '1', settle, inverse: settle !== 'USDT' } },
];

describe('contracts at Bitget', () => {
  it('are ordered in one-way mode and in isolated margin, and refused elsewhere in one sentence', async () => {
    const right = { posMode: 'one_way_mode', marginMode: 'isolated' };
    expect(await contracts?.unfit(telling(right), traded())).toBeUndefined();
    for (const posMode of ['hedge_mode', undefined]) {
      expect(await contracts?.unfit(telling({ ...right, posMode }), traded())).toMatch(/^the account is in hedge mode/);
    }
    for (const marginMode of ['crossed', undefined]) {
      expect(await contracts?.unfit(telling({ ...right, marginMode }), traded())).toMatch(/^BTC\/X is in cross margin/);
    }
  });

  it('are told for every product, also for those that nothing is ordered of', async () => {
    const held = await contracts?.held(
      telling(
        {},
        {
          'USDT-FUTURES': { symbol: 'BTCUSDT', total: '0.1', holdSide: 'long' },
          'COIN-FUTURES': { symbol: 'BTCUSD', total: '2', holdSide: 'short' },
        },
      ),
    );
    expect(held).toEqual([
      { marketId: 'BTCUSDT', contracts: '0.1' },
      { marketId: 'BTCUSD', contracts: '-2' },
    ]);
    calls.length = 0;
    await bitgetContracts.orders?.open(telling({}));
    expect(calls.map(({ params }) => params.productType)).toEqual(['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES']);
  });

  it('are ordered only where they are settled in USDT', async () => {
    const right = { posMode: 'one_way_mode', marginMode: 'isolated' };
    expect(await contracts?.unfit(telling(right), traded('BTC'))).toMatch(/^BTC\/X is not settled in USDT/);
    const order = { symbol: 'BTC/USDT:USDT', side: 'buy', kind: 'market', amount: '1', reason: 'r' } as const;
    expect(bitgetContracts.cannotTake?.(order)).toBeUndefined();
    expect(bitgetContracts.cannotTake?.({ ...order, symbol: 'BTC/USD:BTC' })).toMatch(/USDT alone/);
  });

  it('go through doors that read, but one that places and one that cancels; none changes leverage or a mode', () => {
    const acting = bitgetContracts.doors.filter(({ method }) => method !== 'GET');
    expect(acting.map(({ method, path, use }) => `${use}: ${method} ${path}`)).toEqual([
      'order: POST v2/mix/order/place-order',
      'cancel: POST v2/mix/order/cancel-order',
    ]);
    const reading = bitgetContracts.doors.filter((door) => !acting.includes(door));
    expect(reading.filter((door) => movesMoney(door) || movesMoney({ ...door, path: door.at?.path ?? '' }))).toEqual(
      [],
    );
  });

  it.each([
    ['40754', true],
    ['40757', true],
    ['22002', true],
    ['40774', true],
    ['40786', false],
    ['45001', false],
    ['40109', false],
  ])('with code %s a rejection is proven: %s', (code, proven) => {
    expect(bitgetContracts.provesRejected({ status: 400, code })).toBe(proven);
    expect(bitgetContracts.provesRejected({ status: 500, code })).toBe(false);
  });
});
