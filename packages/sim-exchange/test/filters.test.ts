import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { checkFilters, statedFilters } from '../src/filters.ts';
import type { OrderAsk } from '../src/orders.ts';
import { Refusal } from '../src/refusals.ts';
import { atMarket, instrument, limit } from './support/ground.ts';

const context = { averagePrice: new Big(65_000), openOrders: 0 };

function brokenBy(ask: OrderAsk, openOrders = 0): string {
  try {
    checkFilters(ask, { ...context, openOrders });
    return 'none';
  } catch (error) {
    if (error instanceof Refusal && error.code === -1013) return error.message.replace('Filter failure: ', '');
    throw error;
  }
}

/** One list for what each filter lets through and what it does not. */
const cases: readonly [ask: OrderAsk, filter: string, openOrders?: number][] = [
  [limit('BUY', '0.001', '65000'), 'none'],
  [limit('BUY', '0.001', '65000.01'), 'none'],
  [limit('BUY', '0.001', '65000.001'), 'PRICE_FILTER'],
  [limit('BUY', '0.001', '6600000'), 'PRICE_FILTER'],
  [limit('BUY', '0.000005', '65000'), 'LOT_SIZE'],
  [limit('BUY', '0.001001', '65000'), 'LOT_SIZE'],
  [limit('BUY', '140', '65000'), 'LOT_SIZE'],
  [limit('SELL', '0.001', '400000'), 'PERCENT_PRICE_BY_SIDE'],
  [limit('BUY', '0.001', '12000'), 'PERCENT_PRICE_BY_SIDE'],
  [limit('BUY', '0.00007', '65000'), 'NOTIONAL'],
  [limit('BUY', '0.00008', '65000'), 'none'],
  [limit('BUY', '138', '66000'), 'NOTIONAL'],
  [limit('BUY', '0.001', '65000'), 'none', 199],
  [limit('BUY', '0.001', '65000'), 'MAX_NUM_ORDERS', 200],
  [atMarket('BUY', { amount: '0.001' }), 'none'],
  [atMarket('BUY', { amount: '14' }), 'MARKET_LOT_SIZE'],
  [atMarket('BUY', { amount: '0.00007' }), 'NOTIONAL'],
  [atMarket('BUY', { value: '5' }), 'none'],
  [atMarket('BUY', { value: '4.99' }), 'NOTIONAL'],
];

describe('filters', () => {
  it.each(cases)('order %# is judged by its filter', (ask, filter, openOrders) => {
    expect(brokenBy(ask, openOrders)).toBe(filter);
  });

  it('each turn something down in the list above', () => {
    const turnedDown = new Set(cases.map(([, filter]) => filter));
    for (const { filterType } of statedFilters(instrument)) expect(turnedDown).toContain(filterType);
  });

  it('state what they enforce', () => {
    expect(statedFilters(instrument)[0]).toEqual({
      filterType: 'PRICE_FILTER',
      minPrice: '0.01000000',
      maxPrice: '6501000.00000000',
      tickSize: '0.01000000',
    });
  });
});
