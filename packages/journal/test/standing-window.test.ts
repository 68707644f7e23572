import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../src/sqlite-connection.ts';
import { StandingWindow } from '../src/standing-window.ts';
import { intentFor, leaseRequest, place, tamper } from './fixture.ts';

const by = 'anna';

/** What a journal says that has never looked before. */
async function anew(home: ReturnType<typeof place>) {
  const fresh = await home.open({ readOnly: true });
  const standing = await fresh.standing();
  await fresh.close();
  return standing;
}

describe('the window on the standing', () => {
  it('sees at once that another program halted, also right after a decision of its own', async () => {
    using home = place();
    const [journal, command] = [await home.open(), await home.open()];
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    expect((await journal.standing()).state).toBe('active');
    const halt = await command.restrict({ kind: 'halt', by, reason: 'lunch' });
    expect(await journal.standing()).toMatchObject({ state: 'halted', restrictions: [halt], epoch: 1 });
    await command.lift({ id: halt.id, by, reason: 'back' });
    expect((await journal.standing()).state).toBe('active');
    await Promise.all([journal.close(), command.close()]);
  });

  it('sees at once that another one took the lease', async () => {
    using home = place();
    const [journal, other] = [await home.open(), await home.open()];
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    await other.takeLease({ ...leaseRequest, holder: 'another' });
    expect((await journal.standing()).epoch).toBe(2);
    await Promise.all([journal.close(), other.close()]);
  });

  it('sees what was written past the journal, and not what was taken back', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    const halting = `INSERT INTO restriction (number, id, kind, by, reason, at, entry) VALUES (1, 'H-1', 'halt', 'x', 'y', '${home.clock().toISOString()}', 1)`;
    tamper(home.database, (raw) => {
      raw.exec('BEGIN IMMEDIATE');
      raw.exec(halting);
      raw.exec('ROLLBACK');
    });
    expect((await journal.standing()).state).toBe('active');
    tamper(home.database, (raw) => raw.exec(halting));
    expect((await journal.standing()).state).toBe('halted');
    await journal.close();
  });

  it('sees its own restrictions, a decision that was taken back, and nothing once it is closed', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.restrict({ kind: 'reduce', by, reason: 'one' });
    const thrown = journal.intend(() => {
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    expect((await journal.standing()).state).toBe('reducing');
    await journal.close();
    await expect(journal.standing()).rejects.toMatchObject({ code: 'JOURNAL_CLOSED' });
  });

  it('is always what the tables say, whoever writes', async () => {
    const step = fc.record({
      who: fc.nat(1),
      what: fc.constantFrom('halt', 'reduce', 'lift', 'lease', 'intend', 'look'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        using home = place();
        const journals = [await home.open(), await home.open()] as const;
        await journals[0].takeLease(leaseRequest);
        for (const { who, what } of steps) {
          const journal = journals[who] ?? journals[0];
          if (what === 'halt' || what === 'reduce') await journal.restrict({ kind: what, by, reason: 'so' });
          else if (what === 'lease') await journal.takeLease(leaseRequest);
          else if (what === 'intend') await journal.intend(() => undefined);
          else if (what === 'lift') {
            const [oldest] = (await journal.standing()).restrictions;
            if (oldest !== undefined) await journal.lift({ id: oldest.id, by, reason: 'so' });
          }
          const now = await anew(home);
          expect([await journals[0].standing(), await journals[1].standing()]).toEqual([now, now]);
        }
        await Promise.all(journals.map((journal) => journal.close()));
      }),
      { numRuns: 25 },
    );
  });

  it('reads the tables once for as long as nobody writes, and hands out what nobody can change', async () => {
    using home = place();
    const journal = await home.open();
    await journal.restrict({ kind: 'halt', by, reason: 'lunch' });
    const store = connect(home.database, { readOnly: false });
    const window = new StandingWindow(store);
    const first = window.look();
    expect(window.look()).toBe(first);
    for (const part of [first, first.restrictions, first.restrictions[0]]) expect(Object.isFrozen(part)).toBe(true);
    await journal.append('note', {});
    expect(window.look()).not.toBe(first);
    const second = window.look();
    window.forget();
    expect(window.look()).not.toBe(second);
    store.close();
    await journal.close();
  });
});
