import { writeSync } from 'node:fs';
import { openJournal } from '../src/index.ts';
import { fillFor, intentFor, leaseRequest } from './fixture.ts';

/**
 * Writes orders until it is killed, and says each one on stdout only when the journal has said that it is durable.
 * With `command` it is a second writer instead, such as `halt`.
 */
const { folder, installationKeyFile, command } = JSON.parse(process.argv[2] ?? '');
const acknowledge = (what: string) => writeSync(1, `${what}\n`);
const clock = () => new Date();

if (command) {
  for (;;) {
    const journal = await openJournal({ folder, installationKeyFile, clock, actor: 'halt' });
    const { id } = await journal.restrict({ kind: 'reduce', by: 'anna', reason: 'looking' });
    await journal.lift({ id, by: 'anna', reason: 'looked' });
    acknowledge(`restriction ${id}`);
    await journal.close();
  }
}

const journal = await openJournal({ folder, installationKeyFile, clock, actor: 'desk' });
await journal.takeLease(leaseRequest);
acknowledge('ready');
for (;;) {
  const { clientOrderId } = await journal.intend((ledger) =>
    intentFor(ledger, {
      clientOrderId: `order-${ledger.epoch}-${ledger.nextSequence}`,
      reason: `${'x'.repeat(ledger.nextSequence % 900)}.`,
    }),
  );
  acknowledge(`intent ${clientOrderId}`);
  await journal.recordSent(clientOrderId, 1);
  await journal.recordFill(fillFor(clientOrderId, { tradeId: clientOrderId }));
  await journal.recordOutcome(clientOrderId, { status: 'filled', filled: '0.01', at: clock() });
  acknowledge(`filled ${clientOrderId}`);
  await journal.remember('sma-cross', { last: clientOrderId });
}
