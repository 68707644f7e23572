import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { mustReduce, notReducing } from '../../src/controls/reducing.ts';
import { control, held, intents, inverse, judged, limits, linear, reducing } from './contracts.ts';
import { ledger, now } from './spot.ts';

const asked = {
  symbol: linear.symbol,
  side: 'sell',
  kind: 'limit',
  amount: '1',
  price: '100000',
  reason: 'r',
} as const;

describe('what must make exposure smaller', () => {
  it('is everything while reducing or with a clearance that ran out, and what is marked so', () => {
    expect(mustReduce({ asked }, ledger(), { clearance: 'valid' })).toBe(false);
    expect(mustReduce({ asked }, reducing, { clearance: 'valid' })).toBe(true);
    expect(mustReduce({ asked }, ledger(), { clearance: 'expired' })).toBe(true);
    expect(mustReduce({ asked: { ...asked, reduceOnly: true } }, ledger(), { clearance: 'valid' })).toBe(true);
  });
});

describe('a position is made smaller', () => {
  it.each([
    ['while reducing', 'trading-state', { ledger: reducing }, {}],
    ['once the clearance has expired', 'clearance', { clearance: 'expired' }, {}],
    ['when it is marked reduce-only', 'reduce-only', {}, { reduceOnly: true }],
  ] as const)('%s, by its other side alone and by no more than it is', (_what, id, given, over) => {
    const order = (side: 'buy' | 'sell', amount: string, positions = held('3')) =>
      control({ side, amount, ...over }, { ...given, positions });
    expect(order('sell', '3')).toBeUndefined();
    expect(order('sell', '4')).toBe(id);
    expect(order('buy', '1')).toBe(id);
    expect(order('buy', '3', held('-3'))).toBeUndefined();
    expect(order('buy', '4', held('-3'))).toBe(id);
    expect(order('sell', '1', held('-3'))).toBe(id);
    expect(order('sell', '1', [])).toBe(id);
    expect(order('sell', '1', held('3', inverse))).toBe(id);
    expect(control({ side: 'sell', ...over }, { ...given, positions: undefined as never })).toBe(id);
  });

  it('says which way and how far', () => {
    const sell = { side: 'sell', reduceOnly: true } as const;
    expect(judged({ ...sell, side: 'buy' }, { positions: held('3') })).toEqual({
      control: 'reduce-only',
      limit: 'sell',
      value: 'buy',
      says: 'The order is marked reduce-only: a position of 3 contracts is made smaller by a sell alone.',
    });
    expect(judged({ ...sell, amount: '4' }, { positions: held('3') })).toMatchObject({
      limit: '3',
      value: '4',
      says: expect.stringContaining('no more than the 3 contracts that are left'),
    });
    expect(judged(sell)).toMatchObject({ limit: '0', value: '1', says: expect.stringContaining(linear.symbol) });
    const unknown = {
      limit: null,
      value: null,
      says: 'what positions the account holds is not known.',
    };
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1, instrument: linear } as const;
    const order = { asked: { ...asked, ...sell } };
    expect(notReducing({ ...order, amount: new Big('1') }, ledger(), context)).toEqual(unknown);
    expect(notReducing(order, ledger(), { ...context, positions: held('3') })).toEqual(unknown);
  });

  it('counting what is on its way as closed already, and what rests as not: the exchange holds that to the rest', () => {
    const order = (status: 'sent' | 'open') =>
      control(
        { side: 'sell', amount: '2', reduceOnly: true, price: '100001' },
        { positions: held('3'), ledger: intents({ side: 'sell', amount: '2', status }) },
      );
    expect(order('sent')).toBe('reduce-only');
    expect(order('open')).toBeUndefined();
  });
});
