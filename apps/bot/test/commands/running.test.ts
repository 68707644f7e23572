import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { isRunning } from '../../src/commands/running.ts';
import { short } from '../support/short.ts';

describe('a running bot', () => {
  it('is known by the lock that it holds, and by nothing that it left behind', async () => {
    await using one = await short();
    await one.journal.takeLease({ holder: 'a desk that died', fingerprint: one.key.fingerprint, atLeast: 0 });
    const seen = [await isRunning(one.given.folder)];
    const lock = await lockExclusively(join(one.given.folder, 'desk.lock'));
    seen.push(await isRunning(one.given.folder), await isRunning(one.given.folder));
    lock?.release();
    seen.push(await isRunning(one.given.folder));
    expect(seen).toEqual([false, true, true, false]);
  });

  it('can start right after somebody looked', async () => {
    await using one = await short();
    await isRunning(one.given.folder);
    const lock = await lockExclusively(join(one.given.folder, 'desk.lock'));
    expect(lock).toBeDefined();
    lock?.release();
  });
});
