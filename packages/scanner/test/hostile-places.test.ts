import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, symlinkSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawSecret, makeFolder, Repository, write } from './repository.ts';
import { runIn } from './surroundings.ts';

const secret = drawSecret();
const leak = `BINANCE_API_SECRET=${secret}\n`;

interface Told {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The findings of one command line. A scan that could not look says why in one line, and fails the test with it. */
async function findings(folder: string, ...words: string[]): Promise<readonly Told[]> {
  const { stdout, stderr } = await runIn(folder, [...words, '--json']);
  expect(stderr).toBe('');
  expect(stdout).not.toContain(secret);
  return (JSON.parse(stdout) as { findings: Told[] }).findings.map(({ path, line, column }) => ({
    path,
    line,
    column,
  }));
}

async function refusal(folder: string, ...words: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runIn(folder, words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  return stderr;
}

/** A repository that has held the leak and holds it no more, made by one process. */
function withPast(): Repository {
  const repository = Repository.init();
  const file = (path: string, text: string) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
  const commit = (changes: string) =>
    `commit refs/heads/main\ncommitter Test <test@localhost> 1717200000 +0000\ndata 1\nx\n${changes}\n`;
  const input = `${commit(file('old.env', leak))}${commit(`D old.env\n${file('README.md', 'clean')}`)}`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.folder, env: repository.env, input });
  return repository;
}

const oneSentence = /^gatehouse scan: [^\n]+\.\n$/;

describe('a tree in which not everything is a file', () => {
  it('leaves pipes alone, follows no link in a circle, and looks at the rest', async () => {
    const folder = makeFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('two', join(folder, 'one'));
    symlinkSync('one', join(folder, 'two'));
    symlinkSync('/dev/zero', join(folder, 'endless'));
    write(folder, 'deep/er/x.env', leak);
    expect(await findings(folder)).toEqual([{ path: 'deep/er/x.env', line: 1, column: 20 }]);
  });

  it('looks at what a link is called, because git keeps that and nothing else of it', async () => {
    const folder = makeFolder();
    symlinkSync(`/nowhere/${leak.trim()}`, join(folder, 'link'));
    expect(await findings(folder)).toMatchObject([{ path: 'link', line: 1 }]);
  });

  it('keeps a name with line ends and colours on one line', async () => {
    const folder = makeFolder();
    write(folder, 'a\nb\u001b[31m\tc.env', leak);
    const { stdout, exitCode } = await runIn(folder, []);
    expect(exitCode).toBe(1);
    expect(stdout.split('\n')[0]).toMatch(/binance/i);
    expect(stdout).not.toContain('\u001b');
    expect(await findings(folder)).toMatchObject([{ path: 'a\nb\u001b[31m\tc.env' }]);
  });

  it('reads a line of ten megabytes in a second', async () => {
    const folder = makeFolder();
    const long = `var a="${'x1y2 '.repeat(2_000_000)}",${leak.trim()}`;
    write(folder, 'bundle.min.js', long);
    const started = performance.now();
    expect(await findings(folder)).toEqual([{ path: 'bundle.min.js', line: 1, column: long.indexOf(secret) + 1 }]);
    // The promise is one second on a machine of its own; these tests run beside others.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('reads a file with holes to its end', async () => {
    const folder = makeFolder();
    write(folder, 'sparse.bin', leak);
    truncateSync(join(folder, 'sparse.bin'), 20 * 2 ** 20);
    write(folder, 'after.env', leak);
    const { stdout, exitCode } = await runIn(folder, []);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('after.env');
  });
});

describe('a repository of an unusual kind', () => {
  it('is clean while it is empty', async () => {
    const { folder } = Repository.init();
    for (const what of ['--tree', '--staged', '--history']) expect(await findings(folder, what)).toEqual([]);
  });

  it('is looked through from a second work tree', async () => {
    const repository = withPast();
    const second = join(makeFolder(), 'second');
    repository.git('worktree', 'add', '-q', '-b', 'second', second);
    write(second, 'new.env', leak);
    repository.gitIn(second, ['add', 'new.env']);
    expect(await findings(second, '--staged')).toMatchObject([{ path: 'new.env' }]);
    expect(await findings(second, '--tree')).toMatchObject([{ path: 'new.env' }]);
    expect(await findings(second, '--history')).toMatchObject([{ path: 'old.env' }]);
  });

  it('shows its history when it is bare, and says that it has no tree', async () => {
    const repository = withPast();
    const bare = join(makeFolder(), 'bare.git');
    repository.git('clone', '-q', '--bare', repository.folder, bare);
    expect(await findings(bare, '--history')).toMatchObject([{ path: 'old.env' }]);
    expect(await refusal(bare, '--tree')).toMatch(oneSentence);
  });

  it('says that a shallow clone does not show everything', async () => {
    const repository = withPast();
    const shallow = join(makeFolder(), 'shallow');
    repository.git('clone', '-q', '--depth', '1', `file://${repository.folder}`, shallow);
    const { stdout } = await runIn(shallow, ['--history']);
    expect(stdout).toMatch(/shallow/);
  });

  it('is not one at all', async () => {
    const folder = makeFolder();
    for (const what of ['--staged', '--history']) expect(await refusal(folder, what)).toMatch(oneSentence);
    expect(await refusal(folder, 'no-such-file')).toMatch(oneSentence);
  });
});

describe('what git holds and the work tree does not show', () => {
  it('is found where it was staged and then edited away, renamed, or hidden from the index', async () => {
    const repository = Repository.init();
    repository.commit('moved.env', `${leak}${'MODE=live\n'.repeat(40)}`);
    repository.git('mv', 'moved.env', 'here.env');
    repository.write('edited.env', leak);
    repository.write('skipped.env', leak);
    repository.git('add', 'edited.env', 'skipped.env');
    repository.write('edited.env', 'MODE=live\n');
    repository.git('update-index', '--skip-worktree', 'skipped.env');
    repository.write('skipped.env', 'MODE=live\n');
    repository.write('intended.env', leak);
    repository.git('add', '--intent-to-add', 'intended.env');
    const staged = await findings(repository.folder, '--staged');
    expect(staged.map(({ path }) => path)).toEqual(['edited.env', 'here.env', 'skipped.env']);
    // Marked to be added, it has no content in the index; it is in the tree.
    const tree = await findings(repository.folder, '--tree');
    expect(tree.map(({ path }) => path)).toEqual(['here.env', 'intended.env']);
  });

  it('is found under both names where two differ by case alone', async () => {
    const repository = Repository.init();
    const other = drawSecret();
    repository.commit('Keys.env', leak);
    repository.commit('keys.env', `BINANCE_API_SECRET=${other}\n`);
    expect((await findings(repository.folder, '--history')).map(({ path }) => path)).toEqual(['Keys.env', 'keys.env']);
  });

  it('is found behind a replacement and in borrowed objects', async () => {
    const repository = Repository.init();
    repository.commit('x.env', leak);
    const clean = repository.write('clean', 'MODE=live\n');
    repository.git('replace', repository.git('rev-parse', 'HEAD:x.env'), repository.git('hash-object', '-w', clean));
    expect(await findings(repository.folder, '--history')).toMatchObject([{ path: 'x.env' }]);
    const borrower = join(makeFolder(), 'borrower');
    repository.git('clone', '-q', '--shared', repository.folder, borrower);
    expect(await findings(borrower, '--history')).toMatchObject([{ path: 'x.env' }]);
  });
});

describe('a repository that sets traps', () => {
  it('has none of the programs run that it names', async () => {
    const repository = Repository.init();
    const trap = join(repository.folder, '.git', 'sprung');
    repository.write('.gitattributes', '*.env diff=t filter=t\n');
    repository.commit('x.env', leak);
    repository.write('x.env', `${leak}MODE=live\n`);
    repository.git('add', '-A');
    repository.write('x.env', leak);
    const diff = ['diff.external', 'diff.t.textconv', 'diff.t.command', 'filter.t.clean', 'filter.t.smudge'];
    const core = ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.alternateRefsCommand', 'core.hooksPath'];
    for (const name of [...diff, ...core, 'gpg.program']) repository.git('config', name, `touch ${trap}; false`);
    for (const what of ['--staged', '--tree', '--history']) {
      expect(await findings(repository.folder, what)).toMatchObject([{ path: 'x.env' }]);
    }
    expect(existsSync(trap)).toBe(false);
    // The traps are real: git springs them when it is asked plainly.
    spawnSync('git', ['diff'], { cwd: repository.folder, env: repository.env });
    expect(existsSync(trap)).toBe(true);
  });

  it('is the one that is looked at, whatever the environment says, unless git speaks to a hook', async () => {
    const repository = Repository.init();
    repository.commit('x.env', leak);
    const { folder } = Repository.init();
    const env = {
      ...repository.env,
      GIT_DIR: join(folder, '.git'),
      GIT_WORK_TREE: folder,
      GIT_CEILING_DIRECTORIES: '/',
    };
    for (const what of ['--tree', '--history']) {
      expect((await runIn(repository.folder, [what], { env })).exitCode).toBe(1);
    }
    repository.write('y.env', leak);
    repository.git('add', 'y.env');
    const broken = { ...repository.env, GIT_INDEX_FILE: repository.folder };
    expect((await runIn(repository.folder, ['--staged'], { env: broken })).exitCode).toBe(2);
  });

  it('stops the hook as a program of its own', () => {
    const repository = Repository.init();
    repository.write('x.env', leak);
    repository.git('add', 'x.env');
    const command = resolve(import.meta.dirname, '../src/main.ts');
    const options = { cwd: repository.folder, encoding: 'utf8', env: repository.env } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--staged'], options);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('x.env:1:20');
    expect(stdout).not.toContain(secret);
  });
});
