import type { Journal, Restriction } from '@gatehouse/journal';

/**
 * The latch between a person's `resume` and the orders that follow it. It is set before the halt is lifted, so there is
 * no moment between; the desk lifts it when it has audited the key again, and nobody else does.
 */
const latch = Object.freeze({
  kind: 'reduce' as const,
  by: 'resume',
  reason: 'until the key has been audited again',
});

/** Says whether a restriction only waits for an audit. */
export function awaitsAudit({ kind, by, reason }: Restriction): boolean {
  return kind === latch.kind && by === latch.by && reason === latch.reason;
}

/** Sets a latch of its own for each resume: an older one may be lifted by an audit that has begun already. */
export async function setAuditLatch(journal: Journal): Promise<void> {
  await journal.restrict(latch);
}

/** Returns the latches that hold now. An audit lifts those that held before it asked the exchange, and no others. */
export async function auditLatches(journal: Journal): Promise<readonly Restriction[]> {
  return (await journal.standing()).restrictions.filter(awaitsAudit);
}

/** Lifts latches after an audit that let the key pass. */
export async function liftAuditLatches(journal: Journal, held: readonly Restriction[]): Promise<void> {
  for (const { id } of held) {
    await journal.lift({ id, by: 'the desk', reason: 'the key was audited again, and passed' });
  }
}
