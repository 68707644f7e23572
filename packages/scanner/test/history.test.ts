import { describe, expect, it } from 'vitest';
import { Finder } from '../src/find.ts';
import { openGit } from '../src/git.ts';
import { messageOf, nameOf, searchHistory } from '../src/history.ts';
import { rules } from '../src/rules.ts';
import { rulesetOf } from '../src/ruleset.ts';
import { drawSecret, Repository } from './repository.ts';

const ruleset = rulesetOf(rules);
const search = async (repository: Repository, under = '') => {
  const git = openGit(repository.folder, { env: repository.env });
  const { matches } = await searchHistory(git, { under, finderFor: (path) => new Finder(ruleset, path) });
  return matches.map(({ match, path, commit }) => `${path}:${match.line} ${match.rule.id} ${commit}`).sort();
};
const leak = () => `# binance\nBINANCE_API_SECRET=${drawSecret()}\n`;

describe('searchHistory', () => {
  it('finds a deleted file at the commit that brought it, once, however often the file changed', async () => {
    const repository = Repository.init();
    const text = leak();
    const commit = repository.commit('config/.env', text);
    for (const change of ['a', 'b', 'c']) repository.commit('config/.env', `${text}# ${change}\n`);
    repository.git('rm', '-q', 'config/.env');
    repository.git('commit', '-qm', 'oops');
    expect(await search(repository)).toEqual([`config/.env:2 binance-secret ${commit.slice(0, 12)}`]);
    expect(await search(repository, 'config/')).toHaveLength(1);
    expect(await search(repository, 'other/')).toHaveLength(0);
  });

  it('looks at other branches, every stash, commit messages and tag messages', async () => {
    const repository = Repository.init();
    const base = repository.commit('a', 'one');
    repository.git('checkout', '-qb', 'side');
    repository.commit('branch', leak());
    repository.git('checkout', '-q', 'main');
    for (const name of ['stash-1', 'stash-2']) {
      repository.write('a', leak());
      repository.git('stash', 'push', '-q', '-m', name);
    }
    const spoken = repository.commit('b', 'two', `rotate\n\nold binance secret = ${drawSecret()}`);
    repository.git('tag', '-a', 'v1', '-m', `binance secret: ${drawSecret()}`, base);
    const found = await search(repository);
    expect(found.filter((line) => line.startsWith('a:2'))).toHaveLength(2);
    expect(found).toContain(`commit message:3 binance-secret ${spoken.slice(0, 12)}`);
    expect(found).toContain(`tag message:1 binance-secret ${base.slice(0, 12)}`);
    expect(found.filter((line) => line.startsWith('branch:2'))).toHaveLength(1);
    expect(found).toHaveLength(5);
  });

  it('has nothing to say about a repository without commits', async () => {
    expect(await search(Repository.init())).toEqual([]);
  });

  it('reads a bare and a shallow repository', async () => {
    const repository = Repository.init();
    const first = repository.commit('.env', leak());
    repository.commit('b', 'two');
    const bare = new Repository();
    bare.git('clone', '-q', '--bare', repository.folder, 'bare.git');
    const shallow = new Repository();
    shallow.git('clone', '-q', '--depth=1', `file://${repository.folder}`, 'clone');
    expect(await search(new Repository(`${bare.folder}/bare.git`))).toEqual([
      `.env:2 binance-secret ${first.slice(0, 12)}`,
    ]);
    const tip = repository.git('rev-parse', 'HEAD').slice(0, 12);
    expect(await search(new Repository(`${shallow.folder}/clone`))).toEqual([`.env:2 binance-secret ${tip}`]);
  });
});

it('takes a message for what follows the first empty line', () => {
  const commit = Buffer.from('tree 1\nauthor x\n\nsubject\n\nbody');
  expect(messageOf(commit).toString()).toBe('subject\n\nbody');
  const tag = { id: 'a'.repeat(40), type: 'tag', size: 1 } as const;
  expect(nameOf(tag, Buffer.from(`object ${'b'.repeat(40)}\ntype commit`))).toEqual({
    path: 'tag message',
    commit: 'b'.repeat(12),
  });
});
