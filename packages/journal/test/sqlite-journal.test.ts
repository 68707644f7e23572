import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { provideInstallationKey } from '../src/installation-key.ts';
import { laySchema } from '../src/schema.ts';
import { sealsUnder } from '../src/seals.ts';
import { Session } from '../src/sessions.ts';
import { SqliteJournal } from '../src/sqlite-journal.ts';
import { Store } from '../src/store.ts';
import { Trail } from '../src/trail.ts';
import { intentFor, leaseRequest, place, slowly, startProgram, t0, tamper } from './fixture.ts';

describe('a decision', () => {
  it('that is an intent is written, a refusal leaves a trace, and anything else leaves none', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    const before = (await journal.head()).sequence;
    for (const nothing of [undefined, null, 7, 'text', {}, { refused: false }, []]) {
      expect(await journal.intend(() => nothing)).toBe(nothing);
    }
    expect((await journal.head()).sequence).toBe(before);
    const refusal = { refused: true, control: 'price-collar', limit: 500, value: 900 };
    expect(await journal.intend(() => refusal)).toBe(refusal);
    expect((await journal.entries({ kind: 'refused' }))[0]?.detail).toEqual(refusal);
    const both = { ...intentFor({ epoch: 1, nextSequence: 1 }), refused: true };
    await journal.intend(() => both);
    expect(await journal.openIntents()).toEqual([]);
    await journal.close();
  });

  it('that throws leaves no trace, and the next one is judged as if it had not been', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    const before = await journal.head();
    const failing = journal.intend(() => {
      throw new TypeError('a defect in the gate');
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(await journal.head()).toEqual(before);
    await journal.intend((ledger) => intentFor(ledger));
    await journal.close();
  });

  it('sees every halt that another program was told is in force', async () => {
    using home = place();
    const journal = await home.open();
    await journal.takeLease(leaseRequest);
    const command = startProgram('writer.ts', { ...home.options, command: true });
    await expect.poll(() => command.said.stdout, slowly).toContain('restriction');
    for (let round = 0; round < 50; round += 1) {
      await journal.intend((ledger) => intentFor(ledger));
      await new Promise((resolve) => setImmediate(resolve));
    }
    command.child.kill('SIGKILL');
    await command.ended;
    const ids = (await journal.entries({ kind: 'intended' })).map(
      ({ detail }) => (detail as { sequence: number }).sequence,
    );
    expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(await journal.verifyTrail()).toMatchObject({ whole: true });
    await journal.close();
  });
});

describe('when the disk is full', () => {
  it('submits nothing with DISK_FULL, reads, and goes on when there is room', async () => {
    using home = place();
    mkdirSync(home.options.folder, { mode: 0o700 });
    const installationKey = provideInstallationKey(home.options.installationKeyFile);
    const seals = sealsUnder(installationKey);
    const database = new DatabaseSync(home.database);
    const store = new Store(database);
    store.write(() => laySchema(store));
    new Trail(store, seals, home.options).write(() => new Trail(store, seals, home.options));
    const session = new Session(home.options.folder);
    const journal = new SqliteJournal({
      ...home.options,
      store,
      seals,
      installationKey,
      firstRun: true,
      integrity: { whole: true },
      session,
    });
    await journal.takeLease(leaseRequest);
    await journal.intend((ledger) => intentFor(ledger));
    database.exec('PRAGMA max_page_count = 1');
    const filling = async () => {
      for (let n = 0; n < 100; n += 1) await journal.intend((ledger) => intentFor(ledger));
    };
    await expect(filling()).rejects.toMatchObject({ code: 'DISK_FULL' });
    const open = await journal.openIntents();
    expect(open.length).toBeGreaterThan(0);
    expect(await journal.standing()).toMatchObject({ state: 'active' });
    await expect(journal.restrict({ kind: 'halt', by: 'a', reason: 'x'.repeat(999) })).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
    database.exec('PRAGMA max_page_count = 100000');
    const intent = await journal.intend((ledger) => intentFor(ledger));
    expect(intent.sequence).toBe(open.length + 1);
    await journal.close();
  });

  it.runIf(canMount())('says so on a real disk that is full, and still closes', async () => {
    using home = place();
    const disk = join(home.folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k,mode=0700', 'tmpfs', disk]);
    try {
      const journal = await home.open({ folder: join(disk, 'realm') });
      await journal.takeLease(leaseRequest);
      await journal.intend((ledger) => intentFor(ledger));
      const fill = () => {
        try {
          for (;;) writeFileSync(join(disk, 'filler'), Buffer.alloc(4096), { flag: 'a' });
        } catch {}
      };
      const filling = async () => {
        for (let n = 0; n < 500; n += 1) {
          fill();
          await journal.intend((ledger) => intentFor(ledger));
        }
      };
      await expect(filling()).rejects.toMatchObject({ code: 'DISK_FULL' });
      const { length } = await journal.openIntents();
      expect(length).toBeGreaterThan(0);
      rmSync(join(disk, 'filler'));
      await journal.intend((ledger) => intentFor(ledger));
      expect(await journal.verifyTrail()).toMatchObject({ whole: true });
      fill();
      await journal.close();
      rmSync(join(disk, 'filler'));
      const again = await home.open({ folder: join(disk, 'realm') });
      expect(await again.openIntents()).toHaveLength(length + 1);
      expect(await again.verifyTrail()).toMatchObject({ whole: true });
      await again.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

describe('behind the walls of the desk', () => {
  it('works with fs write on the state folder alone and after fs.read is dropped, and prints nothing', async () => {
    using home = place();
    const sources = new URL('..', import.meta.url).pathname;
    const flags = [
      '--permission',
      `--allow-fs-read=${sources}`,
      `--allow-fs-read=${home.folder}`,
      `--allow-fs-write=${home.folder}`,
    ];
    const { code, stdout, stderr } = await startProgram('walled.ts', home.options, flags).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'closed\n', stderr: '' });
    const journal = await home.open();
    expect(await journal.openIntents()).toHaveLength(30);
    expect(await journal.entries({ kind: 'recovered' })).toEqual([]);
    expect(await journal.verifyTrail()).toMatchObject({ whole: true });
    await journal.close();
  });
});

describe('a closed journal', () => {
  it('is JOURNAL_CLOSED for every verb, and closing it again does nothing', async () => {
    using home = place();
    const journal = await home.open();
    await journal.close();
    await journal.close();
    await expect(journal.standing()).rejects.toMatchObject({ code: 'JOURNAL_CLOSED' });
    await expect(journal.append('started', {})).rejects.toMatchObject({ code: 'JOURNAL_CLOSED' });
    expect(tamper(home.database, (raw) => raw.prepare('SELECT * FROM session').all())).toEqual([]);
  });

  it('leaves no word of what it was given in an error', async () => {
    using home = place();
    const journal = await home.open();
    const secret = `secret-${Math.random()}`;
    const tries = [
      journal.intent(secret),
      journal.lift({ id: secret, by: secret, reason: secret }),
      journal.recordOutcome(secret, { status: secret as never, at: t0 }),
      journal.restrict({ kind: secret as never, by: secret, reason: secret }),
      journal.settle({ id: secret, as: secret as never, by: secret, reason: secret }),
      journal.verifyTrail({ head: secret }),
      journal.recordSent(secret, 1),
    ];
    for (const result of await Promise.allSettled(tries)) {
      if (result.status === 'rejected')
        expect(`${result.reason.message} ${result.reason.problems}`).not.toContain(secret);
    }
    await journal.close();
  });
});

/** Mounting a small disk takes root, and a machine that lets root do it. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using home = place();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', home.folder], { stdio: 'ignore' });
    execFileSync('umount', ['-l', home.folder]);
    return true;
  } catch {
    return false;
  }
}
