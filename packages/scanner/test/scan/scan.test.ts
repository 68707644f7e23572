import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan, type What } from '../../src/scan/scan.ts';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';

const leak = (value = drawSecret()) => `BINANCE_API_SECRET=${value}\n`;
const found = async (repository: Repository, what: What, path?: string) => {
  const report = await scan({
    root: repository.folder,
    what,
    env: repository.env,
    ...(path !== undefined && { path }),
  });
  return report.findings.map((one) => `${one.path}:${one.line}:${one.column} ${one.rule}`);
};

describe('a scan of what is staged', () => {
  it('reads the index: a key that was staged and edited away is found, one that is only in the work tree is not', async () => {
    const repository = Repository.init();
    repository.write('staged', leak());
    repository.git('add', 'staged');
    repository.write('staged', 'clean now\n');
    repository.write('unstaged', leak());
    expect(await found(repository, 'staged')).toEqual(['staged:1:20 binance-secret']);
  });

  it('names each of two files with one content, and limits itself to a path', async () => {
    const repository = Repository.init();
    const text = leak();
    for (const name of ['a', 'sub/b', 'sub/we "ird"\nname']) repository.write(name, text);
    repository.git('add', '-A');
    expect(await found(repository, 'staged')).toHaveLength(3);
    expect(await found(repository, 'staged', 'sub')).toEqual([
      'b:1:20 binance-secret',
      'we "ird"\nname:1:20 binance-secret',
    ]);
    expect(await found(repository, 'staged', 'sub/b')).toEqual(['b:1:20 binance-secret']);
    expect(await found(repository, 'staged', 'a')).toEqual(['a:1:20 binance-secret']);
  });

  it('looks at another repository when the path lies in one', async () => {
    const [here, there] = [Repository.init(), Repository.init()];
    there.write('x', leak());
    there.git('add', 'x');
    expect(await found(here, 'staged')).toEqual([]);
    expect(await found(here, 'staged', there.folder)).toEqual(['x:1:20 binance-secret']);
  });

  it('does not call it clean when a staged object is missing', async () => {
    const repository = Repository.init();
    repository.write('x', leak());
    repository.git('add', 'x');
    const id = repository.git('rev-parse', ':x');
    execFileSync('rm', ['-f', join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2))]);
    await expect(found(repository, 'staged')).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });
});

describe('a scan of the tree', () => {
  it('pairs a key with its secret in another file by their names', async () => {
    const repository = Repository.init();
    repository.write('keys.env', `GRID_API_KEY=${drawSecret()}\n`);
    repository.write(
      'secrets.ts',
      `export const gridSecret = '${drawSecret()}';\nconst otherSecret = '${drawSecret()}';\n`,
    );
    const { findings } = await scan({ root: repository.folder, what: 'tree', env: repository.env });
    const [key, secret, other] = findings;
    expect(key?.pair).toBe(key?.fingerprint.slice(0, 8));
    expect([secret?.pair, other?.pair]).toEqual([key?.pair, undefined]);
  });

  it('finds what is tracked or would be added, and nothing that is ignored', async () => {
    const repository = Repository.init();
    repository.write('.gitignore', '.env\n');
    repository.write('.env', leak());
    repository.write('config.yaml', `binance:\n  secret: ${drawSecret()}\n`);
    expect(await found(repository, 'tree')).toEqual(['config.yaml:2:11 binance-secret']);
    // A file that is named is looked at, ignored or not.
    expect(await found(repository, 'tree', '.env')).toEqual(['.env:1:20 binance-secret']);
  });

  it('finds nothing in the source and the tests of the scanner itself', async () => {
    const root = join(import.meta.dirname, '../..');
    const report = await scan({ root, what: 'tree', env: { PATH: process.env.PATH } });
    // A key that everybody knows is no leak.
    expect(report.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(report.looked.contents).toBeGreaterThan(40);
  });

  it('works outside a repository', async () => {
    const folder = makeFolder();
    write(folder, 'deep/er/x', leak());
    const report = await scan({ root: folder, what: 'tree', env: { PATH: process.env.PATH } });
    expect(report.findings.map(({ path }) => path)).toEqual(['deep/er/x']);
  });

  it.runIf(process.getuid?.() !== 0)('counts what it may not read', async () => {
    const folder = makeFolder();
    chmodSync(write(folder, 'x', 'x'), 0o000);
    expect((await scan({ root: folder, what: 'tree', env: { PATH: process.env.PATH } })).looked.unread).toBe(1);
  });
});

describe('a scan of the history', () => {
  it('names paths from the folder that was asked for', async () => {
    const repository = Repository.init();
    const commit = repository.commit('sub/x', leak());
    repository.git('rm', '-q', 'sub/x');
    repository.git('commit', '-qm', 'gone');
    repository.commit('sub/y', 'clean');
    const report = await scan({ root: repository.folder, what: 'history', path: 'sub', env: repository.env });
    expect(report.findings).toMatchObject([{ path: 'x', commit: commit.slice(0, 12) }]);
  });
});

describe('what a scan says of a finding', () => {
  it('is the same fingerprint for the same value, and never the value, not even where a file is named by it', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.write(`${value}.txt`, leak(value));
    repository.write('b', leak(value));
    repository.write('c', leak());
    const { findings } = await scan({ root: repository.folder, what: 'tree', env: repository.env });
    expect(findings.map(({ path }) => path)).toEqual(['[masked].txt', 'b', 'c']);
    expect(findings[0]?.fingerprint).toBe(findings[1]?.fingerprint);
    expect(findings[0]?.fingerprint).not.toBe(findings[2]?.fingerprint);
    expect(JSON.stringify(findings)).not.toContain(value);
  });
});

describe('a scan refuses in one sentence', () => {
  const rows = [
    ['a path that is not there', 'tree', 'gone', 'PATH_MISSING'],
    ['a pipe', 'tree', 'pipe', 'PATH_UNREADABLE'],
    ['the index outside a repository', 'staged', undefined, 'NOT_A_REPOSITORY'],
    ['the history outside a repository', 'history', undefined, 'NOT_A_REPOSITORY'],
    ['the index of a path outside a repository', 'staged', '.', 'NOT_A_REPOSITORY'],
  ] as const;

  it.each(rows)('%s', async (_, what, path, code) => {
    const folder = makeFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const options = { root: folder, what, env: { PATH: process.env.PATH }, ...(path !== undefined && { path }) };
    await expect(scan(options)).rejects.toMatchObject({ code, message: expect.stringMatching(/^[^\n]+\.$/) });
  });
});
