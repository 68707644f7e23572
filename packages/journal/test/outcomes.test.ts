import { describe, expect, it } from 'vitest';
import type { IntentStatus, Journal } from '../src/index.ts';
import { intentFor, leaseRequest, place, t0 } from './fixture.ts';

const id = 'order-1';

async function withOrder(home: ReturnType<typeof place>): Promise<Journal> {
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  await journal.intend((ledger) => intentFor(ledger));
  return journal;
}

describe('an outcome', () => {
  it('moves the order on, and what it leaves out stays as it was known', async () => {
    using home = place();
    const journal = await withOrder(home);
    const later = new Date(t0.getTime() + 500);
    expect(await journal.recordOutcome(id, { status: 'open', exchangeOrderId: '9', filled: '0.004', at: t0 })).toBe(
      true,
    );
    expect(await journal.recordOutcome(id, { status: 'cancelled', code: 'X', says: 'gone', at: later })).toBe(true);
    const row = await journal.intent(id);
    expect(row).toMatchObject({
      status: 'cancelled',
      exchangeOrderId: '9',
      filled: '0.004',
      code: 'X',
      says: 'gone',
      updatedAt: later,
    });
    await journal.close();
  });

  it('that is late, less filled, or known already is not written', async () => {
    using home = place();
    const journal = await withOrder(home);
    const tell = (status: IntentStatus, filled: string) => journal.recordOutcome(id, { status, filled, at: t0 });
    expect(await tell('open', '0.005')).toBe(true);
    const before = await journal.head();
    expect(await tell('open', '0.005')).toBe(false);
    expect(await tell('open', '0.0049')).toBe(false);
    expect(await journal.head()).toEqual(before);
    expect(await tell('open', '0.0051')).toBe(true);
    expect(await tell('filled', '0.01')).toBe(true);
    for (const late of ['open', 'cancelled', 'unresolved', 'not-found'] as const)
      expect(await tell(late, '0.01')).toBe(false);
    expect(await journal.intent(id)).toMatchObject({ status: 'filled', filled: '0.01' });
    await journal.close();
  });

  it('of an unknown order is INTENT_UNKNOWN, and one that is not right INPUT_MALFORMED', async () => {
    using home = place();
    const journal = await withOrder(home);
    await expect(journal.recordOutcome('order-9', { status: 'open', at: t0 })).rejects.toMatchObject({
      code: 'INTENT_UNKNOWN',
    });
    const wrong = [
      { status: 'sent', at: t0 },
      { status: 'toString', at: t0 },
      { status: 'open', at: new Date(Number.NaN) },
      { status: 'open', filled: 0.1, at: t0 },
    ];
    for (const outcome of wrong) {
      await expect(journal.recordOutcome(id, outcome as never)).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    }
    await journal.close();
  });

  it("keeps no more of an exchange's words than fit on a screen", async () => {
    using home = place();
    const journal = await withOrder(home);
    await journal.recordOutcome(id, { status: 'rejected', says: 'x'.repeat(100_000), at: t0 });
    expect((await journal.intent(id))?.says).toHaveLength(1000);
    await journal.close();
  });
});

describe('a settlement', () => {
  it('ends what the exchange could not, with a name and a reason in the trail', async () => {
    using home = place();
    const journal = await withOrder(home);
    await journal.recordOutcome(id, { status: 'unresolved', at: t0 });
    const settlement = { id, as: 'not-found', by: 'anna', reason: 'support says so' } as const;
    await journal.settle(settlement);
    expect(await journal.openIntents()).toEqual([]);
    expect((await journal.entries({ kind: 'settled' }))[0]?.detail).toEqual(settlement);
    await journal.settle({ ...settlement, as: 'filled', reason: 'it turned up' });
    expect(await journal.intent(id)).toMatchObject({ status: 'filled' });
    await journal.close();
  });

  it('of an order that has ended is INTENT_SETTLED, of none INTENT_UNKNOWN, without reason INPUT_MALFORMED', async () => {
    using home = place();
    const journal = await withOrder(home);
    await journal.recordOutcome(id, { status: 'filled', at: t0 });
    const settlement = { id, as: 'cancelled', by: 'anna', reason: 'x' } as const;
    await expect(journal.settle(settlement)).rejects.toMatchObject({ code: 'INTENT_SETTLED' });
    await expect(journal.settle({ ...settlement, id: 'order-9' })).rejects.toMatchObject({ code: 'INTENT_UNKNOWN' });
    await expect(journal.settle({ ...settlement, reason: '' })).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    await expect(journal.settle({ ...settlement, as: 'sent' })).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    await journal.close();
  });
});
