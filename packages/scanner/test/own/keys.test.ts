import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OwnKeySearch, searchOwnKeys } from '../../src/own/keys.ts';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';

const bytes = (text: string) => Buffer.from(text);
const forms = (value: string): readonly Buffer[] => [
  bytes(value),
  bytes(Buffer.from(value).toString('base64')),
  bytes(Buffer.from(value).toString('base64url')),
  bytes(Buffer.from(value).toString('hex')),
  bytes(Buffer.from(value).toString('hex').toUpperCase()),
  bytes(encodeURIComponent(value)),
  bytes(JSON.stringify(value).slice(1, -1)),
];
const needlesOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([field, value]) => forms(value).map((form) => ({ field, bytes: form })));

const search = (root: string, value: string, more: Partial<OwnKeySearch> = {}) =>
  searchOwnKeys({
    root,
    needles: needlesOf({ secret: value }),
    exempt: [],
    budgetMs: 60_000,
    env: { PATH: process.env.PATH },
    ...more,
  });

describe('where a key is found', () => {
  it('in a tracked file, in a new one, and not in an ignored one', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.write('.gitignore', '.env\n');
    repository.write('.env', value);
    repository.write('new/file', `one\ntwo ${value}`);
    const { findings, complete } = await search(repository.folder, value);
    expect(findings).toEqual([{ where: 'tree', path: 'new/file', line: 2, column: 5, field: 'secret' }]);
    expect(complete).toBe(true);
  });

  it('in the history after it was deleted, with commit and path', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    const commit = repository.commit('config/keys.ts', `\n\nconst x = '${value}';`);
    repository.git('rm', '-q', 'config/keys.ts');
    repository.git('commit', '-qm', 'gone');
    const { findings } = await search(repository.folder, value);
    expect(findings).toEqual([
      { where: 'history', path: 'config/keys.ts', line: 3, column: 12, commit: commit.slice(0, 12), field: 'secret' },
    ]);
  });

  it('in the files alone, or in the history alone, and the other is not even read', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    const commit = repository.commit('a', value);
    const files = await search(repository.folder, value, { only: 'files' });
    expect(files.findings).toEqual([{ where: 'tree', path: 'a', line: 1, column: 1, field: 'secret' }]);
    expect(files.looked).toMatchObject({ files: 1, blobs: 0 });
    const history = await search(repository.folder, value, { only: 'history' });
    expect(history.findings).toEqual([
      { where: 'history', path: 'a', line: 1, column: 1, commit: commit.slice(0, 12), field: 'secret' },
    ]);
    expect(history.looked.files).toBe(0);
  });

  it('in a packed history, a stash, an amended commit, the index alone, and what nothing reaches', async () => {
    const repository = Repository.init();
    const values = {
      packed: drawSecret(),
      stashed: drawSecret(),
      amended: drawSecret(),
      staged: drawSecret(),
      loose: drawSecret(),
    };
    repository.commit('a', values.packed);
    repository.commit('a', 'clean');
    repository.git('gc', '-q');
    repository.write('a', values.stashed);
    repository.git('stash', '-q');
    repository.commit('b', values.amended);
    repository.write('b', 'clean');
    repository.git('commit', '-qa', '--amend', '-m', 'amended');
    repository.write('c', values.staged);
    repository.git('add', 'c');
    repository.write('c', 'clean');
    repository.write('d', values.loose);
    repository.git('hash-object', '-w', 'd');
    repository.write('d', 'clean');
    const { findings } = await search(repository.folder, '', { needles: needlesOf(values) });
    const places = Object.fromEntries(
      findings.map(({ field, where, path, commit }) => [field, `${where} ${path} ${commit !== undefined}`]),
    );
    expect(places).toEqual({
      packed: 'history a true',
      stashed: 'history a true',
      amended: 'history b true',
      staged: 'history c false',
      loose: expect.stringMatching(/^history unreachable object [0-9a-f]{12} false$/),
    });
  });

  it('in the message of a commit and of a tag', async () => {
    const repository = Repository.init();
    const values = { inCommit: drawSecret(), inTag: drawSecret() };
    const commit = repository.commit('a', 'x', `why\n\n${values.inCommit}`);
    repository.git('tag', '-a', 'v1', '-m', values.inTag);
    const { findings } = await search(repository.folder, '', { needles: needlesOf(values) });
    expect(findings).toHaveLength(2);
    expect(findings).toContainEqual({
      where: 'history',
      path: 'commit message',
      commit: commit.slice(0, 12),
      field: 'inCommit',
    });
    expect(findings).toContainEqual({
      where: 'history',
      path: 'tag message',
      commit: commit.slice(0, 12),
      field: 'inTag',
    });
  });

  it('in a log that git ignores, and in one outside the repository', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.write('.gitignore', '.state/\n');
    repository.write('.state/logs/bot.log', `start\n{"url":"/order?key=${value}"}\n`);
    const inside = await search(repository.folder, value, { logs: join(repository.folder, '.state/logs') });
    expect(inside.findings).toEqual([
      { where: 'logs', path: '.state/logs/bot.log', line: 2, column: 20, field: 'secret' },
    ]);
    const elsewhere = makeFolder();
    const file = write(elsewhere, 'old/bot.log.1', value);
    const outside = await search(repository.folder, value, { logs: elsewhere });
    expect(outside.findings).toEqual([{ where: 'logs', path: file, line: 1, column: 1, field: 'secret' }]);
    expect((await search(repository.folder, value, { logs: join(elsewhere, 'none') })).findings).toEqual([]);
  });

  it('outside a repository, everywhere but in its source and in installed packages', async () => {
    const folder = makeFolder();
    const value = drawSecret();
    write(folder, 'package.json', '{}');
    for (const path of ['.env', 'secrets/apiKey', 'node_modules/x/index.js']) write(folder, path, value);
    const exempt = [join(folder, '.env'), join(folder, 'secrets')];
    expect((await search(folder, value, { exempt })).findings).toEqual([]);
    expect((await search(folder, value)).findings.map(({ path }) => path).sort()).toEqual(['.env', 'secrets/apiKey']);
  });

  it('in a history although the file it came from is exempt', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.commit('.env', value);
    const { findings } = await search(repository.folder, value, { exempt: [join(repository.folder, '.env')] });
    expect(findings.map(({ where, path }) => `${where} ${path}`)).toEqual(['history .env']);
  });

  it('in a binary file, in a link, in a file name, and across the segments of a huge file', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.write('binary', Buffer.concat([randomBytes(5000), bytes(value), randomBytes(50)]));
    repository.write(`named-${value}`, 'x');
    execFileSync('ln', ['-s', `/nowhere/${value}`, join(repository.folder, 'link')]);
    const half = 8 * 2 ** 20 - 30;
    repository.write('huge', Buffer.concat([Buffer.alloc(half, 'a line\n'), bytes(value), Buffer.alloc(100)]));
    const { findings } = await search(repository.folder, value);
    const line = Math.floor(half / 7) + 1;
    expect(findings.map(({ path }) => path).sort()).toEqual(['[a name that holds the key]', 'binary', 'huge', 'link']);
    expect(findings.find(({ path }) => path === 'huge')?.line).toBe(line);
    expect(JSON.stringify(findings)).not.toContain(value);
  });
});

describe('for any key, in any form, at any place', () => {
  const place = fc.constantFrom('tracked', 'new', 'deleted', 'message', 'logs');
  const text = fc.uint8Array({ maxLength: 3000 });

  it('finds it where it is, and nothing where it is not', async () => {
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat(),
        fc.integer({ min: 8, max: 90 }),
        text,
        text,
        async (where, pick, length, before, after) => {
          const [value, other] = [
            randomBytes(length)
              .toString('latin1')
              .replace(/[\0\n]/g, 'x'),
            drawSecret(),
          ];
          const form = forms(value)[pick % forms(value).length] ?? bytes(value);
          const content = Buffer.concat([before, form, after]);
          const repository = Repository.init();
          repository.write('.gitignore', 'logs/\n');
          if (where === 'message') {
            // Git cuts a message at a zero byte, so here only the key is arbitrary.
            repository.write('.git/spoken', Buffer.concat([bytes('said: '), form]));
            repository.git(
              '-c',
              'i18n.commitEncoding=latin1',
              'commit',
              '-q',
              '--allow-empty',
              '--cleanup=verbatim',
              '-F',
              '.git/spoken',
            );
          } else if (where === 'logs') repository.write('logs/bot.log', content);
          else if (where === 'new') repository.write('dir/file', content);
          else repository.commit('dir/file', content);
          if (where === 'deleted') {
            repository.git('rm', '-q', 'dir/file');
            repository.git('commit', '-qm', 'gone');
          }
          const options = { logs: join(repository.folder, 'logs') };
          const { findings, complete } = await search(repository.folder, value, options);
          const [expected] = {
            tracked: ['tree'],
            new: ['tree'],
            deleted: ['history'],
            message: ['history'],
            logs: ['logs'],
          }[where];
          expect(findings.map((one) => one.where)).toContain(expected);
          expect(findings.every(({ field }) => field === 'secret')).toBe(true);
          expect(complete).toBe(true);
          expect((await search(repository.folder, other, options)).findings).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('the memory of what was clean', () => {
  const remember = (label = 'fp') => ({ folder: join(makeFolder(), 'seen'), label });

  it('reads an unchanged history once, a changed one only where it changed', async () => {
    const repository = Repository.init();
    for (const name of ['a', 'b', 'c']) repository.commit(name, name);
    const [value, seen] = [drawSecret(), remember()];
    expect((await search(repository.folder, value, { seen })).looked.blobs).toBe(6);
    expect((await search(repository.folder, value, { seen })).looked.blobs).toBe(0);
    repository.commit('d', value);
    const third = await search(repository.folder, value, { seen });
    expect(third.looked.blobs).toBe(2);
    expect(third.findings.map(({ where }) => where)).toContain('history');
    // What is not clean is not forgotten.
    expect((await search(repository.folder, value, { seen })).findings).toEqual(third.findings);
  });

  it('does not serve another key, also not under the same label', async () => {
    const repository = Repository.init();
    const [first, second] = [drawSecret(), drawSecret()];
    repository.commit('a', second);
    repository.git('rm', '-q', 'a');
    repository.git('commit', '-qm', 'gone');
    const seen = remember();
    expect((await search(repository.folder, first, { seen })).findings).toEqual([]);
    expect((await search(repository.folder, second, { seen })).findings).toHaveLength(1);
  });

  it('holds no value, and does not stop a search when it cannot be written', async () => {
    const repository = Repository.init();
    repository.commit('a', 'x');
    const [value, seen] = [drawSecret(), remember()];
    await search(repository.folder, value, { seen });
    const [file = ''] = readdirSync(seen.folder);
    const content = readFileSync(join(seen.folder, file));
    expect(forms(value).some((form) => content.includes(form))).toBe(false);
    expect(statSync(join(seen.folder, file)).mode & 0o077).toBe(0);
    const broken = await search(repository.folder, value, { seen: { folder: '/dev/null/x', label: 'fp' } });
    expect(broken.complete).toBe(true);
  });
});

describe('the budget', () => {
  it('bounds the search, and the rest finishes it with the same result', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    repository.commit('deep/old', value);
    repository.git('rm', '-q', 'deep/old');
    repository.git('commit', '-qm', 'gone');
    for (let i = 0; i < 30; i++) repository.write(`files/${i}`, Buffer.alloc(200_000, 'nothing here\n'));
    repository.write('files/last', value);
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'many');
    const whole = await search(repository.folder, value);

    for (const budgetMs of [0, 3, 12, 25]) {
      const first = await search(repository.folder, value, { budgetMs });
      const last = first.rest ? await first.rest() : first;
      expect(first.complete).toBe(first.rest === undefined);
      expect(last.complete).toBe(true);
      expect(last.rest).toBeUndefined();
      const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
      expect(sorted(last.findings), `${budgetMs} ms`).toEqual(sorted(whole.findings));
      expect(last.looked.blobs).toBe(whole.looked.blobs);
    }
    expect((await search(repository.folder, value, { budgetMs: 0 })).complete).toBe(false);
  });

  it('bounds a search without git too', async () => {
    const folder = makeFolder();
    const value = drawSecret();
    for (let i = 0; i < 40; i++) write(folder, `${i}`, i === 39 ? value : Buffer.alloc(100_000));
    const first = await search(folder, value, { budgetMs: 1 });
    expect(first.complete).toBe(false);
    expect(first.looked.files).toBeLessThan(40);
    const last = await first.rest?.();
    expect(last?.looked.files).toBe(40);
    expect(last?.findings).toEqual([{ where: 'tree', path: '39', line: 1, column: 1, field: 'secret' }]);
  });

  it('ends with SEARCH_ABORTED when it is stopped, before and while it runs', async () => {
    const repository = Repository.init();
    repository.commit('a', Buffer.alloc(2 ** 20, 'x'));
    const stop = (signal: AbortSignal) => search(repository.folder, drawSecret(), { signal });
    await expect(stop(AbortSignal.abort())).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
    const controller = new AbortController();
    const running = stop(controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'SEARCH_ABORTED' });
  });
});

describe('what the search refuses', () => {
  it('a needle that would be found by accident', async () => {
    const needles = [{ field: 'password', bytes: bytes('1234567') }];
    await expect(search(makeFolder(), '', { needles })).rejects.toMatchObject({ code: 'NEEDLE_TOO_SHORT' });
  });

  it('nothing to look for is found nowhere, at once', async () => {
    const report = await search(makeFolder(), '', { needles: [] });
    expect(report).toEqual({ findings: [], complete: true, looked: { files: 0, blobs: 0, bytes: 0 } });
  });
});

describe('under the permission model of Node, as in the courier', () => {
  it('works with the repository readable and nothing writable, and leaves no trace in the repository', async () => {
    const repository = Repository.init();
    const value = drawSecret();
    const commit = repository.commit('a', value);
    repository.git('rm', '-q', 'a');
    repository.git('commit', '-qm', 'gone');
    mkdirSync(join(repository.folder, 'logs'));
    repository.write('logs/bot.log', value);
    const source = join(import.meta.dirname, '../../src');
    const script = `
      import { searchOwnKeys } from ${JSON.stringify(join(source, 'own/keys.ts'))};
      import { readFileSync } from 'node:fs';
      const value = readFileSync(0);
      const root = ${JSON.stringify(repository.folder)};
      const report = await searchOwnKeys({ root, needles: [{ field: 'secret', bytes: value }], exempt: [root + '/.env', '/run/elsewhere'],
        logs: root + '/logs', seen: { folder: root + '/.state/seen', label: 'x' }, budgetMs: 30000, env: { PATH: ${JSON.stringify(process.env.PATH)} } });
      console.log(JSON.stringify(report));`;
    const allowed = [`--allow-fs-read=${source}`, `--allow-fs-read=${repository.folder}`, '--allow-child-process'];
    const words = ['--permission', ...allowed, '--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync(process.execPath, words, {
      input: value,
      encoding: 'utf8',
      cwd: repository.folder,
    });
    expect(stderr.replace(/.*(Warning|trace-warnings|--allow).*\n/g, '')).toBe('');
    const { findings, complete } = JSON.parse(stdout);
    expect(complete).toBe(true);
    expect(findings).toContainEqual({
      where: 'history',
      path: 'a',
      line: 1,
      column: 1,
      commit: commit.slice(0, 12),
      field: 'secret',
    });
    expect(findings.map(({ path }: { path: string }) => path)).toContain('logs/bot.log');
    expect(existsSync(join(repository.folder, '.state'))).toBe(false);
  });
});
