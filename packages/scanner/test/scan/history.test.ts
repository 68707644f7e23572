import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ScanOptions, scan } from '../../src/scan/scan.ts';
import { drawSecret, gitThat, Repository } from '../repository.ts';

const look = (repository: Repository, options: Partial<ScanOptions> = {}) =>
  scan({ root: repository.folder, what: 'history', env: repository.env, ...options });
const search = async (repository: Repository, options: Partial<ScanOptions> = {}) =>
  (await look(repository, options)).findings.map(({ path, line, rule, commit }) => `${path}:${line} ${rule} ${commit}`);
const leak = () => `# binance\nBINANCE_API_SECRET=${drawSecret()}\n`;

describe('a scan of the history', () => {
  it('finds a deleted file at the commit that brought it, once, however often the file changed', async () => {
    const repository = Repository.init();
    const text = leak();
    const commit = repository.commit('config/.env', text);
    for (const change of ['a', 'b', 'c']) repository.commit('config/.env', `${text}# ${change}\n`);
    repository.git('rm', '-q', 'config/.env');
    repository.commit('other/x', 'clean');
    expect(await search(repository)).toEqual([`config/.env:2 binance-secret ${commit.slice(0, 12)}`]);
    expect(await search(repository, { path: 'other' })).toEqual([]);
  });

  it('does not take for unchanged what was committed on the detached head of the main work tree', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-linked-'));
    repository.git('worktree', 'add', '-q', '-b', 'side', join(folder, 'linked'));
    const linked = { root: join(folder, 'linked') };
    expect((await look(repository, linked)).findings).toEqual([]);
    repository.git('checkout', '-q', '--detach');
    repository.commit('b', leak());
    expect((await look(repository, linked)).findings).toMatchObject([{ rule: 'binance-secret' }]);
    rmSync(folder, { recursive: true });
  });

  it('looks again at what is clean under one name, where it has another', async () => {
    const repository = Repository.init();
    const text = `"${drawSecret()}",\n`;
    repository.commit('keys.txt', text);
    expect(await search(repository)).toEqual([]);
    repository.git('mv', 'keys.txt', 'binance.txt');
    repository.commit('other', 'x');
    expect(await search(repository)).toMatchObject([expect.stringContaining('binance-')]);
  });

  it('does not take what is clean below one folder for clean everywhere', async () => {
    const repository = Repository.init();
    const text = `"${drawSecret()}",\n`;
    repository.write('a/binance.ts', text);
    repository.write('b/other.ts', text);
    repository.git('add', '-A');
    repository.commit('c', 'x');
    expect(await search(repository, { path: 'b' })).toEqual([]);
    expect(await search(repository)).toHaveLength(1);
  });

  it('does not call a history clean of which an object cannot be read, and finds it when it is mended', async () => {
    const repository = Repository.init();
    repository.commit('a', leak());
    const id = repository.git('rev-parse', 'HEAD:a');
    repository.git('rm', '-q', 'a');
    repository.commit('b', 'x');
    const file = join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
    const whole = readFileSync(file);
    chmodSync(file, 0o644);
    for (const damage of [Buffer.from('garbage'), whole.subarray(0, 20), undefined]) {
      if (damage) writeFileSync(file, damage);
      else rmSync(file);
      await expect(look(repository)).rejects.toMatchObject({ code: 'GIT_FAILED' });
      await expect(look(repository, { revisions: ['HEAD'] })).rejects.toMatchObject({ code: 'GIT_FAILED' });
    }
    writeFileSync(file, whole);
    expect(await search(repository)).toHaveLength(1);
  });

  it('does not call a history clean whose objects went between the list and the look', async () => {
    const repository = Repository.init();
    repository.commit('a', leak());
    const id = repository.git('rev-parse', 'HEAD:a');
    const file = join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
    const losing = gitThat(`case "$*" in *'cat-file --buffer --batch') rm -f '${file}';; esac; exec "$git" "$@"`);
    const env = { ...repository.env, PATH: `${losing}:${repository.env.PATH}` };
    await expect(look(repository, { env })).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  it('tells of what a partial clone does not have, and looks at it when it came', async () => {
    const origin = Repository.init();
    origin.commit('a', leak());
    origin.git('rm', '-q', 'a');
    origin.commit('b', 'x');
    origin.git('config', 'uploadpack.allowFilter', 'true');
    const repository = new Repository();
    repository.git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin.folder}`, '.');
    const { findings, notes } = await look(repository);
    expect(findings).toEqual([]);
    expect(notes).toMatchObject([expect.stringContaining('not in this clone')]);
    repository.git('cat-file', '--batch-all-objects', '--batch-check');
    repository.git('log', '-p', '--all');
    expect(await search(repository)).toHaveLength(1);
  });

  it('looks below a name that holds a line end', async () => {
    const repository = Repository.init();
    repository.commit('a\nb', leak());
    expect(await search(repository, { path: 'a\nb' })).toHaveLength(1);
  });

  it('looks at other branches, every stash, commit messages, tag messages and notes', async () => {
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
    repository.git('notes', 'add', '-m', `binance secret: ${drawSecret()}`, base);
    const found = await search(repository);
    expect(found.filter((line) => line.startsWith('a:2'))).toHaveLength(2);
    expect(found).toContain(`commit message:3 binance-secret ${spoken.slice(0, 12)}`);
    expect(found).toContain(`tag message:1 binance-secret ${base.slice(0, 12)}`);
    expect(found.filter((line) => line.startsWith('branch:2'))).toHaveLength(1);
    expect(found.filter((line) => line.startsWith(base))).toHaveLength(1);
    expect(found).toHaveLength(6);
  });

  it('names a blob that only a tag points at by its tag', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    repository.write('b', leak());
    repository.git('tag', 'plain', repository.git('hash-object', '-w', 'b'));
    expect(await search(repository)).toEqual(['tag plain:2 binance-secret undefined']);
  });

  it('looks at what nothing reaches any more when it is asked to', async () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    const lost = repository.commit('lost', leak());
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    repository.write('loose', leak());
    const loose = repository.git('hash-object', '-w', 'loose');
    expect(await search(repository)).toEqual([]);
    expect((await search(repository, { unreachable: true })).sort()).toEqual([
      `lost:2 binance-secret ${lost.slice(0, 12)}`,
      `unreachable object ${loose.slice(0, 12)}:2 binance-secret undefined`,
    ]);
  });

  it('looks at the commits of a push alone', async () => {
    const repository = Repository.init();
    const first = repository.commit('a', leak());
    repository.commit('b', leak());
    expect(await search(repository, { revisions: ['HEAD', `^${first}`] })).toHaveLength(1);
  });

  it('says of each finding whether HEAD holds it and whether it was pushed', async () => {
    const [origin, repository] = [Repository.init(), new Repository()];
    const [gone, stays] = [leak(), leak()];
    origin.commit('gone', gone);
    origin.commit('stays', stays);
    origin.git('rm', '-q', 'gone');
    origin.commit('x', 'clean');
    expect((await look(origin)).findings).toMatchObject([
      { path: 'gone', inHead: false },
      { path: 'stays', inHead: true },
    ]);
    expect((await look(origin)).findings[0]).not.toHaveProperty('pushed');

    repository.git('clone', '-q', origin.folder, '.');
    repository.commit('new', leak());
    repository.commit('stays', `${stays}# changed\n`);
    expect((await look(repository)).findings).toMatchObject([
      { path: 'gone', inHead: false, pushed: true },
      { path: 'new', inHead: true, pushed: false },
      { path: 'stays', inHead: true, pushed: true },
    ]);
  });

  it('reads a bare repository, and says of a shallow clone that it is cut', async () => {
    const repository = Repository.init();
    const first = repository.commit('.env', leak());
    repository.commit('b', 'two');
    const bare = new Repository();
    bare.git('clone', '-q', '--bare', repository.folder, 'bare.git');
    expect(await search(new Repository(`${bare.folder}/bare.git`))).toEqual([
      `.env:2 binance-secret ${first.slice(0, 12)}`,
    ]);
    const shallow = new Repository();
    shallow.git('clone', '-q', '--depth=1', `file://${repository.folder}`, 'clone');
    const report = await look(new Repository(`${shallow.folder}/clone`));
    expect(report.findings.map(({ path }) => path)).toEqual(['.env']);
    expect(report.notes).toEqual([expect.stringMatching(/^This clone is shallow: .*\.$/)]);
  });

  it('finds in a large history, which several threads share, what stood in one version alone', async () => {
    const repository = Repository.init();
    const expected: string[] = [];
    repository.commit('large', randomBytes(7_000_000));
    for (const file of ['a', 'b']) {
      const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} of ${file}`);
      for (let version = 0; version < 4; version++) {
        lines[version * 7] = `version ${version}`;
        const commit = repository.commit(file, (version === 2 ? [...lines, leak()] : lines).join('\n'), `${version}`);
        if (version === 2) expected.push(`${file}:5002 binance-secret ${commit.slice(0, 12)}`);
      }
    }
    expect(await search(repository)).toEqual(expected);
    rmSync(join(repository.folder, '.git/gatehouse'), { recursive: true });
    // As changes of each other now.
    repository.git('repack', '-adq');
    expect(await search(repository)).toEqual(expected);
  });

  it('says that there is nothing in a repository without commits', async () => {
    const { findings, notes } = await look(Repository.init());
    expect([findings, notes]).toEqual([[], ['There is no commit here to look at.']]);
  });
});
