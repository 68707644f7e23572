import { describe, expect, it } from 'vitest';
import { settle } from '../../src/commands/settle.ts';
import { placeIn } from '../support/inside.ts';
import { short, signed } from '../support/short.ts';

describe('intent settle', () => {
  it('writes a person’s word about an order that nobody can tell of', async () => {
    await using one = await short();
    await one.journal.takeLease({ holder: 'desk', fingerprint: one.key.fingerprint, atLeast: 0 });
    const id = one.ids.mint(1, 1);
    await placeIn(one.journal, id);
    await one.journal.recordOutcome(id, { status: 'unresolved', at: new Date() });
    const command = { verb: 'intent settle', id, as: 'not-found', signed } as const;
    expect(await settle(one.given, command)).toEqual({
      code: 0,
      says: `Settled ${id} as not-found, on the word of me.`,
    });
    expect((await one.journal.intent(id))?.status).toBe('not-found');
    expect(await one.journal.openIntents()).toEqual([]);
  });

  it('knows no order but those of the journal', async () => {
    await using one = await short();
    const command = { verb: 'intent settle', id: 'a'.repeat(32), as: 'filled', signed } as const;
    await expect(settle(one.given, command)).rejects.toMatchObject({ code: 'INTENT_UNKNOWN' });
  });
});
