import { describe, expect, it } from 'vitest';
import { kucoinfutures } from '../../src/venues/kucoin-futures.ts';
import type { RawCall } from '../../src/venues/row.ts';

/** Answers by the last word of the path. */
const telling =
  (modes: Readonly<Record<string, unknown>>) =>
  async ({ path, params }: RawCall): Promise<unknown> => ({ code: '200000', data: { ...params, ...modes, path } });
const usdt = { size: '0.001', settle: 'USDT', inverse: false };
const unfit = (modes: Readonly<Record<string, unknown>>, contract = usdt) =>
  kucoinfutures.contracts?.unfit(telling(modes), [{ symbol: 'BTC/X', marketId: 'XBTUSDTM', contract }]);

describe('orders for contracts at KuCoin', () => {
  it('go to an account in one-way mode, and to markets in isolated margin mode', async () => {
    expect(await unfit({ positionMode: 0, marginMode: 'ISOLATED' })).toBeUndefined();
    for (const positionMode of [1, '0', undefined]) {
      expect(await unfit({ positionMode, marginMode: 'ISOLATED' })).toMatch(/^the account is in hedge mode/);
    }
    for (const marginMode of ['CROSS', undefined]) {
      expect(await unfit({ positionMode: 0, marginMode })).toMatch(/^BTC\/X is in cross margin mode/);
    }
    const inverse = { size: '1', settle: 'BTC', inverse: true };
    expect(await unfit({ positionMode: 0, marginMode: 'ISOLATED' }, inverse)).toMatch(/^BTC\/X is not settled in USDT/);
  });

  it('are of contracts settled in USDT, and never fill or kill', () => {
    const order = { symbol: 'BTC/USDT:USDT', side: 'buy', kind: 'limit', amount: '1', reason: 'r' } as const;
    expect(kucoinfutures.cannotTake?.(order)).toBeUndefined();
    expect(kucoinfutures.cannotTake?.({ ...order, timeInForce: 'IOC' })).toBeUndefined();
    expect(kucoinfutures.cannotTake?.({ ...order, timeInForce: 'FOK' })).toMatch(/no FOK/);
    expect(kucoinfutures.cannotTake?.({ ...order, symbol: 'BTC/USD:BTC' })).toMatch(/USDT alone/);
  });

  it.each([
    ['300003', true],
    ['330005', true],
    ['330012', true],
    ['300009', true],
    ['300000', false],
    ['408000', false],
    ['500000', false],
    ['100001', false],
  ])('with code %s a rejection is proven: %s', (code, proven) => {
    expect(kucoinfutures.provesRejected({ status: 200, code })).toBe(proven);
    expect(kucoinfutures.provesRejected({ status: 500, code })).toBe(false);
    expect(kucoinfutures.provesRejected({ status: 200, code, says: 'The clientOid was repeated' })).toBe(false);
  });

  it('go through doors that read, but one that places and one that cancels; none changes leverage or a mode', () => {
    const acting = kucoinfutures.doors.filter(({ method }) => method !== 'GET');
    expect(acting.map(({ method, path, use }) => `${use}: ${method} ${path}`)).toEqual([
      'order: POST orders',
      'cancel: DELETE orders/client-order/{clientOid}',
    ]);
  });
});
