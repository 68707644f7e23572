import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls } from '../src/controls.ts';
import type { OrderRequest } from '../src/order.ts';
import { judged, raw, without } from './controls/spot.ts';

describe('the table of controls', () => {
  it('has each id once, in the words of the field', () => {
    expect(controls.map(({ id }) => id)).toEqual([
      'sanity',
      'symbol-allow-list',
      'lease-epoch',
      'trading-state',
      'clearance',
      'order-age',
      'instrument',
      'price-collar',
      'max-order-value',
      'max-order-volume',
      'max-position-value',
      'reduce-only',
      'max-open-orders',
      'message-limit',
      'duplicate-order',
    ]);
  });

  it('lets an ordinary order by', () => {
    expect(judged({})).toBeUndefined();
    expect(raw({ ...without('price'), kind: 'market' })).toBeUndefined();
  });

  it('refuses as data, with a sentence', () => {
    expect(judged({ amount: '0.009' })).toEqual({
      control: 'max-order-value',
      limit: '500',
      value: '895.5',
      says: expect.stringContaining('500'),
    });
  });

  it('refuses whatever it is given rather than throwing', () => {
    fc.assert(
      fc.property(
        fc.record({ amount: fc.anything(), price: fc.anything(), symbol: fc.anything(), side: fc.anything() }),
        (request) => {
          const refusal = judged(request as unknown as OrderRequest);
          expect(refusal?.says.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
