import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JournalError } from '../src/index.ts';
import { garbagePage, intentFor, leaseRequest, live, place, slowly, startProgram, t0, tamper } from './fixture.ts';

describe('the first run', () => {
  it('makes folder, key and journal, private all of them, and says so', async () => {
    using home = place();
    const journal = await home.open();
    expect(journal.firstRun).toBe(true);
    expect(await journal.integrity()).toEqual({ whole: true });
    expect(await journal.entries()).toMatchObject([{ sequence: 1, actor: 'desk', kind: 'founded', at: t0 }]);
    expect(statSync(home.options.folder).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(home.options.folder)) {
      expect(statSync(join(home.options.folder, file)).mode & 0o077, file).toBe(0);
    }
    await journal.close();
    const again = await home.open();
    expect(again.firstRun).toBe(false);
    expect(again.installationKey.equals(journal.installationKey)).toBe(true);
    expect((await again.head()).sequence).toBe(1);
    await again.close();
  });

  it('ends with one journal when several race', async () => {
    using home = place();
    const racers = Array.from({ length: 5 }, () => startProgram('opener.ts', home.options).ended);
    for (const { code, stderr } of await Promise.all(racers)) expect([code, stderr]).toEqual([0, '']);
    const journal = await home.open();
    expect(await journal.entries({ kind: 'founded' })).toHaveLength(1);
    expect(await journal.entries({ kind: 'opened-by-racer' })).toHaveLength(5);
    expect(await journal.entries({ kind: 'recovered' })).toHaveLength(0);
    expect(await journal.verifyTrail()).toMatchObject({ whole: true });
    await journal.close();
  });
});

describe('when the state folder is not fit', () => {
  it("refuses one that others can enter with STATE_NOT_PRIVATE, the key's folder too", async () => {
    using home = place();
    mkdirSync(home.options.folder, { mode: 0o755 });
    await expect(home.open()).rejects.toMatchObject({ code: 'STATE_NOT_PRIVATE' });
    const keys = join(home.folder, 'keys');
    mkdirSync(keys, { mode: 0o750 });
    const opening = home.open({ folder: join(home.folder, 'other'), installationKeyFile: join(keys, 'k') });
    await expect(opening).rejects.toMatchObject({ code: 'STATE_NOT_PRIVATE' });
  });

  it('refuses one it cannot make or write with STATE_UNWRITABLE', async () => {
    using home = place();
    writeFileSync(join(home.folder, 'file'), '');
    await expect(home.open({ folder: join(home.folder, 'file', 'realm') })).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
    });
  });

  it('refuses a journal that has lost its key with KEY_MISSING, and makes no new one', async () => {
    using home = place();
    await (await home.open()).close();
    rmSync(home.options.installationKeyFile);
    for (const readOnly of [true, false]) {
      await expect(home.open({ readOnly })).rejects.toMatchObject({ code: 'KEY_MISSING' });
    }
    expect(readdirSync(home.folder)).toEqual(['realm']);
  });

  it('says that nothing was written under this key when the key is another one', async () => {
    using home = place();
    const journal = await home.open();
    await live(journal, home.clock);
    await journal.close();
    using stranger = place();
    await (await stranger.open()).close();
    copyFileSync(stranger.options.installationKeyFile, home.options.installationKeyFile);
    const again = await home.open();
    const integrity = await again.integrity();
    expect(integrity).toMatchObject({
      whole: false,
      entry: 1,
      problem: 'altered',
      says: expect.stringContaining('installation key'),
    });
    expect(await again.openIntents()).toHaveLength(1);
    await again.close();
  });

  it('refuses a newer schema with SCHEMA_NEWER and what is no database with JOURNAL_DAMAGED', async () => {
    using home = place();
    await (await home.open()).close();
    tamper(home.database, (raw) => raw.exec('PRAGMA user_version = 99'));
    await expect(home.open()).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
    writeFileSync(home.database, 'x'.repeat(8192));
    await expect(home.open()).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });
});

describe('opened to read', () => {
  it('makes nothing, and says JOURNAL_ABSENT where nothing is', async () => {
    using home = place();
    await expect(home.open({ readOnly: true })).rejects.toMatchObject({ code: 'JOURNAL_ABSENT' });
    expect(readdirSync(home.folder)).toEqual([]);
  });

  it('reads beside a writer, and refuses to write with JOURNAL_READ_ONLY', async () => {
    using home = place();
    const desk = await home.open();
    const reader = await home.open({ readOnly: true });
    await desk.restrict({ kind: 'halt', by: 'anna', reason: 'lunch' });
    expect((await reader.standing()).state).toBe('halted');
    await expect(reader.append('started', {})).rejects.toMatchObject({ code: 'JOURNAL_READ_ONLY' });
    await expect(reader.remember('a', 1)).rejects.toMatchObject({ code: 'JOURNAL_READ_ONLY' });
    await reader.close();
    await desk.close();
    const alone = await home.open({ readOnly: true });
    expect(await alone.verifyTrail()).toMatchObject({ whole: true });
    await alone.close();
  });
});

describe('a torn last write', () => {
  it('is dropped whole, wherever the tear is, and the journal goes on', async () => {
    using home = place();
    const writer = startProgram('writer.ts', { ...home.options });
    await expect.poll(() => writer.said.stdout.split('\n').length, slowly).toBeGreaterThan(12);
    writer.child.kill('SIGKILL');
    const { stdout } = await writer.ended;
    const size = statSync(`${home.database}-wal`).size;
    expect(size).toBeGreaterThan(10_000);
    const written = stdout.split('\n').filter((line) => line.startsWith('intent')).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(size), async (bytes) => {
        const folder = join(home.folder, 'torn');
        cpSync(home.options.folder, folder, { recursive: true });
        truncateSync(join(folder, 'journal.sqlite-wal'), bytes);
        const journal = await home.open({ folder });
        expect(await journal.integrity()).toEqual({ whole: true });
        expect(await journal.verifyTrail()).toMatchObject({ whole: true });
        const intents = await journal.entries({ kind: 'intended' });
        expect(intents.length).toBeLessThanOrEqual(written + 1);
        await journal.append('started', {});
        await journal.close();
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 25, examples: [[0], [size], [size - 1]] },
    );
  });
});

describe('when the journal is damaged', () => {
  it('opens, names the entry, refuses what widens, and goes on reading, halting and recording', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    const { id } = await journal.restrict({ kind: 'reduce', by: 'anna', reason: 'careful' });
    await journal.close();
    tamper(home.database, (raw) => {
      raw.exec(`UPDATE trail SET line = replace(line, '50000', '60000') WHERE sequence = 3`);
      raw.exec('DELETE FROM checkpoint');
    });

    const damaged = await home.open();
    expect(await damaged.integrity()).toMatchObject({ whole: false, entry: 3, problem: 'altered' });
    const refusal = {
      code: 'JOURNAL_DAMAGED',
      entry: 3,
      problem: 'altered',
      message: expect.stringContaining('entry 3'),
    };
    let asked = false;
    const intent = damaged.intend(() => {
      asked = true;
    });
    await expect(intent).rejects.toMatchObject(refusal);
    expect(asked).toBe(false);
    await expect(damaged.lift({ id, by: 'anna', reason: 'x' })).rejects.toMatchObject(refusal);
    await expect(damaged.takeLease(leaseRequest)).rejects.toMatchObject(refusal);
    const baseline = { balances: {}, orders: [], by: 'anna', reason: 'x', at: t0 };
    await expect(damaged.adoptBaseline(baseline)).rejects.toMatchObject(refusal);
    await expect(damaged.checkpoint()).rejects.toMatchObject(refusal);
    const settling = damaged.settle({ id: 'order-1', as: 'cancelled', by: 'anna', reason: 'x' });
    await expect(settling).rejects.toMatchObject(refusal);

    expect(await damaged.openIntents()).toHaveLength(1);
    await damaged.recordCancel('order-1', { by: 'desk', reason: 'stopping' });
    await damaged.recordOutcome('order-1', { status: 'cancelled', at: t0 });
    await damaged.restrict({ kind: 'halt', by: 'desk', reason: 'damaged' });
    expect((await damaged.standing()).state).toBe('halted');
    await damaged.close();
    const again = await home.open();
    expect(await again.integrity()).toMatchObject({ whole: false, entry: 3 });
    await again.close();
  });

  it.each([4, -1])('still tells its open orders when a page of the trail is garbage (%i)', async (page) => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    for (let n = 0; n < 60; n += 1) await journal.append('started', { filler: 'x'.repeat(400) });
    await journal.close();
    tamper(home.database, (raw) => raw.exec('DELETE FROM checkpoint'));
    garbagePage(home.database, 'trail', page);
    const damaged = await home.open();
    const integrity = await damaged.integrity();
    expect(integrity).toMatchObject({ whole: false, problem: 'unreadable' });
    if (!integrity.whole) expect(integrity.entry).toBeGreaterThan(10);
    await expect(damaged.intend(() => 1)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    expect(await damaged.openIntents()).toHaveLength(1);
    await damaged.close();
  });

  it('never fails in another way, whatever byte of the file is another', async () => {
    using home = place();
    const journal = await home.open();
    await live(journal, home.clock);
    await journal.close();
    const bytes = readFileSync(home.database);
    const flip = fc.record({ at: fc.nat(bytes.length - 1), bits: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 8 }), async (flips) => {
        const folder = join(home.folder, 'flipped');
        mkdirSync(folder, { mode: 0o700 });
        const copy = Buffer.from(bytes);
        for (const { at, bits } of flips) copy[at] = (copy[at] ?? 0) ^ bits;
        writeFileSync(join(folder, 'journal.sqlite'), copy, { mode: 0o600 });
        try {
          const flipped = await home.open({ folder });
          try {
            await flipped.openIntents();
            await flipped.verifyTrail();
          } finally {
            await flipped.close();
          }
        } catch (error) {
          expect(error).toBeInstanceOf(JournalError);
          expect(['JOURNAL_DAMAGED', 'SCHEMA_NEWER']).toContain((error as JournalError).code);
        } finally {
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 40 },
    );
  });
});
