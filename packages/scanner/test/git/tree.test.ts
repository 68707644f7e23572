import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, walk } from '../../src/git/tree.ts';
import { gitThat, makeFolder, Repository, write } from '../repository.ts';

const env = { PATH: process.env.PATH };
const pathsIn = async (folder: string) => (await filesIn(folder, env)).map(({ path }) => path).sort();

it('lists what git tracks or would add, and not what it ignores', async () => {
  const repository = Repository.init();
  repository.write('.gitignore', '*.log\n.env\n');
  repository.commit('tracked.log', 'x');
  for (const name of ['new', 'new\nline', '.env', 'run.log', 'sub/deep']) repository.write(name, 'x');
  expect(await pathsIn(repository.folder)).toEqual(['.gitignore', 'new', 'new\nline', 'sub/deep', 'tracked.log']);
  expect(await pathsIn(join(repository.folder, 'sub'))).toEqual(['deep']);
});

it('looks into a repository that lies inside, by its own rules', async () => {
  const repository = Repository.init();
  const inner = new Repository(join(repository.folder, 'inner'));
  mkdirSync(inner.folder);
  inner.git('init', '-q');
  inner.write('.gitignore', 'ignored');
  inner.write('ignored', 'x');
  inner.write('seen', 'x');
  expect(await pathsIn(repository.folder)).toEqual(['inner/.gitignore', 'inner/seen']);
});

it('lists a file in conflict once', async () => {
  const repository = Repository.init();
  repository.commit('a', 'one');
  repository.git('checkout', '-qb', 'side');
  repository.commit('a', 'two');
  repository.git('checkout', '-q', 'main');
  repository.commit('a', 'three');
  expect(() => repository.git('merge', '-q', 'side')).toThrow();
  expect(await pathsIn(repository.folder)).toEqual(['a']);
});

it('walks a folder that is no repository, but for what others wrote', async () => {
  const folder = makeFolder();
  write(folder, 'a/b', 'x');
  write(folder, '.env', 'x');
  write(folder, 'package.json', '{}');
  write(folder, 'node_modules/c', 'x');
  write(folder, 'a/node_modules/d', 'x');
  symlinkSync('..', join(folder, 'a', 'loop'));
  expect(await pathsIn(folder)).toEqual(['.env', 'a/b', 'a/loop', 'a/node_modules/d', 'package.json']);
  // Asked for by its own name, it is looked into.
  expect(await pathsIn(join(folder, 'node_modules'))).toEqual(['c']);
  expect(Array.from(walk(folder), ({ path }) => path)).toContain('node_modules/c');
});

it('looks into a folder that git ignores, when it is asked for', async () => {
  const repository = Repository.init();
  repository.write('.gitignore', 'logs\n');
  repository.write('logs/a', 'x');
  const logs = join(repository.folder, 'logs');
  expect(await filesIn(logs, env)).toEqual([]);
  expect((await filesIn(logs, env, { isAskedFor: true })).map(({ path }) => path)).toEqual(['a']);
});

it('looks into a submodule', async () => {
  const [outer, inner] = [Repository.init(), Repository.init()];
  inner.commit('seen', 'x');
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub');
  expect(await pathsIn(outer.folder)).toEqual(['.gitmodules', 'sub/seen']);
});

it('opens a name that is not UTF-8 by its bytes', async () => {
  for (const folder of [Repository.init().folder, makeFolder()]) {
    mkdirSync(join(folder, 'sub'));
    const name = Buffer.concat([Buffer.from(`${folder}/sub/caf`), Buffer.from([0xe9])]);
    mkdirSync(name);
    writeFileSync(Buffer.concat([name, Buffer.from('/x')]), 'x');
    const [file] = await filesIn(folder, env);
    expect(Buffer.isBuffer(file?.file) && file.file.equals(Buffer.concat([name, Buffer.from('/x')]))).toBe(true);
  }
});

it('tells of pipes, and waits for none', async () => {
  const folder = makeFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const special: string[] = [];
  expect(await filesIn(folder, env, { special: (path) => special.push(path) })).toEqual([]);
  expect(special).toEqual(['pipe']);
});

it('hears of each folder that git may not open, and fails where nobody does', async () => {
  const repository = Repository.init();
  repository.write('a', 'text');
  const warns =
    gitThat(`case "$*" in *ls-files*) echo "warning: could not open directory 'd/': Permission denied" >&2;; esac
exec "$git" "$@"`);
  const env = { ...repository.env, PATH: `${warns}:${repository.env.PATH}` };
  let unread = 0;
  const files = await filesIn(repository.folder, env, { unread: () => void unread++ });
  expect([files.map(({ path }) => path), unread]).toEqual([['a'], 1]);
  await expect(filesIn(repository.folder, env)).rejects.toMatchObject({ code: 'PATH_UNREADABLE' });
});
