import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentFor, leaseRequest, place, t0, tamper } from './fixture.ts';

describe('the trail', () => {
  it('keeps what happened, in order, with who and when, and its head names the newest', async () => {
    using home = place();
    const journal = await home.open();
    home.clock.pass(1000);
    const head = await journal.append('started', { version: '1', 'order-1': null });
    const [founded, started] = await journal.entries();
    expect(founded).toMatchObject({ sequence: 1, kind: 'founded', at: t0 });
    expect(started).toEqual({
      sequence: 2,
      at: home.clock(),
      actor: 'desk',
      kind: 'started',
      detail: { version: '1', 'order-1': null },
      hash: head.hash,
    });
    expect(head).toEqual({ sequence: 2, hash: head.hash, anchor: `2-${head.hash}` });
    expect(await journal.head()).toEqual(head);
    await journal.close();
  });

  it('is read in parts', async () => {
    using home = place();
    const journal = await home.open();
    for (let n = 0; n < 10; n += 1) await journal.append(n % 2 ? 'odd' : 'even', n);
    const sequences = async (filter: object) => (await journal.entries(filter)).map(({ sequence }) => sequence);
    expect(await sequences({ after: 9 })).toEqual([10, 11]);
    expect(await sequences({ limit: 2 })).toEqual([1, 2]);
    expect(await sequences({ limit: 0 })).toEqual([]);
    expect(await sequences({ kind: 'odd', after: 4, limit: 2 })).toEqual([5, 7]);
    expect(await sequences({ kind: 'absent' })).toEqual([]);
    await journal.close();
  });

  it('verifies whatever words and values are put into it', async () => {
    using home = place();
    const journal = await home.open();
    const words = fc.string({ minLength: 1, unit: 'binary' }).filter((kind) => kind.trim() !== '');
    await fc.assert(
      fc.asyncProperty(words, fc.jsonValue(), async (kind, detail) => {
        await journal.append(`x${kind}`, detail as never);
      }),
    );
    expect(await journal.verifyTrail()).toMatchObject({ whole: true });
    await journal.close();
  });

  it('refuses the kinds that have a verb with KIND_RESERVED: a lift is a lift', async () => {
    using home = place();
    const journal = await home.open();
    for (const kind of ['lifted', 'intended', 'founded', 'recovered', 'refused', 'fill']) {
      await expect(journal.append(kind, {})).rejects.toMatchObject({ code: 'KIND_RESERVED' });
    }
    await journal.append('toString', {});
    await journal.append('__proto__', {});
    await expect(journal.append('', {})).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    await expect(journal.append('big', 'x'.repeat(300_000))).rejects.toMatchObject({ code: 'ENTRY_TOO_LARGE' });
    await expect(journal.append('none', undefined as never)).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    await journal.close();
  });
});

describe('checkpoints', () => {
  const checkpoints = (database: string) =>
    tamper(database, (raw) => raw.prepare('SELECT sequence FROM checkpoint').all()).map(({ sequence }) => sequence);

  it('stand at every hundredth entry, where asked, and at a close that has something new', async () => {
    using home = place();
    const journal = await home.open();
    for (let n = 0; n < 250; n += 1) await journal.append('n', n);
    expect(checkpoints(home.database)).toEqual([100, 200]);
    expect(await journal.checkpoint()).toEqual(await journal.head());
    await journal.append('n', 0);
    await journal.close();
    expect(checkpoints(home.database)).toEqual([100, 200, 251, 252]);
    await (await home.open()).close();
    expect(checkpoints(home.database)).toEqual([100, 200, 251, 252]);
  });

  it('are never put on entries that somebody altered: the running journal stops widening at the next one', async () => {
    using home = place();
    const journal = await home.open();
    for (let n = 0; n < 50; n += 1) await journal.append('n', n);
    tamper(home.database, (raw) => raw.exec(`UPDATE trail SET line = replace(line, '"n"', '"m"') WHERE sequence = 20`));
    expect(await journal.integrity()).toEqual({ whole: true });
    for (let n = 0; n < 60; n += 1) await journal.append('n', n);
    expect(await journal.integrity()).toMatchObject({ whole: false, entry: 20, problem: 'altered' });
    await expect(journal.intend(() => 1)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED', entry: 20 });
    await journal.close();
    expect(checkpoints(home.database)).toEqual([]);
  });

  it('take the write with them that met the alteration, when it would widen', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    for (let n = 0; n < 97; n += 1) await journal.append('n', n);
    tamper(home.database, (raw) => raw.exec(`UPDATE trail SET line = replace(line, '"n"', '"m"') WHERE sequence = 20`));
    const hundredth = journal.intend((ledger) => intentFor(ledger));
    await expect(hundredth).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED', entry: 20 });
    expect(await journal.openIntents()).toEqual([]);
    await journal.restrict({ kind: 'halt', by: 'desk', reason: 'damaged' });
    expect((await journal.head()).sequence).toBe(100);
    await journal.close();
  });
});
