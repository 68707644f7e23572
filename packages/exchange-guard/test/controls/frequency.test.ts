import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../src/candidate.ts';
import { duplicateOrder } from '../../src/controls/frequency.ts';
import { refusalOf } from '../../src/controls.ts';
import type { OrderRequest } from '../../src/order.ts';
import { buy, limits } from '../house.ts';
import { ago, control, type Given, instrument, judged, ledger, now, reference, row, without } from './spot.ts';

describe('the frequency', () => {
  it('refuses one open order too many, and lets by what cannot rest', () => {
    const book = ledger({ open: [row(), row({ status: 'unresolved' }), row({ status: 'intended' })] });
    expect(control({ price: '99400' }, { ledger: book })).toBe('max-open-orders');
    expect(control({ price: '99400', timeInForce: 'IOC' }, { ledger: book })).toBeUndefined();
    expect(control({ price: '99400' }, { ledger: book, limits: { maxOpenOrders: 4 } })).toBeUndefined();
    expect(control({ price: '99400' }, { ledger: book, limits: { maxOpenOrders: 'unlimited' } })).toBeUndefined();
  });

  it('refuses one message too many within a minute', () => {
    const asked: Date[] = [];
    const book = (sent: number) =>
      ledger({
        messagesSince: (at) => {
          asked.push(at);
          return sent;
        },
      });
    expect(control({}, { ledger: book(49) })).toBeUndefined();
    expect(control({}, { ledger: book(50) })).toBe('message-limit');
    expect(control({}, { ledger: book(5000), limits: { maxMessagesPerMinute: 'unlimited' } })).toBeUndefined();
    expect(asked[0]).toEqual(ago(60_000));
  });

  it('refuses the same order again within the window, whatever became of the first', () => {
    expect(control({}, { ledger: ledger({ recent: [row()] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ createdAt: ago(5000) })] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'filled' })] }) })).toBe('duplicate-order');
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'unresolved' })] }) })).toBe('duplicate-order');
    expect(control({ amount: '0.0010000' }, { ledger: ledger({ recent: [row()] }) })).toBe('duplicate-order');
  });

  it.each([
    ['later', { createdAt: ago(5001) }],
    ['another amount', { amount: '0.002' }],
    ['another price', { price: '99499' }],
    ['another side', { side: 'sell' }],
    ['another kind', { kind: 'market' }],
    ['another symbol', { symbol: 'ETH/USDT' }],
    ['after a rejection', { status: 'rejected' }],
    ['after it proved never to have arrived', { status: 'not-found' }],
  ] as const)('lets it by %s', (_what, over) => {
    expect(control({}, { ledger: ledger({ recent: [row(over)] }) })).toBeUndefined();
  });

  it('lets duplicates by where they are allowed', () => {
    expect(
      control({}, { ledger: ledger({ recent: [row()] }), limits: { duplicateWindowMs: 'allowed' } }),
    ).toBeUndefined();
    // What was lost with the simulator is repeated by nothing.
    expect(control({}, { ledger: ledger({ recent: [row({ status: 'lost-with-simulator' })] }) })).toBeUndefined();
  });
});

describe('a refusal by the frequency', () => {
  it.each<readonly [string, Partial<OrderRequest>, Given, unknown, unknown, string]>([
    [
      'max-open-orders',
      {},
      { ledger: ledger({ open: [row(), row(), row()] }) },
      3,
      3,
      '3 orders are open already; at most 3 are allowed.',
    ],
    [
      'message-limit',
      {},
      { ledger: ledger({ messagesSince: () => 51 }) },
      50,
      51,
      '51 messages were sent in the last minute; at most 50 are allowed.',
    ],
    [
      'duplicate-order',
      {},
      { ledger: ledger({ recent: [row()] }) },
      5000,
      'c',
      'The same order was placed 1000 ms ago; within 5000 ms that counts as a repetition.',
    ],
  ])('by %s is whole', (id, request, given, limit, value, says) => {
    expect(judged(request, given)).toEqual({ control: id, limit, value, says });
  });

  it('counts only what rests against the open orders', () => {
    const full = { ledger: ledger({ open: [row(), row(), row()] }) };
    expect(control({ timeInForce: 'FOK' }, full)).toBeUndefined();
    expect(control({ timeInForce: 'GTC' }, full)).toBe('max-open-orders');
    const market = { ...without('price'), kind: 'market' } as const;
    const made = candidateOf(market, { instrument, reference, limits });
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1, reference, instrument } as const;
    expect(refusalOf(made, full.ledger, context)).toBeUndefined();
    // A market order has no price to differ by.
    const { price: _, ...unpriced } = row({ kind: 'market' });
    expect(refusalOf(made, ledger({ recent: [unpriced] }), context)?.control).toBe('duplicate-order');
    // Nor is anything repeated by what has no amount.
    expect(duplicateOrder.check({ asked: buy }, ledger({ recent: [row()] }), context)).toBeUndefined();
  });
});
