import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activateHooks } from '../src/hooks.ts';

const husky = resolve(import.meta.dirname, '../../../node_modules/husky');
let home: string;
let root: string;
/** A home of its own, so that nobody's settings of git take part. */
const env = () => ({ PATH: process.env.PATH, HOME: home, BINANCE_API_KEY: 'not-for-git' });

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'gatehouse-hooks-')));
  root = join(home, 'checkout');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  symlinkSync(husky, join(root, 'node_modules', 'husky'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-C', root, ...args], {
    env: env(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const activate = (folder = root) => activateHooks(folder, process.execPath, env());

/** Puts a script in the place of husky. */
function insteadOfHusky(text: string): void {
  rmSync(join(root, 'node_modules', 'husky'));
  mkdirSync(join(root, 'node_modules', 'husky'));
  writeFileSync(join(root, 'node_modules', 'husky', 'bin.js'), text);
}

describe('activateHooks', () => {
  it('does nothing where there is no git', async () => {
    expect(await activate()).toEqual({ state: 'absent' });
  });

  it('activates once, and finds them active from then on', async () => {
    git('init', '-q');
    expect(await activate()).toEqual({ state: 'activated' });
    expect(git('config', 'core.hooksPath')).toBe('.husky/_');
    expect(readFileSync(join(root, '.husky', '_', 'pre-commit'), 'utf8')).toContain('h');
    expect(await activate()).toEqual({ state: 'active' });
  });

  it('brings back a folder that is gone: git would pass over the hook in silence', async () => {
    git('init', '-q');
    await activate();
    rmSync(join(root, '.husky'), { recursive: true });
    expect(await activate()).toEqual({ state: 'activated' });
    expect(await activate()).toEqual({ state: 'active' });
  });

  it.each([
    [['config', 'core.hooksPath', '/elsewhere/hooks']],
    [['config', '--global', 'core.hooksPath', '/elsewhere/hooks']],
  ])('leaves hooks of somebody else as they are: git %j', async (args) => {
    git('init', '-q');
    git(...args);
    expect(await activate()).toEqual({ state: 'foreign', path: '/elsewhere/hooks' });
    expect(git('config', 'core.hooksPath')).toBe('/elsewhere/hooks');
  });

  it('leaves the repository around it alone', async () => {
    git('init', '-q');
    const inner = join(root, 'inner');
    mkdirSync(inner);
    expect(await activate(inner)).toEqual({ state: 'absent' });
    // A file that only looks like a repository: git answers for the one around it, or not at all.
    mkdirSync(join(inner, '.git'));
    expect((await activate(inner)).state).toBe('absent');
    expect(() => git('config', 'core.hooksPath')).toThrow();
  });

  it('says what git says when the repository is broken', async () => {
    mkdirSync(join(root, '.git'));
    writeFileSync(join(home, '.gitconfig'), '[broken');
    const hooks = await activate();
    expect(hooks).toEqual({ state: 'failed', problem: expect.stringMatching(/^fatal: /) });
  });

  it('says what Node says when husky is not installed', async () => {
    git('init', '-q');
    rmSync(join(root, 'node_modules', 'husky'));
    expect(await activate()).toEqual({ state: 'failed', problem: expect.stringMatching(/^Error: Cannot find module/) });
  });

  it('says so when husky ran and set nothing', async () => {
    git('init', '-q');
    insteadOfHusky('');
    expect(await activate()).toEqual({ state: 'failed', problem: 'husky ran and set nothing' });
  });

  it('says so when there is no git to run', async () => {
    git('init', '-q');
    const hooks = await activateHooks(root, process.execPath, { PATH: join(home, 'empty'), HOME: home });
    expect(hooks).toEqual({ state: 'failed', problem: expect.stringContaining('git') });
  });

  it('hands git and husky a PATH and a home, and nothing that could be a key', async () => {
    git('init', '-q');
    insteadOfHusky(`require('node:fs').writeFileSync('seen', Object.keys(process.env).sort().join())`);
    await activate();
    expect(readFileSync(join(root, 'seen'), 'utf8')).toBe('HOME,PATH');
  });
});
