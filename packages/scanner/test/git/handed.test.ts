import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { harmless, openGit } from '../../src/git/git.ts';
import { readHanded } from '../../src/git/handed.ts';
import { listing, stagedFiles } from '../../src/git/staged.ts';
import { scan } from '../../src/scan/scan.ts';
import { segmentSize } from '../../src/text/segment.ts';
import { makeFolder, Repository, write } from '../repository.ts';
import { runIn } from '../surroundings.ts';

const handing = join(import.meta.dirname, '../../start/staged.sh');

/** What the shell's side prints in a folder. */
function handedIn(folder: string, env: Readonly<Record<string, string>>): Buffer {
  const { stdout, stderr } = spawnSync('sh', ['-e', handing], { cwd: folder, env, maxBuffer: 1e9 });
  expect(stderr.toString()).toBe('');
  return stdout;
}

/** What is read of it, from a file in place of a pipe. */
function read(bytes: Uint8Array) {
  const file = join(makeFolder(), 'handed');
  writeFileSync(file, bytes);
  const descriptor = openSync(file, 'r');
  const contents = new Map<string, Buffer>();
  const isWhole = readHanded(descriptor, ({ path }, { bytes: piece, overlap }) => {
    contents.set(path, Buffer.concat([contents.get(path) ?? Buffer.alloc(0), piece.subarray(overlap)]));
  });
  closeSync(descriptor);
  return { isWhole, contents };
}

describe('what the shell hands to the hook', () => {
  it('is each content that the next commit would write, byte for byte and by its name, before the first commit too', () => {
    const repository = Repository.init();
    const contents: Readonly<Record<string, Buffer>> = {
      plain: Buffer.from('text\n'),
      empty: Buffer.alloc(0),
      'with space ': randomBytes(70_000),
      ' leading': Buffer.from('..end missing\n'),
      'with "quotes" and \\': Buffer.from('x'),
      'with\nline end\t\x01': Buffer.from('y'),
      größe: Buffer.alloc(3 * 1024 * 1024, 'blob 12 :path\n'),
      ':(top)magic': Buffer.from('z'),
      'large/er': randomBytes(segmentSize + 4097),
    };
    for (const [path, content] of Object.entries(contents)) repository.write(path, content);
    repository.git('add', '-A');
    const { isWhole, contents: got } = read(handedIn(repository.folder, repository.env));
    expect(isWhole).toBe(true);
    expect([...got.keys()].sort()).toEqual(Object.keys(contents).sort());
    for (const [path, content] of Object.entries(contents)) expect(got.get(path)?.equals(content), path).toBe(true);
  });

  it('is what git lists: a link, a rename and a mode, and nothing deleted, intended or unstaged', async () => {
    const repository = Repository.init();
    for (const path of ['kept', 'gone', 'old', 'script']) repository.commit(path, `content of ${path}`);
    repository.git('rm', '-q', 'gone');
    repository.git('mv', 'old', 'new');
    repository.git('update-index', '--chmod=+x', 'script');
    repository.write('later', 'x');
    repository.git('add', '-N', 'later');
    repository.write('kept', 'changed, not staged');
    symlinkSync('target', join(repository.folder, 'link'));
    repository.git('add', 'link');
    const head = repository.git('rev-parse', 'HEAD');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${head},module`);
    const listed = await stagedFiles(openGit(repository.folder, { env: repository.env }));
    const { isWhole, contents } = read(handedIn(repository.folder, repository.env));
    expect(isWhole).toBe(true);
    expect([...contents.keys()].sort()).toEqual(listed.map(({ path }) => path).sort());
    expect([...contents.keys()].sort()).toEqual(['link', 'new', 'script']);
    expect(contents.get('link')?.toString()).toBe('target');
  });

  it('is whole beside a file whose merge is not settled, which has no content yet', () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    repository.git('checkout', '-qb', 'side');
    repository.commit('a', 'two');
    repository.git('checkout', '-q', 'main');
    repository.commit('a', 'three');
    expect(() => repository.git('merge', '-q', 'side')).toThrow();
    repository.write('b', 'beside it');
    repository.git('add', 'b');
    expect(handedIn(repository.folder, repository.env).toString()).toMatch(
      /^[0-9a-f]{40} blob 9 :b\nbeside it\n\.\.end missing\n$/,
    );
  });

  it('is made of bytes, in whatever language the person works', () => {
    const repository = Repository.init();
    execFileSync('sh', ['-c', 'printf text >"$(printf \'not \\377 UTF-8\')"'], { cwd: repository.folder });
    repository.git('add', '-A');
    // The one of macOS stops at a byte that its language does not know.
    const path = makeFolder();
    const real = execFileSync('sh', ['-c', 'command -v sed'], { encoding: 'utf8' }).trim();
    const text = `#!/bin/sh\n[ "$LC_ALL" = C ] || exit 1\nexec '${real}' "$@"\n`;
    chmodSync(write(path, 'sed', text), 0o755);
    const env = { ...repository.env, LC_ALL: 'C.UTF-8', PATH: `${path}:${repository.env.PATH}` };
    const expected = Buffer.from(' blob 4 :not \xff UTF-8\ntext\n..end missing\n', 'latin1');
    expect(handedIn(repository.folder, env).subarray(40)).toEqual(expected);
  });

  it('is the same whatever the person has configured', () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    repository.write('a', 'two');
    repository.git('add', 'a');
    const plain = handedIn(repository.folder, repository.env);
    const settings = [
      'color.ui always',
      'diff.noprefix true',
      'core.abbrev 7',
      'diff.renames copies',
      'diff.external false',
    ];
    for (const setting of settings) repository.git('config', ...setting.split(' '));
    expect(handedIn(repository.folder, repository.env)).toEqual(plain);
    const args = {
      GIT_CONFIG_PARAMETERS: "'core.quotepath=true' 'diff.relative=true'",
      GIT_EXTERNAL_DIFF: 'false',
      GIT_TRACE: '1',
    };
    expect(handedIn(repository.folder, { ...repository.env, ...args })).toEqual(plain);
  });

  it('is not whole where git failed, or has a content no more', () => {
    expect(read(handedIn(makeFolder(), { PATH: process.env.PATH ?? '' })).isWhole).toBe(false);
    const repository = Repository.init();
    repository.write('x', 'text');
    repository.git('add', 'x');
    const id = repository.git('rev-parse', ':x');
    execFileSync('rm', ['-f', join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2))]);
    expect(read(handedIn(repository.folder, repository.env)).isWhole).toBe(false);
  });

  it('is not whole when a branch is called as the end is, but for what no branch may be called', () => {
    const repository = Repository.init();
    repository.commit('a', 'one');
    expect(() => repository.git('branch', '..end')).toThrow();
    expect(read(handedIn(repository.folder, repository.env))).toMatchObject({ isWhole: true });
  });

  it('is asked for in the words in which the sources ask', () => {
    const words = readFileSync(handing, 'utf8').replaceAll('\\\n', ' ').split(/\s+/);
    const asked = [...harmless, ...listing.filter((word) => word !== '-z')];
    expect(asked.filter((word) => !words.includes(word))).toEqual([]);
  });
});

describe('what the hook makes of it', () => {
  it('is nothing unless all of it came, and nothing more', () => {
    const repository = Repository.init();
    for (const path of ['a', 'b']) repository.write(path, `content of ${path}\n`.repeat(5));
    repository.git('add', '-A');
    const whole = handedIn(repository.folder, repository.env);
    expect(read(whole).isWhole).toBe(true);
    for (let end = 0; end < whole.length; end++)
      expect(read(whole.subarray(0, end)).isWhole, `cut at ${end}`).toBe(false);
    for (const more of ['x', '\n', 'x\n', '..end missing\n']) {
      expect(read(Buffer.concat([whole, Buffer.from(more)])).isWhole, JSON.stringify(more)).toBe(false);
    }
    for (const line of [
      'fatal: no',
      `${'f'.repeat(40)} missing`,
      `${'f'.repeat(40)} tree 3 :x`,
      `${'f'.repeat(40)} blob 3 x`,
    ]) {
      expect(read(Buffer.concat([Buffer.from(`${line}\n`), whole])).isWhole, line).toBe(false);
    }
  });

  it.each([
    ['blob', true],
    ['tree', false],
    ['commit', false],
    ['tag', false],
  ])('is a content where git calls it one: a %s, though every byte is in its place', (type, isContent) => {
    const { isWhole, contents } = read(Buffer.from(`${'f'.repeat(40)} ${type} 3 :x\nabc\n..end missing\n`));
    expect([isWhole, contents.size]).toEqual([isContent, isContent ? 1 : 0]);
  });

  it('is nothing of a descriptor that cannot be read', () => {
    const folder = openSync(makeFolder(), 'r');
    expect(readHanded(folder, () => {})).toBe(false);
    closeSync(folder);
    expect(readHanded(folder, () => {})).toBe(false);
  });

  it('is a fault in the look itself where the look throws', () => {
    const repository = Repository.init();
    repository.write('a', 'text');
    repository.git('add', 'a');
    const file = repository.write('.git/handed', handedIn(repository.folder, repository.env));
    const descriptor = openSync(file, 'r');
    const look = () => {
      throw new Error('of the look');
    };
    expect(() => readHanded(descriptor, look)).toThrow('of the look');
    closeSync(descriptor);
  });
});

describe('a look at what was handed over', () => {
  const handedOf = (repository: Repository, change = (bytes: Buffer): Uint8Array => bytes) => {
    const file = repository.write('.git/handed', change(handedIn(repository.folder, repository.env)));
    return openSync(file, 'r');
  };

  it('says what a look through git says, with one content under two names, and reads nothing of git', async () => {
    const repository = Repository.init();
    for (const path of ['a.env', 'b/"b".env'])
      repository.write(path, `BINANCE_API_SECRET=${randomBytes(32).toString('hex')}`);
    for (const path of ['one', 'two']) repository.write(path, 'the same\n');
    repository.git('add', '-A');
    const throughGit = await runIn(repository.folder, ['--staged', '--json']);
    expect(throughGit.exitCode).toBe(1);
    const handed = handedOf(repository);
    repository.git('rm', '-rq', '--cached', '.');
    expect(await runIn(repository.folder, ['--staged', '--json'], { handed })).toEqual(throughGit);
    closeSync(handed);
  });

  it('counts the bytes of one content under two names once, as a look through git does', async () => {
    const repository = Repository.init();
    for (const path of ['one', 'two']) repository.write(path, 'the same\n');
    repository.write('other', 'not the same\n');
    repository.git('add', '-A');
    const look = (more = {}) => scan({ root: repository.folder, what: 'staged', env: repository.env, ...more });
    const handed = handedOf(repository);
    const { looked } = await look({ handed });
    closeSync(handed);
    expect(looked).toMatchObject({ contents: 2, bytes: 22 });
    expect((await look()).looked).toEqual(looked);
  });

  it('asks git where not all was handed over, and forgets what was', async () => {
    const repository = Repository.init();
    for (const path of ['a', 'b']) repository.write(path, `BINANCE_API_SECRET=${randomBytes(32).toString('hex')}\n`);
    repository.git('add', '-A');
    const throughGit = await runIn(repository.folder, ['--staged', '--json']);
    for (const change of [
      (all: Buffer) => all.subarray(0, -1),
      (all: Buffer) => all.subarray(0, all.length / 2),
      () => Buffer.alloc(0),
    ]) {
      const handed = handedOf(repository, change);
      expect(await runIn(repository.folder, ['--staged', '--json'], { handed })).toEqual(throughGit);
      closeSync(handed);
    }
  });

  it('leaves it alone where a path was asked for', async () => {
    const repository = Repository.init();
    repository.write('sub/a', `BINANCE_API_SECRET=${randomBytes(32).toString('hex')}\n`);
    repository.git('add', '-A');
    const handed = handedOf(repository);
    repository.write('sub/a', 'clean\n');
    repository.git('add', '-A');
    expect(await runIn(repository.folder, ['--staged', 'sub'], { handed })).toMatchObject({ exitCode: 0 });
    closeSync(handed);
  });
});
