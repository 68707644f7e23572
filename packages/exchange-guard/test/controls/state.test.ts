import type { IntentRow, Ledger } from '@gatehouse/journal';
import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { mustReduce } from '../../src/controls/reducing.ts';
import { reduceOnly } from '../../src/controls/state.ts';
import type { OrderRequest } from '../../src/order.ts';
import { buy, limits } from '../house.ts';
import { ago, control, type Given, instrument, judged, ledger, now, row, standing } from './spot.ts';

const holdings = { BTC: { free: '0.002', used: '0', total: '0.002' } };
const sell = { side: 'sell', price: '100500' } as const;

describe('the state', () => {
  it('lets nothing by while halted or revoked', () => {
    expect(control({}, { ledger: standing('halted') })).toBe('trading-state');
    expect(control(sell, { ledger: standing('halted'), holdings })).toBe('trading-state');
    expect(control(sell, { clearance: 'revoked', holdings })).toBe('clearance');
  });

  it.each([
    ['while reducing', 'trading-state', { ledger: standing('reducing') }, {}],
    ['once the clearance has expired', 'clearance', { clearance: 'expired' }, {}],
    ['when it is marked reduce-only', 'reduce-only', {}, { reduceOnly: true }],
  ] as const)('%s lets by only a sell of what is held', (_what, id, given, over) => {
    expect(control({ ...over }, { ...given, holdings })).toBe(id);
    expect(control({ ...sell, ...over }, { ...given, holdings })).toBeUndefined();
    expect(control({ ...sell, ...over, amount: '0.002' }, { ...given, holdings })).toBeUndefined();
    expect(control({ ...sell, ...over, amount: '0.00201' }, { ...given, holdings })).toBe(id);
    expect(control({ ...sell, ...over }, { ...given, holdings: {} })).toBe(id);
    expect(control({ ...sell, ...over }, given)).toBe(id);
  });

  it('counts sells on their way as sold, and sells at rest as already taken off', () => {
    const book = (status: IntentRow['status']) => ledger({ open: [row({ side: 'sell', amount: '0.0015', status })] });
    for (const status of ['intended', 'sent', 'unresolved'] as const) {
      expect(control({ ...sell, reduceOnly: true }, { ledger: book(status), holdings }), status).toBe('reduce-only');
    }
    expect(control({ ...sell, reduceOnly: true }, { ledger: book('open'), holdings })).toBeUndefined();
  });

  it('lets only the holder of the lease by', () => {
    expect(control({}, { ledger: ledger({ epoch: 2 }) })).toBe('lease-epoch');
    expect(control({}, { ledger: ledger({ leased: false }) })).toBe('lease-epoch');
  });

  it('knows for which orders the holdings are needed', () => {
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;
    const candidate = { asked: buy };
    expect(mustReduce(candidate, ledger(), context)).toBe(false);
    expect(mustReduce(candidate, standing('reducing'), context)).toBe(true);
    expect(mustReduce(candidate, ledger(), { ...context, clearance: 'expired' })).toBe(true);
    expect(mustReduce({ asked: { ...buy, reduceOnly: true } }, ledger(), context)).toBe(true);
  });

  it('refuses an order that is too old, or from the future', () => {
    expect(control({}, { receivedAt: now })).toBeUndefined();
    expect(control({}, { receivedAt: ago(2000) })).toBeUndefined();
    expect(control({}, { receivedAt: ago(2001) })).toBe('order-age');
    expect(control({}, { receivedAt: ago(-1) })).toBe('order-age');
  });
});

describe('a refusal by the state', () => {
  const restrictions = [{ id: 'drawdown' }, { id: 'by-hand' }] as unknown as Ledger['standing']['restrictions'];
  const latched = (state: 'reducing' | 'halted') => ({
    ledger: ledger({ standing: { state, restrictions, epoch: 1 } }),
  });
  const onlySells = 'only sells of what is held make exposure smaller.';
  const tooMuch = 'no more than the 0.002 BTC that are held and free may be sold.';

  it.each<readonly [string, Partial<OrderRequest>, Given, unknown, unknown, string]>([
    [
      'lease-epoch',
      {},
      { ledger: ledger({ epoch: 2 }) },
      1,
      2,
      'Another process took over trading: this one submits nothing more.',
    ],
    [
      'lease-epoch',
      {},
      { ledger: ledger({ leased: false }) },
      1,
      null,
      'Nobody holds the lease to trade: start the bot again.',
    ],
    [
      'trading-state',
      {},
      latched('halted'),
      'active',
      'halted',
      'Trading is halted (drawdown, by-hand): only cancels go out until `pnpm bot resume` lifts it.',
    ],
    ['trading-state', {}, latched('reducing'), 'sell', 'buy', `Trading is reducing (drawdown, by-hand): ${onlySells}`],
    [
      'trading-state',
      sell,
      latched('reducing'),
      null,
      null,
      'Trading is reducing (drawdown, by-hand): what the account holds is not known.',
    ],
    ['clearance', {}, { clearance: 'revoked' }, 'valid', 'revoked', 'The clearance was revoked: only cancels go out.'],
    [
      'clearance',
      {},
      { clearance: 'expired' },
      'sell',
      'buy',
      `The clearance has expired and was not renewed: ${onlySells}`,
    ],
    [
      'reduce-only',
      { ...sell, reduceOnly: true, amount: '0.00201' },
      { holdings },
      '0.002',
      '0.00201',
      `The order is marked reduce-only: ${tooMuch}`,
    ],
    [
      'order-age',
      {},
      { receivedAt: ago(2001) },
      2000,
      2001,
      'The order is 2001 ms old; older than 2000 ms is not sent.',
    ],
  ])('by %s is whole', (id, request, given, limit, value, says) => {
    expect(judged(request, given)).toEqual({ control: id, limit, value, says });
  });

  it('takes off what is on its way out of the same market, and that alone', () => {
    const sells = (...open: Partial<IntentRow>[]) =>
      ledger({ open: open.map((over) => row({ status: 'sent', ...over })) });
    const asked = { ...sell, reduceOnly: true } as const;
    const given = (...open: Partial<IntentRow>[]) => ({ ledger: sells(...open), holdings });
    expect(control(asked, given({ side: 'sell', amount: '0.001' }))).toBeUndefined();
    expect(judged(asked, given({ side: 'sell', amount: '0.0006' }, { side: 'sell', amount: '0.0006' }))).toMatchObject({
      limit: '0.0008',
      value: '0.001',
    });
    expect(control(asked, given({ side: 'buy', amount: '5' }))).toBeUndefined();
    expect(control(asked, given({ side: 'sell', amount: '5', symbol: 'ETH/USDT' }))).toBeUndefined();
    expect(judged(asked, { holdings: { ETH: { free: '5', used: '0', total: '5' } } })?.limit).toBe('0');
  });
});

describe('a control of the state by itself', () => {
  // In the row others stand before it; it relies on none of them.
  const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;

  it('refuses to call reducing what it cannot measure', () => {
    const asked = { ...buy, side: 'sell', reduceOnly: true } as const;
    const holdings = { BTC: { free: '5', used: '0', total: '5' } };
    const unknown = {
      limit: null,
      value: null,
      says: 'The order is marked reduce-only: what the account holds is not known.',
    };
    const amount = new Big('0.001');
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, holdings })).toEqual(unknown);
    expect(reduceOnly.check({ asked }, ledger(), { ...context, holdings, instrument })).toEqual(unknown);
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, instrument })).toEqual(unknown);
    expect(reduceOnly.check({ asked, amount }, ledger(), { ...context, holdings, instrument })).toBeUndefined();
  });
});
