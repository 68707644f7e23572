import { describe, expect, it } from 'vitest';
import { leaseRequest, place } from './fixture.ts';

const by = 'anna';

describe('the trading state', () => {
  it('is active without restrictions, and the strictest of those that hold otherwise', async () => {
    using home = place();
    const journal = await home.open();
    expect(await journal.standing()).toEqual({ state: 'active', restrictions: [], epoch: 0 });
    const reduce = await journal.restrict({ kind: 'reduce', by: 'desk', reason: 'no audit' });
    expect(reduce).toEqual({ id: 'R-1', kind: 'reduce', by: 'desk', reason: 'no audit', at: home.clock() });
    expect((await journal.standing()).state).toBe('reducing');
    const halt = await journal.restrict({ kind: 'halt', by, reason: 'lunch' });
    expect(halt.id).toBe('H-2');
    expect(await journal.standing()).toMatchObject({ state: 'halted', restrictions: [reduce, halt] });
    await journal.lift({ id: halt.id, by, reason: 'back' });
    expect(await journal.standing()).toMatchObject({ state: 'reducing', restrictions: [reduce] });
    await journal.lift({ id: reduce.id, by, reason: 'audited' });
    expect((await journal.standing()).state).toBe('active');
    await journal.close();
  });

  it('lifts one restriction and leaves its like', async () => {
    using home = place();
    const journal = await home.open();
    const first = await journal.restrict({ kind: 'halt', by, reason: 'one' });
    await journal.restrict({ kind: 'halt', by, reason: 'two' });
    await journal.lift({ id: first.id, by, reason: 'checked' });
    expect((await journal.standing()).state).toBe('halted');
    await journal.close();
  });

  it('survives a restart, and carries the epoch', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease({ ...leaseRequest, atLeast: 4 });
    await journal.restrict({ kind: 'halt', by, reason: 'lunch' });
    await journal.close();
    const again = await home.open();
    expect(await again.standing()).toMatchObject({ state: 'halted', epoch: 5 });
    await again.close();
  });
});

describe('when a restriction or a lift is not right', () => {
  it('refuses an unknown or lifted id with RESTRICTION_UNKNOWN, and names those that hold', async () => {
    using home = place();
    const journal = await home.open();
    const { id } = await journal.restrict({ kind: 'halt', by, reason: 'lunch' });
    for (const unknown of ['H-9', 'h-1', 'R-1', "' OR 1=1 --"]) {
      const lift = journal.lift({ id: unknown, by, reason: 'x' });
      await expect(lift).rejects.toMatchObject({
        code: 'RESTRICTION_UNKNOWN',
        message: expect.stringContaining('H-1'),
      });
    }
    await journal.lift({ id, by, reason: 'back' });
    await expect(journal.lift({ id, by, reason: 'back' })).rejects.toMatchObject({ code: 'RESTRICTION_UNKNOWN' });
    await journal.close();
  });

  it('refuses what lacks a kind, a name or a reason with INPUT_MALFORMED, all at once', async () => {
    using home = place();
    const journal = await home.open();
    const nothing = journal.restrict({ kind: 'toString' as never, by: '', reason: ' ' });
    await expect(nothing).rejects.toMatchObject({ code: 'INPUT_MALFORMED', problems: { length: 3 } });
    const lift = journal.lift({ id: 'H-1', by: '', reason: '' });
    await expect(lift).rejects.toMatchObject({ code: 'INPUT_MALFORMED', problems: { length: 2 } });
    expect((await journal.head()).sequence).toBe(1);
    await journal.close();
  });
});
