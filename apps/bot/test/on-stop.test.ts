import type { Order } from '@gatehouse/exchange-guard';
import type { IntentRow, Journal } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { describeOrder, keptBy } from '../src/on-stop.ts';

const order = (side: 'buy' | 'sell', clientOrderId = 'id') => ({ side, clientOrderId }) as Order;
const journal = (...intents: Partial<IntentRow>[]): Pick<Journal, 'openIntents'> => ({
  openIntents: async () => intents as IntentRow[],
});

describe('keptBy', () => {
  it('leaves everything, or nothing, when the configuration says so', async () => {
    const [leave, all] = [
      await keptBy('leave', journal(), 'spot'),
      await keptBy('cancel-all', journal({ clientOrderId: 'id', reduceOnly: true }), 'swap'),
    ];
    expect([leave(order('buy')), leave(order('sell')), all(order('buy')), all(order('sell'))]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('of entries: leaves sells, and buys that were placed as reduce-only', async () => {
    const keep = await keptBy(
      'cancel-entries',
      journal(
        { clientOrderId: 'reduces', reduceOnly: true },
        { clientOrderId: 'enters', reduceOnly: false },
        { clientOrderId: 'plain' },
      ),
      'spot',
    );
    expect([keep(order('sell', 'enters')), keep(order('buy', 'reduces'))]).toEqual([true, true]);
    expect(['enters', 'plain', 'unknown'].map((id) => keep(order('buy', id)))).toEqual([false, false, false]);
  });

  it('of entries: goes by the side alone when the journal cannot be read', async () => {
    const broken = { openIntents: () => Promise.reject(new Error('damaged')) };
    const keep = await keptBy('cancel-entries', broken, 'spot');
    expect([keep(order('sell')), keep(order('buy'))]).toEqual([true, false]);
  });
});

describe('keptBy, of contracts', () => {
  const reducing = (side: 'buy' | 'sell') => ({ ...order(side), reduceOnly: true }) as Order;
  const entering = (side: 'buy' | 'sell') => ({ ...order(side), reduceOnly: false }) as Order;

  it('leaves what can only reduce a position, whichever side it is on: a sell may open a short one', async () => {
    const keep = await keptBy('cancel-entries', journal({ clientOrderId: 'written', reduceOnly: true }), 'swap');
    expect([keep(reducing('sell')), keep(reducing('buy'))]).toEqual([true, true]);
    expect([keep(entering('sell')), keep(entering('buy'))]).toEqual([false, false]);
    expect(keep({ ...entering('sell'), clientOrderId: 'written' })).toBe(true);
  });

  it('goes by what the exchange says of the order when the journal cannot be read', async () => {
    const broken = { openIntents: () => Promise.reject(new Error('damaged')) };
    const keep = await keptBy('cancel-entries', broken, 'swap');
    expect([keep(reducing('buy')), keep(entering('sell'))]).toEqual([true, false]);
  });
});

describe('describeOrder', () => {
  it('says what it is, and its price when it has one', () => {
    const limit = { side: 'sell', amount: '0.1', symbol: 'BTC/USDT', price: '90000' } as const;
    expect(describeOrder(limit)).toBe('sell 0.1 BTC/USDT at 90000');
    expect(describeOrder({ side: 'buy', amount: '2', symbol: 'ETH/EUR' })).toBe('buy 2 ETH/EUR');
  });
});
