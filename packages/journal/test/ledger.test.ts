import { expect, it } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { intentFor, leaseRequest, place } from './fixture.ts';

it('shows one view: time, standing, epoch, turn, open and recent orders', async () => {
  using home = place();
  const journal = await home.open();
  const look = () => journal.intend((ledger) => ({ ...ledger, messagesSince: undefined }));
  expect(await look()).toMatchObject({
    now: home.clock(),
    leased: false,
    epoch: 0,
    nextSequence: 1,
    open: [],
    recent: [],
    touched: [],
  });
  await journal.takeLease({ ...leaseRequest, atLeast: 6 });
  await journal.intend((ledger) => intentFor(ledger));
  const seen = await look();
  expect(seen).toMatchObject({ leased: true, epoch: 7, nextSequence: 2, standing: { state: 'active', epoch: 7 } });
  expect(seen).toMatchObject({ open: [{ clientOrderId: 'order-1' }], recent: [{ clientOrderId: 'order-1' }] });
  await journal.close();
});

it('does not let a decision call the journal, or write anything of its own', async () => {
  using home = place();
  const journal = await home.open();
  const nested: Promise<unknown>[] = [];
  await journal.intend((ledger: Ledger) => {
    nested.push(journal.append('started', {}));
    return ledger.epoch;
  });
  await expect(nested[0]).rejects.toMatchObject({ code: 'JOURNAL_FAILED' });
  expect((await journal.head()).sequence).toBe(1);
  await journal.append('started', {});
  await journal.close();
});
