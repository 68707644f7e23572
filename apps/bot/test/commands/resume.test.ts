import { describe, expect, it } from 'vitest';
import { resume } from '../../src/commands/resume.ts';
import { short, signed } from '../support/short.ts';

describe('resume', () => {
  it('lifts the halt that it names, and says which still holds', async () => {
    await using one = await short();
    const first = await one.journal.restrict({ kind: 'halt', ...signed });
    const second = await one.journal.restrict({ kind: 'reduce', ...signed });
    const says = `${first.id} is lifted, and ${second.id} still holds: trading is reducing.`;
    expect(await resume(one.given, first.id, signed)).toEqual({ code: 0, says });
    expect(await resume(one.given, second.id, signed)).toMatchObject({
      code: 0,
      says: expect.stringContaining(`${second.id} is lifted: trading goes on as soon as the desk has audited`),
    });
    // Only what makes exposure smaller, until the desk has looked at the key.
    expect((await one.journal.standing()).state).toBe('reducing');
  });

  it('does not lift the latch that waits for an audit', async () => {
    await using one = await short();
    const { id } = await one.journal.restrict({ kind: 'halt', ...signed });
    await resume(one.given, id, signed);
    const [latch] = (await one.journal.standing()).restrictions;
    expect(await resume(one.given, latch?.id ?? '', signed)).toMatchObject({ code: 1 });
    expect((await one.journal.standing()).restrictions).toEqual([latch]);
  });

  it.each(['H-9', '', '__proto__', '1 OR 1'])('lifts nothing when there is no such halt: %j', async (id) => {
    await using one = await short();
    await one.journal.restrict({ kind: 'halt', ...signed });
    await expect(resume(one.given, id, signed)).rejects.toMatchObject({ name: 'JournalError' });
    expect((await one.journal.standing()).state).toBe('halted');
  });

  it('lifts a halt once', async () => {
    await using one = await short();
    const { id } = await one.journal.restrict({ kind: 'halt', ...signed });
    await resume(one.given, id, signed);
    await expect(resume(one.given, id, signed)).rejects.toMatchObject({ code: 'RESTRICTION_UNKNOWN' });
  });
});
