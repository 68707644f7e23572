import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lockExclusively, lockHolder } from '../src/index.ts';
import { createPrivate, removeIfThere, tryLock } from '../src/lock.ts';
import { place, slowly, startProgram } from './fixture.ts';

describe('an exclusive lock', () => {
  it('is held by one at a time, within one program and between two', async () => {
    using home = place();
    const file = join(home.folder, 'writer.lock');
    const lock = await lockExclusively(file, 'desk 1');
    expect(lock).toBeDefined();
    expect(await lockExclusively(file)).toBeUndefined();
    // A second try in the same program must not have dropped the first one's lock.
    expect((await startProgram('lock-holder.ts', { file }).ended).stdout).toBe('refused\n');
    expect(lockHolder(file)).toBe('desk 1');
    lock?.release();
    lock?.release();
    expect(lockHolder(file)).toBeUndefined();
    const again = await lockExclusively(file);
    expect(again).toBeDefined();
    again?.release();
  });

  it('outlives the collection of garbage while nobody looks at it', async () => {
    using home = place();
    const file = join(home.folder, 'writer.lock');
    const careless = startProgram('lock-holder.ts', { file, forget: true }, ['--expose-gc']);
    await expect.poll(() => careless.said.stdout, slowly).toBe('held\n');
    expect(tryLock(file)).toBeUndefined();
    careless.child.kill('SIGKILL');
    await careless.ended;
  });

  it('is let go by the operating system when the holder is killed', async () => {
    using home = place();
    const file = join(home.folder, 'writer.lock');
    const holder = startProgram('lock-holder.ts', { file });
    await expect.poll(() => holder.said.stdout, slowly).toBe('held\n');
    expect(tryLock(file)).toBeUndefined();
    holder.child.kill('SIGKILL');
    await holder.ended;
    await pass(5);
    const lock = tryLock(file);
    expect(lock).toBeDefined();
    lock?.release();
  });

  it('refuses with STATE_UNWRITABLE what cannot be locked, and STATE_NOT_PRIVATE where others could meddle', async () => {
    using home = place();
    const file = join(home.folder, 'writer.lock');
    writeFileSync(file, 'no lock file of ours, and longer than a header would be'.repeat(10));
    await expect(lockExclusively(file)).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
    chmodSync(home.folder, 0o755);
    await expect(lockExclusively(file)).rejects.toMatchObject({ code: 'STATE_NOT_PRIVATE' });
  });

  it('lies in a file that only this user can open, and an existing file is left alone', () => {
    using home = place();
    const file = join(home.folder, 'file');
    createPrivate(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'kept');
    createPrivate(file);
    expect(statSync(file).size).toBe(4);
    removeIfThere(file);
    removeIfThere(file);
    expect(existsSync(file)).toBe(false);
    expect(() => removeIfThere(home.folder)).toThrow();
  });
});
