import { expect, it } from 'vitest';
import { intentFor, leaseRequest, place, t0 } from './fixture.ts';

it('counts a submit when it is intended, further attempts and cancels each, and nothing else', async () => {
  using home = place();
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  const count = () => journal.intend((ledger) => ledger.messagesSince(t0));
  await journal.intend((ledger) => intentFor(ledger));
  expect(await count()).toBe(1);
  await journal.recordSent('order-1', 1);
  expect(await count()).toBe(1);
  home.clock.pass(1000);
  await journal.recordSent('order-1', 2);
  await journal.recordOutcome('order-1', { status: 'open', at: t0 });
  expect(await count()).toBe(2);
  await journal.recordCancel('order-1', { by: 'desk', reason: 'too old' });
  await journal.recordCancel('adopted-order', { by: 'desk', reason: 'stopping' });
  expect(await count()).toBe(4);
  expect(await journal.intend((ledger) => ledger.messagesSince(home.clock()))).toBe(3);
  expect(await journal.intend((ledger) => ledger.messagesSince(new Date(home.clock().getTime() + 1)))).toBe(0);
  await journal.close();
});

it('a sent order counts its attempts, and is not taken back from where it got to', async () => {
  using home = place();
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  await journal.intend((ledger) => intentFor(ledger));
  await journal.recordSent('order-1', 1);
  expect(await journal.intent('order-1')).toMatchObject({ status: 'sent', attempts: 1, sentAt: t0 });
  await journal.recordOutcome('order-1', { status: 'unresolved', at: t0 });
  await journal.recordSent('order-1', 2);
  expect(await journal.intent('order-1')).toMatchObject({ status: 'sent', attempts: 2 });
  await journal.recordOutcome('order-1', { status: 'filled', at: t0 });
  await journal.recordSent('order-1', 2);
  expect(await journal.intent('order-1')).toMatchObject({ status: 'filled', attempts: 2 });
  await expect(journal.recordSent('order-9', 1)).rejects.toMatchObject({ code: 'INTENT_UNKNOWN' });
  await expect(journal.recordSent('order-1', 0)).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
  await journal.close();
});

it('a cancel is on the order before it is sent, and needs a name and a reason', async () => {
  using home = place();
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  await journal.intend((ledger) => intentFor(ledger));
  await journal.recordCancel('order-1', { by: 'desk', reason: 'too old' });
  expect(await journal.intent('order-1')).toMatchObject({ status: 'intended', cancelRequestedAt: t0 });
  const silent = journal.recordCancel('order-1', { by: '', reason: '' });
  await expect(silent).rejects.toMatchObject({ code: 'INPUT_MALFORMED', problems: { length: 2 } });
  await journal.close();
});
