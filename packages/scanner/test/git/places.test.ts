import { expect, it } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { placesOf } from '../../src/git/places.ts';
import { Repository } from '../repository.ts';

it('names the oldest commit and its path, for every way a blob can be held', async () => {
  const repository = Repository.init();
  const first = repository.commit('dir/a "b"\nc', 'one');
  const blob = repository.git('rev-parse', 'HEAD:dir').length > 0 ? repository.git('ls-files', '-s').split(' ')[1] : '';
  repository.git('mv', 'dir/a "b"\nc', 'moved');
  repository.git('commit', '-qm', 'move');
  repository.git('rm', '-q', 'moved');
  repository.git('commit', '-qm', 'remove');

  const aside = repository.commit('aside', 'only in an amended commit');
  const amended = repository.git('rev-parse', 'HEAD:aside');
  repository.git('reset', '-q', '--hard', 'HEAD~1');

  repository.write('staged', 'only in the index');
  repository.git('add', 'staged');
  const staged = repository.git('rev-parse', ':staged');
  repository.write('loose', 'nowhere');
  const loose = repository.git('hash-object', '-w', 'loose');

  const places = await placesOf(openGit(repository.folder, { env: repository.env }), [
    blob ?? '',
    amended,
    staged,
    loose,
  ]);
  expect(places.get(blob ?? '')).toMatchObject({ path: 'dir/a "b"\nc', commit: first.slice(0, 12) });
  expect(places.get(amended)).toMatchObject({ path: 'aside', commit: aside.slice(0, 12) });
  expect(places.get(staged)).toEqual({ path: 'staged', age: -1 });
  expect(places.has(loose)).toBe(false);
});

it('finds what only a merge brought in', async () => {
  const repository = Repository.init();
  repository.commit('a', 'one');
  repository.git('checkout', '-qb', 'side');
  repository.commit('b', 'two');
  repository.git('checkout', '-q', 'main');
  repository.commit('c', 'three');
  repository.git('merge', '-q', '--no-commit', 'side');
  const merge = repository.commit('evil', 'only in the merge');
  const blob = repository.git('rev-parse', 'HEAD:evil');
  const places = await placesOf(openGit(repository.folder, { env: repository.env }), [blob]);
  expect(places.get(blob)).toMatchObject({ path: 'evil', commit: merge.slice(0, 12) });
});
