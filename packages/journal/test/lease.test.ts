import { expect, it } from 'vitest';
import { fingerprint, intentFor, leaseRequest, place } from './fixture.ts';

it('an epoch is above every earlier one and above what was seen elsewhere', async () => {
  using home = place();
  const journal = await home.open();
  expect(await journal.lease()).toBeUndefined();
  expect(await journal.takeLease(leaseRequest)).toEqual({
    holder: 'desk',
    fingerprint,
    epoch: 1,
    takenAt: home.clock(),
  });
  expect((await journal.takeLease({ ...leaseRequest, atLeast: 9 })).epoch).toBe(10);
  expect((await journal.takeLease({ ...leaseRequest, atLeast: 3 })).epoch).toBe(11);
  await journal.releaseLease();
  expect(await journal.lease()).toBeUndefined();
  expect((await journal.standing()).epoch).toBe(11);
  expect((await journal.takeLease({ ...leaseRequest, holder: 'relief' })).epoch).toBe(12);
  expect(await journal.lease()).toMatchObject({ holder: 'relief', epoch: 12 });
  await journal.close();
});

it('a holder gives back its own lease and never that of its successor', async () => {
  using home = place();
  const [old, next] = [await home.open(), await home.open()];
  await old.takeLease(leaseRequest);
  await next.takeLease({ ...leaseRequest, holder: 'next' });
  await old.releaseLease();
  expect(await next.lease()).toMatchObject({ holder: 'next', epoch: 2 });
  expect(await next.entries({ kind: 'lease-released' })).toEqual([]);
  await next.releaseLease();
  expect(await old.lease()).toBeUndefined();
  await next.releaseLease();
  await Promise.all([old.close(), next.close()]);
});

it('a predecessor that is still alive can no longer submit under its epoch', async () => {
  using home = place();
  const [old, next] = [await home.open(), await home.open()];
  const { epoch } = await old.takeLease(leaseRequest);
  await next.takeLease(leaseRequest);
  const late = old.intend((ledger) => intentFor({ ...ledger, epoch }));
  await expect(late).rejects.toMatchObject({ code: 'INTENT_OUT_OF_TURN' });
  await Promise.all([old.close(), next.close()]);
});

it('without a lease nothing is submitted: LEASE_NOT_HELD', async () => {
  using home = place();
  const journal = await home.open();
  const early = journal.intend((ledger) => intentFor({ ...ledger, epoch: 1 }));
  await expect(early).rejects.toMatchObject({ code: 'LEASE_NOT_HELD' });
  await journal.takeLease(leaseRequest);
  await journal.releaseLease();
  await expect(journal.intend((ledger) => intentFor(ledger))).rejects.toMatchObject({ code: 'LEASE_NOT_HELD' });
  await journal.close();
});

it('a request that is not right is refused with INPUT_MALFORMED', async () => {
  using home = place();
  const journal = await home.open();
  for (const atLeast of [-1, 0.5, Number.NaN, 2 ** 53, '1' as never]) {
    const taking = journal.takeLease({ ...leaseRequest, atLeast });
    await expect(taking).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
  }
  await journal.close();
});
