import { describe, expect, it } from 'vitest';
import { intendedRow } from '../src/intents.ts';
import { intentFor, leaseRequest, place, t0 } from './fixture.ts';

async function opened(home: ReturnType<typeof place>) {
  const journal = await home.open();
  await journal.takeLease(leaseRequest);
  return journal;
}

describe('an intent', () => {
  it('is written whole, with its trail entry, before anybody can send it', async () => {
    using home = place();
    const journal = await opened(home);
    const intent = await journal.intend((ledger) => intentFor(ledger, { postOnly: true, timeInForce: 'GTC' }));
    const [entry] = await journal.entries({ kind: 'intended' });
    expect(entry?.detail).toEqual(intent);
    const row = await journal.intent('order-1');
    expect(row).toEqual({
      ...intent,
      status: 'intended',
      createdAt: t0,
      updatedAt: t0,
      attempts: 0,
      filled: '0',
      entry: 3,
    });
    expect(row).toEqual(intendedRow({ sequence: 3, at: t0.toISOString(), detail: intent }));
    expect(await journal.intent('order-2')).toBeUndefined();
    await journal.close();
  });

  it('is refused with INPUT_MALFORMED that lists every field, when one is not right, and nothing is written', async () => {
    using home = place();
    const journal = await opened(home);
    const before = await journal.head();
    const wrong = {
      amount: 0.1 as never,
      value: '5e2',
      price: 'cheap',
      side: 'long' as never,
      kind: '' as never,
      reason: '',
    };
    const intent = journal.intend((ledger) => intentFor(ledger, wrong));
    await expect(intent).rejects.toMatchObject({ code: 'INPUT_MALFORMED', problems: { length: 6 } });
    const bigint = journal.intend((ledger) => intentFor(ledger, { asked: 1n as never }));
    await expect(bigint).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    expect(await journal.head()).toEqual(before);
    await journal.close();
  });

  it('is refused with INTENT_OUT_OF_TURN when its epoch, sequence or id is not its own', async () => {
    using home = place();
    const journal = await opened(home);
    await journal.intend((ledger) => intentFor(ledger));
    for (const changes of [{ epoch: 2 }, { sequence: 1 }, { sequence: 3 }, { clientOrderId: 'order-1' }]) {
      const stale = journal.intend((ledger) => intentFor(ledger, changes));
      await expect(stale).rejects.toMatchObject({ code: 'INTENT_OUT_OF_TURN' });
    }
    expect(await journal.openIntents()).toHaveLength(1);
    await journal.close();
  });

  it('is refused with INTENT_WHILE_HALTED, whatever the gate decided; reducing is the gate to judge', async () => {
    using home = place();
    const journal = await opened(home);
    const command = await home.open({ actor: 'halt' });
    await command.restrict({ kind: 'reduce', by: 'anna', reason: 'careful' });
    await journal.intend((ledger) => intentFor(ledger));
    const { id } = await command.restrict({ kind: 'halt', by: 'anna', reason: 'stop' });
    const halted = journal.intend((ledger) => intentFor(ledger));
    await expect(halted).rejects.toMatchObject({ code: 'INTENT_WHILE_HALTED' });
    await command.lift({ id, by: 'anna', reason: 'go' });
    await journal.intend((ledger) => intentFor(ledger));
    await Promise.all([command.close(), journal.close()]);
  });
});

describe('intents that wait for an answer', () => {
  it('are open while they bind the account', async () => {
    using home = place();
    const journal = await opened(home);
    const outcomes = ['open', 'unresolved', 'filled', 'cancelled', 'rejected', 'expired', 'not-found'] as const;
    for (const status of outcomes) {
      const { clientOrderId } = await journal.intend((ledger) => intentFor(ledger));
      await journal.recordOutcome(clientOrderId, { status, at: t0 });
    }
    await journal.intend((ledger) => intentFor(ledger));
    expect((await journal.openIntents()).map(({ status }) => status)).toEqual(['open', 'unresolved', 'intended']);
    await journal.close();
  });

  it('are unresolved when nobody knows, and when the lease they were sent under has ended', async () => {
    using home = place();
    const journal = await opened(home);
    const next = () => journal.intend((ledger) => intentFor(ledger));
    const [lost, inFlight, resting] = [await next(), await next(), await next()];
    await journal.recordOutcome(lost.clientOrderId, { status: 'unresolved', at: t0 });
    await journal.recordSent(inFlight.clientOrderId, 1);
    await journal.recordOutcome(resting.clientOrderId, { status: 'open', at: t0 });
    const unresolved = async () => (await journal.unresolvedIntents()).map(({ clientOrderId }) => clientOrderId);
    expect(await unresolved()).toEqual([lost.clientOrderId]);
    await journal.releaseLease();
    expect(await unresolved()).toEqual([lost.clientOrderId, inFlight.clientOrderId]);
    await journal.takeLease(leaseRequest);
    expect(await unresolved()).toEqual([lost.clientOrderId, inFlight.clientOrderId]);
    await journal.close();
  });
});
