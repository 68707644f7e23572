import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRepository, namesIn, openGit } from '../../src/git/git.ts';
import { makeFolder, Repository, write } from '../repository.ts';

const env = { PATH: process.env.PATH };

describe('openGit', () => {
  it('sees the folder it was given, whatever GIT_ variables the caller has', async () => {
    const [here, elsewhere] = [Repository.init(), Repository.init()];
    const git = openGit(here.folder, { env: { ...env, GIT_DIR: `${elsewhere.folder}/.git` } });
    expect((await git.run(['rev-parse', '--absolute-git-dir'])).toString().trim()).toBe(`${here.folder}/.git`);
  });

  it('runs nothing that the repository names', async () => {
    const repository = Repository.init();
    const trap = write(repository.folder, 'trap.sh', `#!/bin/sh\ntouch '${repository.folder}/sprung'\n`);
    repository.git('config', 'core.fsmonitor', `sh ${trap}`);
    repository.git('config', 'core.pager', `sh ${trap}`);
    repository.git('config', 'diff.external', `sh ${trap}`);
    repository.git('config', 'diff.trap.textconv', `sh ${trap}`);
    write(repository.folder, '.gitattributes', '* diff=trap');
    // Control: with git's own settings the trap works.
    repository.git('status');
    expect(existsSync(`${repository.folder}/sprung`)).toBe(true);
    repository.git('config', 'core.fsmonitor', 'false');
    repository.git('add', '.');
    repository.git('commit', '-qm', 'one');
    repository.git('rm', '-q', '--cached', 'sprung');
    repository.git('clean', '-qfd');
    repository.git('config', 'core.fsmonitor', `sh ${trap}`);

    const git = openGit(repository.folder, { env });
    for (const args of [
      ['ls-files', '-z', '-co'],
      ['diff', '--cached', '--raw'],
      ['log', '--raw', '--all'],
    ]) {
      await git.run(args);
    }
    expect(existsSync(`${repository.folder}/sprung`)).toBe(false);
  });

  it.each([
    ['outside a repository', ['ls-files'], 'NOT_A_REPOSITORY'],
    ['outside a repository, for diff too', ['diff', '--cached', '--raw'], 'NOT_A_REPOSITORY'],
  ])('says so %s', async (_, args, code) => {
    await expect(openGit(makeFolder(), { env }).run(args)).rejects.toMatchObject({ code });
  });

  it('fails with GIT_FAILED, without the words of git, which may quote a secret', async () => {
    const failing = openGit(Repository.init().folder, { env }).run(['log', 'no-such-qzx7-ref']);
    await expect(failing).rejects.toMatchObject({ code: 'GIT_FAILED', message: expect.not.stringContaining('qzx7') });
  });

  it('fails with GIT_MISSING where there is no git', async () => {
    const git = openGit(Repository.init().folder, { env: { PATH: makeFolder() } });
    await expect(git.run(['status'])).rejects.toMatchObject({ code: 'GIT_MISSING' });
    await expect(isRepository(git)).rejects.toMatchObject({ code: 'GIT_MISSING' });
    expect(await isRepository(openGit(makeFolder(), { env: { PATH: makeFolder() } }))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)('says in one sentence that a repository belongs to somebody else', async () => {
    const repository = Repository.init();
    const { chownSync } = await import('node:fs');
    chownSync(repository.folder, 4321, 4321);
    chownSync(`${repository.folder}/.git`, 4321, 4321);
    await expect(isRepository(openGit(repository.folder, { env }))).rejects.toMatchObject({
      code: 'REPOSITORY_NOT_OURS',
      message: expect.stringMatching(/safe\.directory/),
    });
  });

  it('ends a command when it is told to stop', async () => {
    const git = openGit(Repository.init().folder, { env });
    const stopped = git.run(['rev-parse', 'HEAD'], { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
  });
});

describe('namesIn', () => {
  it('splits at zero bytes alone', () => {
    expect(namesIn(Buffer.from('a b\0c\nd\0')).map(String)).toEqual(['a b', 'c\nd']);
    expect(namesIn(Buffer.alloc(0))).toEqual([]);
  });
});
