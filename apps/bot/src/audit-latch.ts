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

/** Sets the latch, unless it holds already. */
export async function setAuditLatch(journal: Journal): Promise<void> {
  const { restrictions } = await journal.standing();
  if (!restrictions.some(awaitsAudit)) await journal.restrict(latch);
}

/** Lifts the latch after an audit that let the key pass. */
export async function liftAuditLatch(journal: Journal): Promise<void> {
  const { restrictions } = await journal.standing();
  for (const { id } of restrictions.filter(awaitsAudit)) {
    await journal.lift({ id, by: 'the desk', reason: 'the key was audited again, and passed' });
  }
}
