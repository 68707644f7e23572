import { describe, expect, it } from 'vitest';
import { held, isHeld, ordersOf, sharedByUnified, unsettled } from '../../src/venues/bitget-unified-calls.ts';
import type { RawCall } from '../../src/venues/row.ts';
import type { Fields } from '../../src/venues/shapes.ts';
import { movesMoney } from '../door/acts.ts';

/** Answers each path with these, and remembers what was asked. */
function told(answers: Readonly<Record<string, (params: RawCall['params']) => unknown>>) {
  const calls: RawCall[] = [];
  const ask = async (call: RawCall): Promise<unknown> => {
    calls.push(call);
    return { code: '00000', data: answers[call.path]?.(call.params) ?? null };
  };
  return { ask, calls };
}

const order = { orderId: '1', category: 'SPOT', symbol: 'BTCUSDT', cumExecQty: '0', reduceOnly: 'NO', posSide: 'long' };
const orders = ordersOf('USDT-FUTURES');

describe('open orders of a unified account', () => {
  it('are asked for of every category, or of one in its market, down to the last page', async () => {
    const { ask, calls } = told({
      'v3/trade/unfilled-orders': ({ cursor }) => ({
        list: Array.from({ length: cursor === undefined ? 100 : 2 }, () => order),
        cursor: 'next',
      }),
    });
    expect(await orders.open(ask)).toHaveLength(102);
    expect(calls.map(({ params }) => params)).toEqual([{ limit: '100' }, { limit: '100', cursor: 'next' }]);
    calls.length = 0;
    await orders.open(ask, 'BTCUSDT');
    expect(calls[0]?.params).toEqual({ limit: '100', category: 'USDT-FUTURES', symbol: 'BTCUSDT' });
  });

  it('end with the page that names no other, and a list that is null has none', async () => {
    const full = { list: Array.from({ length: 100 }, () => order), cursor: null };
    expect(await orders.open(told({ 'v3/trade/unfilled-orders': () => full }).ask)).toHaveLength(100);
    expect(await orders.open(told({ 'v3/trade/unfilled-orders': () => ({ list: null }) }).ask)).toEqual([]);
  });

  it('are told apart, contracts from coins, by their category alone, and as reduce-only only where they are', async () => {
    const read = async (over: object): Promise<Fields> => {
      const { ask } = told({ 'v3/trade/order-info': () => ({ ...order, ...over }) });
      return (await orders.find(ask, { marketId: 'BTCUSDT', clientOrderId: 'c' })) as Fields;
    };
    for (const category of ['SPOT', 'MARGIN']) expect(await read({ category })).not.toHaveProperty('posSide');
    for (const category of ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES']) {
      expect(await read({ category, posSide: '' })).toHaveProperty('posSide', 'net');
    }
    for (const [said, means] of [
      ['YES', 'YES'],
      ['yes', 'YES'],
      ['NO', 'NO'],
      ['no', 'NO'],
      ['', 'NO'],
      [undefined, 'NO'],
    ]) {
      expect(await read({ reduceOnly: said })).toHaveProperty('reduceOnly', means);
    }
    const some = await read({ cumExecQty: '0.4', cumExecValue: '40', avgPrice: '100' });
    expect(some).toMatchObject({ baseVolume: '0.4', quoteVolume: '40', priceAvg: '100' });
  });
});

describe('executions of a unified account', () => {
  const fill = { execId: 'e', orderId: '1', category: 'USDT-FUTURES', symbol: 'BTCUSDT', execQty: '1', execPrice: '2' };

  it.each([
    ['0.5', '-0.5'],
    ['-0.5', '0.5'],
    ['0', '-0'],
  ])('say what a fee of %s was in the words of the classic account', async (fee, totalFee) => {
    const { ask } = told({ 'v3/trade/fills': () => ({ list: [{ ...fill, feeDetail: [{ feeCoin: 'USDT', fee }] }] }) });
    expect(await orders.trades?.(ask, { marketId: 'BTCUSDT', exchangeOrderId: '1' })).toMatchObject([
      { tradeId: 'e', orderId: '1', baseVolume: '1', price: '2', feeDetail: [{ feeCoin: 'USDT', totalFee }] },
    ]);
  });

  it('are those of the market that was asked about, of the order and from the moment on', async () => {
    const others = [
      { ...fill, category: 'SPOT' },
      { ...fill, symbol: 'ETHUSDT' },
    ];
    const { ask, calls } = told({ 'v3/trade/fills': () => ({ list: [...others, fill] }) });
    const since = new Date(1_790_000_000_000);
    expect(await orders.trades?.(ask, { marketId: 'BTCUSDT', exchangeOrderId: '1', since })).toHaveLength(1);
    expect(calls[0]?.params).toEqual({ limit: '100', orderId: '1', startTime: '1790000000000' });
  });
});

describe('a unified account', () => {
  const account = (settings: object, assets: readonly object[] = [{ coin: 'USDT', debt: '0' }]) =>
    unsettled(told({ 'v3/account/settings': () => settings, 'v3/account/assets': () => ({ assets }) }).ask);

  it('orders from one of its two standing modes, and from none on the way to another or unknown', async () => {
    for (const accountMode of ['unified', 'hybrid']) expect(await account({ accountMode })).toBeUndefined();
    for (const accountMode of ['upgrading', 'switching', 'classic', '', 1, undefined]) {
      expect(await account({ accountMode }), String(accountMode)).toMatch(/^the account is between two modes[^.;]+$/);
    }
  });

  it('owes nothing, in whatever form nothing is written', async () => {
    const accountMode = 'unified';
    for (const debt of ['0', '0.0', '0.00000000', '-0']) {
      expect(await account({ accountMode }, [{ coin: 'USDT', debt }])).toBeUndefined();
    }
    for (const debt of ['0.00000001', '12', '-1', '', 'none', undefined]) {
      const owing = [
        { coin: 'USDT', debt: '0' },
        { coin: 'BTC', debt },
      ];
      expect(await account({ accountMode }, owing), String(debt)).toMatch(/^the account owes BTC, [^.;]+$/);
    }
  });

  it('holds what is told of every kind of contract, a short position below zero', async () => {
    const rows: Readonly<Record<string, object>> = {
      'USDT-FUTURES': { symbol: 'BTCUSDT', total: '0.1', posSide: 'short' },
      'COIN-FUTURES': { symbol: 'BTCUSD', total: '0', posSide: 'long' },
    };
    const { ask, calls } = told({
      'v3/position/current-position': ({ category }) => ({
        list: rows[String(category)] ? [rows[String(category)]] : null,
      }),
    });
    const all = await held(ask);
    expect(all).toEqual([
      { marketId: 'BTCUSDT', contracts: '-0.1' },
      { marketId: 'BTCUSD', contracts: '0' },
    ]);
    expect(all.map(isHeld)).toEqual([true, false]);
    expect(calls.map(({ params }) => params.category)).toEqual(['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES']);
  });

  it('is reached by doors that read, but one that places and one that cancels', () => {
    const acting = sharedByUnified.doors.filter(({ method }) => method !== 'GET');
    expect(acting.map(({ method, path, use }) => `${use}: ${method} ${path}`)).toEqual([
      'order: POST v3/trade/place-order',
      'cancel: POST v3/trade/cancel-order',
    ]);
    const reading = sharedByUnified.doors.filter((door) => !acting.includes(door));
    expect(reading.filter((door) => movesMoney(door) || movesMoney({ ...door, path: door.at?.path ?? '' }))).toEqual(
      [],
    );
  });

  it.each([
    ['25202', true, false],
    ['25203', true, false],
    ['25227', true, false],
    ['40014', true, false],
    ['25204', false, true],
    ['22001', false, true],
    ['40786', false, false],
    ['45001', false, false],
  ])('with code %s an order was refused: %s, or is not there: %s', (code, refused, missing) => {
    expect(sharedByUnified.provesRejected({ status: 400, code })).toBe(refused);
    expect(sharedByUnified.provesRejected({ status: 500, code })).toBe(false);
    expect(sharedByUnified.provesRejected({ status: 400, code, says: 'duplicate clientOid' })).toBe(false);
    expect(sharedByUnified.saysNotFound({ status: 400, code })).toBe(missing);
  });
});
