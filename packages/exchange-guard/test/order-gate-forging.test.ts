import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isApproved } from '../src/approved-order.ts';
import { type Clearance, isClearance } from '../src/clearance.ts';
import { doorsOf } from '../src/inner-doors.ts';
import { type House, house } from './house.ts';
import { placedAt } from './submitting.ts';

let at: House;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
});
afterEach(() => at.close());

describe('forging', () => {
  it.each([
    ['nothing', undefined],
    ['an object of that shape', { state: () => 'valid', permissions: {}, fingerprint: '' }],
  ])('%s opens no gate', (_what, clearance) => {
    expect(() => at.gate({ clearance: clearance as unknown as Clearance })).toThrow(
      expect.objectContaining({ code: 'CLEARANCE_FORGED' }),
    );
  });

  it('a copy, a proxy or an heir of a clearance opens no gate', () => {
    for (const forged of [{ ...at.clearance }, new Proxy(at.clearance, {}), Object.create(at.clearance)]) {
      expect(isClearance(forged)).toBe(false);
      expect(() => at.gate({ clearance: forged })).toThrow(expect.objectContaining({ code: 'CLEARANCE_FORGED' }));
    }
  });

  it('an object that looks like a venue has no order door', () => {
    expect(() => at.gate({ venue: { ...at.venue } as never })).toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED' }),
    );
  });

  it('an order that looks approved is not sent', async () => {
    const forged = {
      clientOrderId: 'a'.repeat(32),
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'market',
      amount: '1',
    };
    expect(isApproved(forged)).toBe(false);
    await expect(doorsOf(at.venue).place(forged as never, async () => undefined)).rejects.toThrow(
      expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }),
    );
    expect(placedAt(at)).toHaveLength(0);
  });
});
