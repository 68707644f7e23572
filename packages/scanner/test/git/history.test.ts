import { expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { listHistory } from '../../src/git/history.ts';
import { Repository } from '../repository.ts';

const list = ({ folder, env }: Repository, more: Partial<Parameters<typeof listHistory>[1]> = {}) =>
  listHistory(openGit(folder, { env }), { under: '', unreachable: false, ...more });
const idsIn = async (...asked: Parameters<typeof list>) => (await list(...asked)).objects.map(({ id }) => id);

it('lists what can hold something, each once and the newest first, with a path that may have spaces', async () => {
  const repository = Repository.init();
  const path = 'a folder/of two  words/a b';
  const first = repository.commit(path, 'one');
  const second = repository.commit('copy', 'one');
  const blob = repository.git('rev-parse', 'HEAD:copy');
  repository.git('tag', '-a', 'v1', '-m', 'text', first);
  const { objects, paths } = await list(repository);
  expect(objects.map(({ type }) => type).toSorted()).toEqual(['blob', 'commit', 'commit', 'tag']);
  expect(objects.filter(({ type }) => type === 'commit').map(({ id }) => id)).toEqual([second, first]);
  expect(['copy', path]).toContain(paths.get(blob));
  repository.git('rm', '-q', 'copy');
  repository.git('commit', '-q', '--amend', '-m', 'other', '--allow-empty');
  expect((await list(repository)).paths.get(blob)).toBe(path);
});

it('lists what nothing reaches beside the rest, each once too, when it is asked to', async () => {
  const repository = Repository.init();
  const kept = repository.commit('a', 'one');
  const lost = repository.commit('b', 'two');
  const blobs = ['a', 'b'].map((path) => repository.git('rev-parse', `HEAD:${path}`));
  repository.git('reset', '-q', '--hard', kept);
  expect((await idsIn(repository)).toSorted()).toEqual([kept, blobs[0]].toSorted());
  expect((await idsIn(repository, { unreachable: true })).toSorted()).toEqual([kept, lost, ...blobs].toSorted());
});

it('lists of a folder also what a merged branch had there and took back', async () => {
  const repository = Repository.init();
  repository.commit('sub/a', 'one');
  repository.git('checkout', '-qb', 'side');
  repository.commit('sub/.env', 'held for one commit');
  const blob = repository.git('rev-parse', 'HEAD:sub/.env');
  repository.git('revert', '--no-edit', 'HEAD');
  repository.git('checkout', '-q', 'main');
  repository.commit('b', 'two');
  repository.git('merge', '-q', '--no-ff', '--no-edit', 'side');
  repository.git('branch', '-q', '-D', 'side');
  const beside = repository.git('rev-parse', 'HEAD:b');
  const ids = await idsIn(repository, { under: 'sub' });
  expect([ids.includes(blob), ids.includes(beside)]).toEqual([true, false]);
});

it('lists of the revisions that are named only what they reach, a branch that is called as a file is included', async () => {
  const repository = Repository.init();
  const first = repository.commit('main', 'one');
  const second = repository.commit('main', 'two');
  const third = repository.commit('b', 'three');
  const blobs = ['main', 'b'].map((path) => repository.git('rev-parse', `HEAD:${path}`));
  const ids = await idsIn(repository, { revisions: ['main', `^${first}`] });
  expect(ids.toSorted()).toEqual([second, third, ...blobs].toSorted());
});
