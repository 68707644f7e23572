import { describe, expect, it } from 'vitest';
import { verifyTrail } from '../../src/commands/trail.ts';
import { short, signed } from '../support/short.ts';

describe('trail verify', () => {
  it('prints the head of a whole trail, and what to do with it', async () => {
    await using one = await short();
    await one.journal.restrict({ kind: 'halt', ...signed });
    expect(await verifyTrail(one.given, undefined)).toEqual({ code: 0 });
    expect(one.printed[0]).toMatch(/^The trail is whole: \d+ entries\. Head \S+/);
    expect(one.printed[1]).toContain('--head');
  });

  it('believes a head that was kept elsewhere, and does not ask to keep it again', async () => {
    await using one = await short();
    await one.journal.restrict({ kind: 'halt', ...signed });
    const { anchor } = await one.journal.checkpoint();
    await one.journal.restrict({ kind: 'halt', ...signed });
    expect(await verifyTrail(one.given, anchor)).toEqual({ code: 0 });
    expect(one.printed).toHaveLength(1);
  });

  it('ends with 1 when the trail does not have the head that was kept: its end was cut off', async () => {
    await using one = await short();
    await using other = await short();
    await other.journal.restrict({ kind: 'halt', ...signed });
    const { anchor } = await other.journal.checkpoint();
    const ending = await verifyTrail(one.given, anchor);
    expect(ending).toMatchObject({ code: 1, fix: expect.stringContaining('Stop trading') });
    expect(ending.says).toMatch(/^The trail is not as it was written: entry \d+ is \w+ \(/);
    expect(one.printed).toEqual([]);
  });
});
