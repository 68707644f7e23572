import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callerOf, gitFolderOf, isWholeOf, placeOf } from '../../src/exceptions/place.ts';
import { makeFolder, Repository, write } from '../repository.ts';

it('counts a FILE from where somebody called pnpm, and never from what another script has left in the environment', () => {
  expect(callerOf('/top', { npm_lifecycle_event: 'scan', INIT_CWD: '/top/sub' })).toBe('/top/sub');
  expect(callerOf('/top', { npm_lifecycle_event: 'test', INIT_CWD: '/top/sub' })).toBe('/top');
  expect(callerOf('/top', { npm_lifecycle_event: 'scan' })).toBe('/top');
});

it('knows the whole repository, named or not, from a part of it', () => {
  const repository = Repository.init();
  repository.write('sub/file', 'x');
  repository.write('file', 'x');
  const { folder } = repository;
  const isWhole = (from: string, path?: string) =>
    isWholeOf(placeOf(from, path === undefined ? {} : { path }), from, path);
  expect([isWhole(folder), isWhole('/', folder), isWhole(folder, '.'), isWhole(join(folder, 'sub'), '..')]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([isWhole(folder, 'sub'), isWhole(folder, 'file'), isWhole(join(folder, 'sub'))]).toEqual([
    false,
    false,
    false,
  ]);
});

describe('placeOf', () => {
  it('finds the top of the repository, and how paths go on from there', () => {
    const repository = Repository.init();
    repository.write('sub/deep/file', 'x');
    const { folder } = repository;
    expect(placeOf(folder, {})).toEqual({ root: folder, prefix: '' });
    expect(placeOf(folder, { path: 'sub/deep' })).toEqual({ root: folder, prefix: 'sub/deep/' });
    expect(placeOf(folder, { path: 'sub/deep/file' })).toEqual({ root: folder, prefix: 'sub/deep/' });
    expect(placeOf(join(folder, 'sub'), {})).toEqual({ root: folder, prefix: 'sub/' });
    expect(placeOf('/', { path: folder })).toEqual({ root: folder, prefix: '' });
  });

  it('counts from the top for what git names from there, wherever one stands', () => {
    const repository = Repository.init();
    repository.write('sub/file', 'x');
    const inside = join(repository.folder, 'sub');
    for (const what of ['staged', 'pushed'] as const) {
      expect(placeOf(inside, { what })).toEqual({ root: repository.folder, prefix: '' });
    }
    expect(placeOf(inside, { what: 'staged', path: '.' })).toEqual({ root: repository.folder, prefix: 'sub/' });
  });

  it('takes the folder itself outside a repository, and where there is nothing', () => {
    const folder = makeFolder();
    write(folder, 'sub/file', 'x');
    expect(placeOf(folder, { path: 'sub' })).toEqual({ root: join(folder, 'sub'), prefix: '' });
    expect(placeOf(folder, { path: 'gone' })).toEqual({ root: join(folder, 'gone'), prefix: '' });
  });

  it('knows a worktree by its own top, and its git folder by the one that all share', async () => {
    const repository = Repository.init();
    repository.commit('a', 'x');
    const tree = join(makeFolder(), 'tree');
    repository.git('worktree', 'add', '-q', tree);
    expect(placeOf(tree, {})).toEqual({ root: tree, prefix: '' });
    expect(await gitFolderOf(tree, repository.env)).toBe(join(repository.folder, '.git'));
    expect(await gitFolderOf(makeFolder(), repository.env)).toBeUndefined();
  });
});
