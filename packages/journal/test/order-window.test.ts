import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal, Ledger } from '../src/index.ts';
import { intentFor, leaseRequest, place } from './fixture.ts';

const seen = ({ open, recent, touched }: Ledger) => ({
  open: open.map(({ clientOrderId, status, entry }) => `${clientOrderId} ${status} ${entry}`),
  recent: recent.map(({ clientOrderId, status, entry }) => `${clientOrderId} ${status} ${entry}`),
  touched: touched.map(({ clientOrderId, status, entry }) => `${clientOrderId} ${status} ${entry}`),
});

/** What a decision of this journal sees, and what one sees that has never looked before. */
async function both(home: ReturnType<typeof place>, journal: Journal) {
  const fresh = await home.open();
  const views = [await journal.intend(seen), await fresh.intend(seen)];
  await fresh.close();
  return views;
}

describe('the window on recent and open orders', () => {
  it('keeps what is open for ever, and the rest for ten minutes', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    for (const status of ['open', 'filled'] as const) {
      const { clientOrderId } = await journal.intend((ledger) => intentFor(ledger));
      await journal.recordOutcome(clientOrderId, { status, at: home.clock() });
    }
    home.clock.pass(10 * 60_000);
    expect(await journal.intend(seen)).toMatchObject({ recent: { length: 2 } });
    home.clock.pass(1);
    expect(await journal.intend(seen)).toEqual({ open: ['order-1 open 4'], recent: [], touched: [] });
    await journal.recordOutcome('order-1', { status: 'cancelled', at: home.clock() });
    expect(await journal.intend(seen)).toEqual({ open: [], recent: [], touched: ['order-1 cancelled 7'] });
    home.clock.pass(10 * 60_000 + 1);
    expect(await journal.intend(seen)).toEqual({ open: [], recent: [], touched: [] });
    await journal.close();
  });

  it('keeps what was spoken of for ten minutes, however long ago it was created, and by which program', async () => {
    using home = place();
    const [journal, other] = [await home.open(), await home.open()];
    await journal.takeLease(leaseRequest);
    for (const _ of [1, 2]) {
      const { clientOrderId } = await journal.intend((ledger) => intentFor(ledger));
      await journal.recordOutcome(clientOrderId, { status: 'open', at: home.clock() });
    }
    home.clock.pass(660_000);
    expect(await journal.intend(({ touched }) => touched)).toEqual([]);
    const filled = { status: 'filled', filled: '0.01', at: home.clock() } as const;
    await journal.recordOutcome('order-1', filled);
    const looked = ({ touched }: Ledger) => touched.map(({ clientOrderId, filled }) => `${clientOrderId} ${filled}`);
    expect(await journal.intend(looked)).toEqual(['order-1 0.01']);
    await other.recordOutcome('order-2', filled);
    expect(await journal.intend(looked)).toEqual(['order-1 0.01', 'order-2 0.01']);
    await Promise.all([journal.close(), other.close()]);
  });

  it('finds again what it had let go when the clock is set back', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    const ids = ({ touched }: Ledger) => touched.map(({ clientOrderId }) => clientOrderId);
    expect(await journal.intend(ids)).toEqual(['order-1']);
    home.clock.pass(660_000);
    expect(await journal.intend(ids)).toEqual([]);
    home.clock.pass(-660_000);
    expect(await journal.intend(ids)).toEqual(['order-1']);
    await journal.close();
  });

  it('sees at once what another program wrote', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    const command = await home.open();
    await command.settle({ id: 'order-1', as: 'cancelled', by: 'anna', reason: 'gone' });
    await command.close();
    expect(await journal.intend(seen)).toMatchObject({ open: [] });
    await journal.close();
  });

  it('sees it also when a write of its own came in between', async () => {
    using home = place();
    const [journal, other] = [await home.open(), await home.open()];
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    await other.intend((ledger) => intentFor(ledger));
    await journal.recordSent('order-1', 1);
    expect(await journal.intend(seen)).toMatchObject({ open: ['order-1 sent 5', 'order-2 intended 4'] });
    await Promise.all([journal.close(), other.close()]);
  });

  it('is always what the tables say, whoever writes and however time passes', async () => {
    const step = fc.oneof(
      fc.constant({ does: 'intend' } as const),
      fc.record({
        does: fc.constant('outcome' as const),
        order: fc.nat(6),
        status: fc.constantFrom('open', 'filled', 'cancelled', 'rejected', 'unresolved'),
      }),
      fc.record({ does: fc.constant('pass' as const), minutes: fc.nat(6) }),
    );
    const steps = fc.array(fc.tuple(step, fc.boolean()), { minLength: 5, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        using home = place();
        const [journal, other] = [await home.open(), await home.open()];
        await journal.takeLease(leaseRequest);
        for (const [move, elsewhere] of script) {
          const writer = elsewhere ? other : journal;
          if (move.does === 'intend') await writer.intend((ledger) => intentFor(ledger));
          if (move.does === 'pass') home.clock.pass(move.minutes * 60_000);
          if (move.does === 'outcome' && (await writer.intent(`order-${move.order}`))) {
            await writer.recordOutcome(`order-${move.order}`, { status: move.status as never, at: home.clock() });
          }
          if (!elsewhere) await journal.intend(seen);
        }
        const [mine, fresh] = await both(home, journal);
        expect(mine).toEqual(fresh);
        await Promise.all([journal.close(), other.close()]);
      }),
      { numRuns: 15 },
    );
  });
});
