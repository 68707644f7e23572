import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSecret, makeFolder, Repository, write } from './repository.ts';

const main = join(import.meta.dirname, '../src/main.ts');

function run(cwd: string, ...words: string[]) {
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_GLOBAL: '/dev/null' };
  return spawnSync(process.execPath, [main, ...words], { cwd, env, encoding: 'utf8' });
}

function withHook(): Repository {
  const repository = Repository.init();
  repository.commit('first', 'clean');
  const hook = repository.write('.git/hooks/pre-commit', `#!/bin/sh\nexec '${process.execPath}' '${main}' --staged\n`);
  spawnSync('chmod', ['+x', hook]);
  return repository;
}

const leak = () => `BINANCE_API_SECRET=${drawSecret()}\n`;

describe('the command', () => {
  it('ends with 0, 1 and 2, and prints the value in no form and on no stream', () => {
    const repository = Repository.init();
    expect(run(repository.folder).status).toBe(0);
    const value = drawSecret();
    const encoded = [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')];
    repository.commit('x', `BINANCE_API_SECRET=${value}\n`);
    for (const words of [['--tree', '.'], ['--history', '--json'], ['--sarif']]) {
      const { status, stdout, stderr } = run(repository.folder, ...words);
      expect(status, words.join(' ')).toBe(1);
      expect(stdout).toContain('binance-secret');
      for (const form of encoded) expect(stdout + stderr).not.toContain(form);
    }
    const wrong = run(repository.folder, '--nonsense');
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^gatehouse scan: .*Usage: pnpm scan.*\n$/);
    expect(run(makeFolder(), '--history')).toMatchObject({ status: 2, stdout: '' });
  });

  it('does not mind that nobody reads on', () => {
    const folder = makeFolder();
    write(folder, 'x', Array.from({ length: 3000 }, leak).join(''));
    const shell = `'${process.execPath}' '${main}' | head -1; echo "$\{PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^x:1:\d+ [^\n]*\n1\n$/);
  });

  it('prints the JSON of the design', () => {
    const repository = Repository.init();
    repository.commit('a b', leak());
    const { findings } = JSON.parse(run(repository.folder, '--history', '--json').stdout);
    const commit = repository.git('rev-parse', 'HEAD').slice(0, 12);
    const fingerprint = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(findings).toEqual([
      {
        path: 'a b',
        line: 1,
        column: 20,
        rule: 'binance-secret',
        severity: 'block',
        fingerprint,
        commit,
        inHead: true,
      },
    ]);
  });
});

describe('the hook stops a commit', () => {
  const head = (repository: Repository) => repository.git('rev-parse', 'HEAD');

  const ways: readonly (readonly [string, (repository: Repository) => void])[] = [
    ['of what is staged', (repository) => repository.git('commit', '-qm', 'x')],
    ['of everything (-a)', (repository) => repository.git('commit', '-qam', 'x')],
    ['of one path', (repository) => repository.git('commit', '-qm', 'x', '--', 'sub/file')],
    ['from a sub-folder', (repository) => repository.gitIn(join(repository.folder, 'sub'), ['commit', '-qm', 'x'])],
    ['that amends', (repository) => repository.git('commit', '-q', '--amend', '-m', 'x')],
  ];

  it.each(ways)('%s', (_, commit) => {
    const repository = withHook();
    repository.commit('sub/file', 'clean');
    const before = head(repository);
    repository.write('sub/file', leak());
    repository.git('add', '-A');
    expect(() => commit(repository)).toThrow(/Commit stopped: 1 secret staged/);
    expect(head(repository)).toBe(before);
  });

  it('of everything or of one path, when nothing was staged before', () => {
    const repository = withHook();
    repository.commit('file', 'clean');
    repository.write('file', leak());
    expect(() => repository.git('commit', '-qam', 'x')).toThrow(/Commit stopped/);
    expect(() => repository.git('commit', '-qm', 'x', '--', 'file')).toThrow(/Commit stopped/);
    // The other way round: a clean path may be committed while a key lies in another file.
    repository.write('other', 'clean');
    repository.git('add', 'other');
    repository.git('commit', '-qm', 'fine', '--', 'other');
    expect(repository.git('show', '--name-only', '--format=')).toBe('other');
  });

  it('from a worktree, whose index is its own', () => {
    const repository = withHook();
    const folder = join(makeFolder(), 'tree');
    repository.git('worktree', 'add', '-q', folder);
    const worktree = new Repository(folder);
    worktree.write('deep/x', leak());
    worktree.git('add', '-A');
    expect(() => worktree.git('commit', '-qm', 'x')).toThrow(/Commit stopped/);
    expect(() => worktree.gitIn(join(folder, 'deep'), ['commit', '-qm', 'x'])).toThrow(/Commit stopped/);
    repository.write('y', 'clean');
    repository.git('add', 'y');
    repository.git('commit', '-qm', 'the main work tree is not stopped by that');
  });

  it('before there is any commit, and lets a clean one through', () => {
    const repository = Repository.init();
    mkdirSync(join(repository.folder, '.git/hooks'), { recursive: true });
    const hook = repository.write(
      '.git/hooks/pre-commit',
      `#!/bin/sh\nexec '${process.execPath}' '${main}' --staged\n`,
    );
    spawnSync('chmod', ['+x', hook]);
    repository.write('x', leak());
    repository.git('add', 'x');
    expect(() => repository.git('commit', '-qm', 'x')).toThrow(/Commit stopped/);
    repository.write('x', 'clean');
    repository.git('commit', '-qam', 'fine');
    expect(repository.git('log', '--format=%s')).toBe('fine');
  });
});

describe('the hook stops a push', () => {
  function withRemote() {
    const repository = Repository.init();
    const remote = join(makeFolder(), 'remote.git');
    repository.git('init', '-q', '--bare', remote);
    repository.git('remote', 'add', 'origin', remote);
    const hook = repository.write(
      '.git/hooks/pre-push',
      `#!/bin/sh\nexec '${process.execPath}' '${main}' --pushed --remote="$1" >&2\n`,
    );
    spawnSync('chmod', ['+x', hook]);
    repository.commit('first', 'clean');
    return { repository, there: () => repository.git('ls-remote', remote) };
  }

  it('of commits that hold a secret, taken out again or not, and lets clean ones and deletions through', () => {
    const { repository, there } = withRemote();
    repository.git('push', '-q', 'origin', 'main');
    repository.commit('x', leak());
    repository.commit('x', 'taken out again');
    expect(() => repository.git('push', '-q', 'origin', 'main')).toThrow(/Push stopped: 1 secret/);
    expect(() => repository.git('push', '-q', 'origin', 'HEAD:refs/heads/topic')).toThrow(/Push stopped/);
    expect(there().split('\n')).toHaveLength(1);

    repository.git('reset', '-q', '--hard', 'origin/main');
    repository.commit('y', 'clean');
    repository.git('push', '-q', 'origin', 'main', 'main:topic');
    repository.git('push', '-q', 'origin', ':topic');
    expect(there()).toMatch(new RegExp(`^${repository.git('rev-parse', 'HEAD')}\\s+refs/heads/main$`));
  });

  it('of a tag with a secret in its message, to an address without a name', () => {
    const { repository } = withRemote();
    repository.git('tag', '-am', `binance secret is ${drawSecret()}`, 'v1');
    const address = repository.git('remote', 'get-url', 'origin');
    expect(() => repository.git('push', '-q', address, 'v1')).toThrow(/Push stopped/);
  });
});
