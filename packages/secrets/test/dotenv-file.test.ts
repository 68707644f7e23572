import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeDotenv, readDotenv, trackedProblem } from '../src/dotenv-file.ts';
import { freshKey, freshWorld } from './samples.ts';

const content = () => `BINANCE_API_KEY=${freshKey()}\n`;

describe('judgeDotenv', () => {
  it('finds nothing wrong where there is none', async () => {
    expect(await judgeDotenv(freshWorld().world)).toEqual({ present: false, problems: [] });
  });

  it.each([0o600, 0o400])('accepts mode %i of our own', async (mode) => {
    expect(await judgeDotenv(freshWorld({ dotenv: content(), mode }).world)).toEqual({ present: true, problems: [] });
  });

  it.each([0o644, 0o640, 0o660, 0o604, 0o620, 0o601, 0o666, 0o777])(
    'refuses mode %i and says what to do',
    async (mode) => {
      const { world } = freshWorld({ dotenv: content() });
      chmodSync(world.dotenvPath, mode);
      const { problems } = await judgeDotenv(world);
      expect(problems).toEqual([expect.stringContaining('chmod 600 .env')]);
      expect(problems[0]).toContain(`mode 0${mode.toString(8)}`);
    },
  );

  it('refuses what another user owns', async () => {
    const { world } = freshWorld({ dotenv: content() });
    const finding = await judgeDotenv({ ...world, euid: 4242 });
    expect(finding.problems).toEqual([expect.stringContaining('chown')]);
  });

  it('refuses what git tracks', async () => {
    const { world } = freshWorld({ dotenv: content(), tracked: ['.env'] });
    expect((await judgeDotenv(world)).problems).toEqual([expect.stringContaining('git rm --cached')]);
  });

  it('counts "could not be asked" as a problem', async () => {
    const { world } = freshWorld({ dotenv: content() });
    const isTracked = () => Promise.reject(new Error('git is not installed'));
    expect((await judgeDotenv({ ...world, isTracked })).problems).toEqual([expect.stringContaining('may be tracked')]);
  });

  it('refuses a link, also to a file that is well', async () => {
    const { world } = freshWorld({ dotenv: content() });
    renameSync(world.dotenvPath, `${world.dotenvPath}.real`);
    symlinkSync('.env.real', world.dotenvPath);
    expect((await judgeDotenv(world)).problems).toEqual([expect.stringContaining('is a link')]);
  });

  it('refuses a folder', async () => {
    const { world } = freshWorld();
    mkdirSync(world.dotenvPath);
    expect((await judgeDotenv(world)).problems).toEqual([expect.stringContaining('regular file')]);
  });

  it('lists everything that is wrong at once', async () => {
    const { world } = freshWorld({ dotenv: content(), mode: 0o644, tracked: ['.env'] });
    expect((await judgeDotenv({ ...world, euid: 4242 })).problems).toHaveLength(3);
  });
});

describe('readDotenv', () => {
  it('parses without touching the environment, whatever DOTENV_* says', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { DOTENV_OVERRIDE: 'true', DOTENV_DEBUG: 'true', DOTENV_PATH: '/nowhere' });
    const key = freshKey();
    const { world } = freshWorld({ dotenv: `# a comment\nexport A_KEY="${key}" # why\nOTHER='x y'\n` });
    expect(await readDotenv(world)).toEqual({ A_KEY: key, OTHER: 'x y' });
    for (const name of ['DOTENV_OVERRIDE', 'DOTENV_DEBUG', 'DOTENV_PATH']) delete process.env[name];
    expect(process.env).toEqual(before);
  });

  it('refuses with DOTENV_UNSAFE what judgeDotenv finds, and shows no value', async () => {
    const dotenv = content();
    const { world } = freshWorld({ dotenv });
    writeFileSync(world.dotenvPath, dotenv);
    chmodSync(world.dotenvPath, 0o644);
    await expect(readDotenv(world)).rejects.toMatchObject({
      code: 'DOTENV_UNSAFE',
      message: expect.not.stringContaining(dotenv.slice(16, 40)),
    });
  });
});

describe('trackedProblem', () => {
  it('says nothing of a file that git does not track', async () => {
    expect(await trackedProblem(freshWorld().world, '/x/y')).toBeUndefined();
  });
});
