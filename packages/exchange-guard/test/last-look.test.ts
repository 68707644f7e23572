import type { Journal, Standing } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import type { Clearance, ClearanceState } from '../src/clearance.ts';
import { LastLookRefused, type LookedAt, lastLookOf } from '../src/last-look.ts';

const now = new Date('2026-11-01T00:00:00Z');

interface Found {
  readonly state: Standing['state'];
  readonly epoch: number;
  readonly clearance: ClearanceState;
  readonly age: number;
  readonly reduces: boolean;
}

const good: Found = { state: 'active', epoch: 1, clearance: 'valid', age: 0, reduces: false };

/** What the last look says of an order that was approved under epoch 1 and may be two seconds old. */
async function look(over: Partial<Found>): Promise<unknown> {
  const { state, epoch, clearance, age, reduces } = { ...good, ...over };
  const lookedAt: LookedAt = {
    journal: { standing: async () => ({ state, restrictions: [], epoch }) } as Partial<Journal> as Journal,
    clearance: { state: () => clearance } as Partial<Clearance> as Clearance,
    clock: () => now,
    epoch: 1,
    receivedAt: new Date(now.getTime() - age),
    maxSubmitDelayMs: 2000,
    reduces,
  };
  return lastLookOf(lookedAt)().then(
    () => 'let by',
    (error: unknown) => error,
  );
}

describe('the last look', () => {
  it.each<readonly [string, Partial<Found>]>([
    ['an order that nothing has happened to', {}],
    ['one that makes exposure smaller, while reducing', { state: 'reducing', reduces: true }],
    ['one that makes exposure smaller, when the clearance has expired', { clearance: 'expired', reduces: true }],
    ['one that is just not too old', { age: 2000 }],
  ])('lets %s by', async (_what, found) => {
    expect(await look(found)).toBe('let by');
  });

  it.each<readonly [string, Partial<Found>, unknown, unknown, string]>([
    ['lease-epoch', { epoch: 2 }, 1, 2, 'Another process took over trading: nothing more is sent.'],
    ['lease-epoch', { epoch: 2, reduces: true }, 1, 2, 'Another process took over trading: nothing more is sent.'],
    ['trading-state', { state: 'halted' }, 'active', 'halted', 'Trading is halted since a moment ago.'],
    ['trading-state', { state: 'halted', reduces: true }, 'active', 'halted', 'Trading is halted since a moment ago.'],
    ['trading-state', { state: 'reducing' }, 'active', 'reducing', 'Trading is reducing since a moment ago.'],
    ['clearance', { clearance: 'revoked' }, 'valid', 'revoked', 'The clearance is revoked since a moment ago.'],
    [
      'clearance',
      { clearance: 'revoked', reduces: true },
      'valid',
      'revoked',
      'The clearance is revoked since a moment ago.',
    ],
    ['clearance', { clearance: 'expired' }, 'valid', 'expired', 'The clearance is expired since a moment ago.'],
    ['order-age', { age: 2001 }, 2000, 2001, 'The order was 2001 ms old when it was about to leave.'],
    ['order-age', { age: -1 }, 2000, -1, 'The order was -1 ms old when it was about to leave.'],
  ])('stops an order by %s: %j', async (control, found, limit, value, says) => {
    const error = await look(found);
    expect(error).toBeInstanceOf(LastLookRefused);
    expect(error).toMatchObject({ code: 'LAST_LOOK', message: says, unsent: true });
    expect((error as LastLookRefused).refusal).toEqual({ control, limit, value, says });
  });

  it('stops an order when it cannot be taken', async () => {
    const journal = {
      standing: async () => {
        throw new Error('the disk is gone');
      },
    } as Partial<Journal> as Journal;
    const lookedAt = { journal, clock: () => now, epoch: 1, receivedAt: now, maxSubmitDelayMs: 1, reduces: true };
    const clearance = { state: () => 'valid' } as Partial<Clearance> as Clearance;
    await expect(lastLookOf({ ...lookedAt, clearance })()).rejects.toThrow('the disk is gone');
  });
});
