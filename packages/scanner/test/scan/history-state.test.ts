import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '../../src/scan/scan.ts';
import { drawSecret, makeFolder, Repository } from '../repository.ts';

const leak = () => `BINANCE_API_SECRET=${drawSecret()}\n`;
const pathsFound = async ({ folder, env }: Repository) =>
  (await scan({ root: folder, what: 'history', env })).findings.map(({ path }) => path);

/** The refs and HEAD of a work tree: where they stay, only something else can tell that the history is another. */
const refsOf = (repository: Repository) => repository.git('show-ref', '--head');

/** A second work tree of a repository, on no branch. */
function linkedTo(repository: Repository): Repository {
  const linked = new Repository(join(makeFolder(), 'linked'));
  repository.git('worktree', 'add', '-q', '--detach', linked.folder);
  return linked;
}

/** What a work tree holds of a file, as a stash that stands in no list yet; the file is then as it was. */
function stashOf(repository: Repository, content: string): string {
  repository.write('a', content);
  const stash = repository.git('stash', 'create');
  repository.git('checkout', '-q', '--', 'a');
  return stash;
}

describe('a history is not taken for unchanged, though its refs are what they were,', () => {
  it('when a shallow clone is deepened, and is shallow still', async () => {
    const origin = Repository.init();
    origin.commit('first', 'one');
    origin.commit('.env', leak());
    origin.git('rm', '-q', '.env');
    origin.git('commit', '-qm', 'gone');
    const clone = new Repository();
    clone.git('clone', '-q', '--depth=1', `file://${origin.folder}`, '.');
    expect(await pathsFound(clone)).toEqual([]);
    const refs = refsOf(clone);
    clone.git('fetch', '-q', '--deepen=1');
    expect([refsOf(clone), clone.git('rev-parse', '--is-shallow-repository')]).toEqual([refs, 'true']);
    expect(await pathsFound(clone)).toEqual(['.env']);
  });

  it('when another stash stands behind the newest, and when that is dropped', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    const [newest, other] = [stashOf(repository, 'two'), stashOf(repository, leak())];
    repository.git('stash', 'store', newest);
    expect(await pathsFound(repository)).toEqual([]);
    const refs = refsOf(repository);
    for (const stash of [other, newest]) repository.git('stash', 'store', stash);
    expect(refsOf(repository)).toBe(refs);
    expect(await pathsFound(repository)).toEqual(['a']);
    repository.git('stash', 'drop', '-q', 'stash@{1}');
    expect(refsOf(repository)).toBe(refs);
    expect(await pathsFound(repository)).toEqual([]);
  });

  it('when a commit is made on the detached head of a linked work tree, seen from the main one and from another', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    const [linked, other] = [linkedTo(repository), linkedTo(repository)];
    for (const place of [repository, other]) expect(await pathsFound(place)).toEqual([]);
    const refs = refsOf(repository);
    linked.commit('b', leak());
    for (const place of [repository, other]) {
      expect(refsOf(place)).toBe(refs);
      expect(await pathsFound(place)).toEqual(['b']);
    }
  });

  it('when a commit is made on the detached head of the main work tree, seen from a linked one', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    repository.git('checkout', '-q', '--detach');
    const linked = linkedTo(repository);
    expect(await pathsFound(linked)).toEqual([]);
    const refs = refsOf(linked);
    repository.commit('b', leak());
    expect(refsOf(linked)).toBe(refs);
    expect(await pathsFound(linked)).toEqual(['b']);
  });
});
