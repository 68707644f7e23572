import { describe, expect, it } from 'vitest';
import { auditLatches, awaitsAudit, liftAuditLatches, setAuditLatch } from '../src/audit-latch.ts';
import { short, signed } from './support/short.ts';

describe('the latch of a resume', () => {
  it('lets only what makes exposure smaller through, until it is lifted', async () => {
    await using one = await short();
    await setAuditLatch(one.journal);
    expect((await one.journal.standing()).state).toBe('reducing');
    await liftAuditLatches(one.journal, await auditLatches(one.journal));
    expect((await one.journal.standing()).state).toBe('active');
  });

  it('outlives an audit that had begun before it', async () => {
    await using one = await short();
    await setAuditLatch(one.journal);
    const heldBefore = await auditLatches(one.journal);
    await setAuditLatch(one.journal);
    await liftAuditLatches(one.journal, heldBefore);
    const { state, restrictions } = await one.journal.standing();
    expect([state, restrictions.length]).toEqual(['reducing', 1]);
  });

  it('leaves the latches of people alone', async () => {
    await using one = await short();
    const mine = await one.journal.restrict({ kind: 'reduce', ...signed });
    await setAuditLatch(one.journal);
    expect(awaitsAudit(mine)).toBe(false);
    await liftAuditLatches(one.journal, await auditLatches(one.journal));
    expect((await one.journal.standing()).restrictions).toEqual([mine]);
  });
});
