import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTracked } from '../../src/git/tracked.ts';

const env = { PATH: process.env.PATH ?? '' };
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-tracked-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });

describe('isTracked', () => {
  it('is false where there is no repository, and for a folder that is not there', async () => {
    expect(await isTracked(join(folder, '.env'), env)).toBe(false);
    expect(await isTracked(join(folder, 'nowhere', '.env'), env)).toBe(false);
  });

  it('tells what git tracks from what lies beside it', async () => {
    git('init', '-q');
    writeFileSync(join(folder, '.env'), 'A=1\n');
    expect(await isTracked(join(folder, '.env'), env)).toBe(false);
    git('add', '-f', '.env');
    expect(await isTracked(join(folder, '.env'), env)).toBe(true);
  });

  it('does not take the silence of git for a no', async () => {
    git('init', '-q');
    writeFileSync(join(folder, '.env'), 'A=1\n');
    git('add', '-f', '.env');
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    await expect(isTracked(join(folder, '.env'), { PATH: bin })).rejects.toMatchObject({ code: 'GIT_MISSING' });
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await expect(isTracked(join(folder, '.env'), { PATH: bin })).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  it('runs no program that the repository names', async () => {
    git('init', '-q');
    const ran = join(folder, 'ran');
    writeFileSync(join(folder, 'monitor'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', join(folder, 'monitor'));
    await isTracked(join(folder, '.env'), env);
    expect(() => realpathSync(ran)).toThrow();
  });
});
