import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { stagedFiles } from '../../src/git/staged.ts';
import { gitThat, Repository } from '../repository.ts';

const pathsIn = async (repository: Repository) =>
  (await stagedFiles(openGit(repository.folder, { env: repository.env }))).map(({ path }) => path).sort();

it('lists what the next commit changes, by any name, also before the first commit', async () => {
  const repository = Repository.init();
  const names = ['plain', 'with space', 'with "quotes"', 'with\nline end', 'größe', ':(top)magic', '-dash'];
  for (const name of names) repository.write(name, name);
  repository.git('add', '-A');
  expect(await pathsIn(repository)).toEqual([...names].sort());
});

it('leaves out what is not new: unchanged, deleted, only intended, unstaged', async () => {
  const repository = Repository.init();
  repository.commit('kept', '1');
  repository.commit('gone', '2');
  repository.git('rm', '-q', 'gone');
  repository.write('later', 'x');
  repository.git('add', '-N', 'later');
  repository.write('kept', 'changed, not staged');
  repository.write('untracked', 'x');
  expect(await pathsIn(repository)).toEqual([]);
});

it('lists a rename, a link and a change of mode', async () => {
  const repository = Repository.init();
  repository.commit('old', 'content');
  repository.commit('script', 'content of a script');
  repository.git('mv', 'old', 'new');
  symlinkSync('target', join(repository.folder, 'link'));
  repository.git('add', 'link');
  repository.git('update-index', '--chmod=+x', 'script');
  expect(await pathsIn(repository)).toEqual(['link', 'new', 'script']);
});

it('fails where git says something else beside its list, which would move a name to the wrong place', async () => {
  const repository = Repository.init();
  for (const name of ['a', 'b']) repository.write(name, name);
  repository.git('add', '-A');
  for (const line of ['echo chatter; "$git" "$@"', '"$git" "$@"; printf "x\\0"', '"$git" "$@"; printf "x\\0y\\0"']) {
    const env = { ...repository.env, PATH: `${gitThat(line)}:${repository.env.PATH}` };
    const listing = stagedFiles(openGit(repository.folder, { env }));
    await expect(listing, line).rejects.toMatchObject({ code: 'GIT_FAILED' });
  }
});
