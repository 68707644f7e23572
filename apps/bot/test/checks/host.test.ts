import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkHost } from '../../src/checks/host.ts';
import type { Desk } from '../../src/world.ts';
import { inside } from '../support/inside.ts';

/** Judges a house in which everything is well but for these changes. */
async function judged(changes: Partial<Desk> = {}, problems: readonly string[] = []) {
  await using house = await inside({ desk: changes });
  house.courier.host.mockResolvedValue({ answer: 'host', dotenv: { present: problems.length > 0, problems } });
  const verdict = await checkHost(house.desk, await house.config());
  const { firstRun } = verdict.proof?.journal ?? {};
  const mode = verdict.proof === undefined ? undefined : statSync(verdict.proof.folder).mode & 0o777;
  await verdict.proof?.journal.close();
  return { ...verdict, firstRun, mode };
}

const machine = {
  node: 'v26.10.0',
  root: false,
  locks: '/nowhere',
  strategies: [],
  hostile: [],
  installed: 'same',
} as const;

describe('a machine that is fit', () => {
  it('passes without advice, with a journal in a private folder of the realm as its proof', async () => {
    const { result, fix, says, evidence, firstRun, mode, proof } = await judged();
    expect([result, fix, firstRun, mode]).toEqual(['pass', undefined, true, 0o700]);
    expect(says).toBe('Node v26.10.0 as locked, state private, .env absent, git hooks active');
    expect(proof?.realm).toBe('simulated');
    expect(evidence).toMatchObject({ journal: 'whole', hooks: 'active', firstRun: true });
  });

  it('passes where there is no git to hook, and where hooks were activated just now', async () => {
    for (const state of ['absent', 'activated'] as const)
      expect(await judged({ hooks: Promise.resolve({ state }) })).toMatchObject({ result: 'pass' });
  });
});

describe('a machine that is not', () => {
  it.each([
    ['what could load code into it', { machine: { ...machine, hostile: ['NODE_OPTIONS'] } }, 'NODE_OPTIONS'],
    ['other packages than the locked ones', { machine: { ...machine, installed: 'different' } }, 'is not what'],
    ['packages that nothing can be said of', { machine: { ...machine, installed: 'unknown' } }, 'cannot be compared'],
  ] as const)('fails: %s', async (_, changes, says) => {
    const verdict = await judged(changes);
    expect(verdict).toMatchObject({ result: 'fail', fix: expect.any(String) });
    expect(verdict.says).toContain(says);
    // Without this proof no key is fetched.
    expect(verdict.proof).toBeUndefined();
  });

  it.each([
    ['root', { machine: { ...machine, root: true } }, 'runs as root'],
    ['hooks of somebody else', { hooks: Promise.resolve({ state: 'foreign', path: 'x' }) }, 'somebody else'],
    ['hooks that failed', { hooks: Promise.resolve({ state: 'failed', problem: 'no git' }) }, '(no git)'],
  ] as const)('warns: %s', async (_, changes, says) => {
    const verdict = await judged(changes as Partial<Desk>);
    expect(verdict).toMatchObject({ result: 'warn', fix: expect.any(String) });
    expect(verdict.says).toContain(says);
  });

  it('says all of it at once, each with its advice, and the worst decides', async () => {
    const all: Partial<Desk> = {
      machine: { ...machine, root: true, hostile: ['NODE_OPTIONS'], installed: 'different' },
      hooks: Promise.resolve({ state: 'foreign', path: 'x' }),
    };
    const { result, says, fix } = await judged(all, ['.env can be read by others', '.env is tracked by git']);
    expect(result).toBe('fail');
    expect(says.split('; ')).toHaveLength(6);
    for (const advice of ['Unset these', 'pnpm install', 'Mend the .env', 'user of its own', 'pre-commit'])
      expect(fix).toContain(advice);
  });
});

describe('the journal', () => {
  it('that somebody altered fails with the entry, and is still the proof: halts and cancels need it', async () => {
    await using house = await inside();
    const config = await house.config();
    const { proof } = await checkHost(house.desk, config);
    for (const reason of ['one', 'two']) await proof?.journal.restrict({ kind: 'halt', by: 'me', reason });
    await proof?.journal.close();
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(proof?.folder ?? '', 'journal.sqlite'));
    database.exec('DROP TRIGGER IF EXISTS trail_is_append_only');
    const table = database.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'trail%' AND type = 'table'").get();
    for (const { name } of database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
      database.exec(`DROP TRIGGER "${name}"`);
    database.exec(`DELETE FROM "${table?.name}" WHERE rowid = (SELECT max(rowid) FROM "${table?.name}")`);
    database.close();
    const again = await checkHost(house.desk, config);
    expect(again).toMatchObject({ result: 'fail', evidence: { journal: { problem: expect.any(String) } } });
    expect(again.says).toContain('the journal is damaged: entry');
    expect(again.fix).toContain('trail verify');
    expect(await again.proof?.journal.standing()).toMatchObject({ state: 'halted' });
    await again.proof?.journal.close();
  });

  it('that cannot be opened fails beside whatever else is wrong, and is no proof', async () => {
    await using house = await inside({ desk: { machine: { ...machine, root: true } } });
    rmSync(house.desk.state, { recursive: true });
    writeFileSync(house.desk.state, '');
    const verdict = await checkHost(house.desk, await house.config());
    expect(verdict).toMatchObject({ result: 'fail', evidence: { journal: null } });
    expect(verdict.says).toContain('runs as root');
    expect(verdict.proof).toBeUndefined();
  });

  it('that lies in memory is doubted in live mode alone', async () => {
    for (const [mode, result] of [
      ['simulated', 'pass'],
      ['live', statSync('/dev/shm', { throwIfNoEntry: false }) ? 'warn' : 'pass'],
    ] as const) {
      await using house = await inside({ mode });
      const verdict = await checkHost(house.desk, await house.config());
      await verdict.proof?.journal.close();
      expect([mode, verdict.result]).toEqual([mode, result]);
    }
  });
});
