import { describe, expect, it } from 'vitest';
import { Usage } from '../src/usage.ts';
import { NOON, outcomeOf } from './support/ground.ts';

describe('usage', () => {
  it('counts weight by the minute and orders by ten seconds and the day', () => {
    const usage = new Usage();
    usage.request(20, NOON);
    usage.request(4, NOON + 59_999);
    usage.order(NOON);
    usage.order(NOON + 9_999);
    expect(usage.headers(true)).toEqual({
      'x-mbx-used-weight': '24',
      'x-mbx-used-weight-1m': '24',
      'x-mbx-order-count-10s': '2',
      'x-mbx-order-count-1d': '2',
    });
    usage.request(1, NOON + 60_000);
    usage.order(NOON + 10_000);
    expect(usage.headers(true)).toMatchObject({
      'x-mbx-used-weight-1m': '1',
      'x-mbx-order-count-10s': '1',
      'x-mbx-order-count-1d': '3',
    });
    expect(Object.keys(usage.headers(false))).toHaveLength(2);
    expect(usage.orderCounts().map((row) => row.count)).toEqual([1, 3]);
  });

  it('refuses only beyond limits that were given', () => {
    const free = new Usage();
    for (let turn = 0; turn < 1_000; turn++) free.order(NOON);
    const usage = new Usage({ weightPerMinute: 2, ordersPerTenSeconds: 1 });
    usage.request(2, NOON);
    expect(outcomeOf(() => usage.request(1, NOON))).toBe('TOO_MUCH_WEIGHT');
    usage.order(NOON);
    expect(outcomeOf(() => usage.order(NOON))).toBe('TOO_MANY_ORDERS');
    expect(outcomeOf(() => usage.order(NOON + 10_000))).toBeUndefined();
  });
});
