import { describe, expect, it } from 'vitest';
import { awaitsAudit, liftAuditLatch, setAuditLatch } from '../src/audit-latch.ts';
import { short, signed } from './support/short.ts';

describe('the latch of a resume', () => {
  it('lets only what makes exposure smaller through, until it is lifted', async () => {
    await using one = await short();
    await setAuditLatch(one.journal);
    expect((await one.journal.standing()).state).toBe('reducing');
    await liftAuditLatch(one.journal);
    expect((await one.journal.standing()).state).toBe('active');
  });

  it('is one, however often it is set, and leaves the latches of people alone', async () => {
    await using one = await short();
    const mine = await one.journal.restrict({ kind: 'reduce', ...signed });
    await setAuditLatch(one.journal);
    await setAuditLatch(one.journal);
    const { restrictions } = await one.journal.standing();
    expect(restrictions.filter(awaitsAudit)).toHaveLength(1);
    expect(awaitsAudit(mine)).toBe(false);
    await liftAuditLatch(one.journal);
    expect((await one.journal.standing()).restrictions).toEqual([mine]);
  });
});
