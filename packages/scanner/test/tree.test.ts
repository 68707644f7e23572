import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, walk } from '../src/tree.ts';
import { makeFolder, Repository, write } from './repository.ts';

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
  write(folder, 'node_modules/c', 'x');
  symlinkSync('..', join(folder, 'a', 'loop'));
  expect(await pathsIn(folder)).toEqual(['.env', 'a/b', 'a/loop']);
  expect(Array.from(walk(folder), ({ path }) => path)).toContain('node_modules/c');
});

it('opens a name that is not UTF-8 by its bytes', async () => {
  const repository = Repository.init();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(Buffer.concat([Buffer.from(`${repository.folder}/caf`), Buffer.from([0xe9])]), 'x');
  const [file] = await filesIn(repository.folder, env);
  expect(Buffer.isBuffer(file?.file) && file.file.at(-1)).toBe(0xe9);
});
