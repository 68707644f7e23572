import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { noCounts } from '../../src/find/counts.ts';
import { answererOf, type WorkerData } from '../../src/scan/worker-tasks.ts';
import { drawSecret, makeFolder, Repository, write } from '../repository.ts';

const leak = () => `BINANCE_API_SECRET=${drawSecret()}\n`;
const allowed = () => `BINANCE_API_SECRET=${drawSecret()} # gatehouse-allow: drawn for this test alone\n`;
const dataOf = ({ folder, env }: Pick<Repository, 'folder' | 'env'>, more: Partial<WorkerData> = {}): WorkerData => ({
  shared: { userRules: [] },
  opening: 'none',
  folder,
  env,
  ...more,
});
const nowhere = () => ({ folder: makeFolder(), env: { PATH: process.env.PATH ?? '' } });

it('tells files by their place that hold something, were let through or were not opened, and counts the others', async () => {
  const place = nowhere();
  const contents = {
    clean: 'text\n',
    held: leak(),
    let: allowed(),
    damaged: gzipSync(leak()).subarray(0, 40),
    packed: gzipSync(leak()),
    last: 'more\n',
  };
  const files = Object.entries(contents).map(([path, content]) => ({ path, file: write(place.folder, path, content) }));
  const asked = { kind: 'files', files } as const;
  const counts = { ...noCounts(), contents: 2, bytes: 10 };
  const opening = await answererOf(dataOf(place, { opening: 'gzip' }));
  expect(await opening(asked)).toEqual({ answer: { unclean: [1, 2, 3, 4], counts } });
  // What nobody asked to open is binary, and nothing more.
  const answer = await answererOf(dataOf(place));
  expect(await answer(asked)).toMatchObject({ answer: { unclean: [1, 2], counts: { contents: 4, binary: 2 } } });
});

it('tells objects by their place that hold something, were let through or are not there, and counts the others', async () => {
  const repository = Repository.init();
  const ids = ['text\n', leak(), allowed(), 'more\n'].map((content) => {
    repository.write('file', content);
    return repository.git('hash-object', '-w', 'file');
  });
  const answer = await answererOf(dataOf(repository));
  const counts = { ...noCounts(), contents: 2, bytes: 10 };
  const objects = (of: readonly string[]) =>
    ({ kind: 'objects', objects: of.map((id) => [id, 'file'] as const) }) as const;
  expect(await answer(objects(ids))).toEqual({ answer: { unclean: [1, 2], counts } });
  const missing = 'f'.repeat(40);
  const some = await answer(objects([...ids.slice(0, 1), missing])).catch((error: unknown) => error);
  // Whether the answer says so or the task fails: it is not clean.
  expect(some).not.toMatchObject({ answer: { unclean: [] } });
});

it('reads a name as a hint of what a file or an object holds', async () => {
  const repository = Repository.init();
  const file = repository.write('file', `"${drawSecret()}"\n`);
  const id = repository.git('hash-object', '-w', 'file');
  const paths = ['words.json', 'binance.json'];
  const answer = await answererOf(dataOf(repository));
  const files = paths.map((path) => ({ path, file }));
  expect(await answer({ kind: 'files', files })).toMatchObject({ answer: { unclean: [1] } });
  for (const [path, unclean] of [
    ['words.json', []],
    ['binance.json', [0]],
  ] as const)
    expect(await answer({ kind: 'objects', objects: [[id, path]] })).toMatchObject({ answer: { unclean } });
});

it('looks with the rules of the caller too, whatever tables were made of the others', async () => {
  const place = nowhere();
  const rule = { id: 'word', severity: 'warn', finds: 'word', fix: 'nothing', keywords: ['acme'], reach: 20 } as const;
  const userRules = [{ ...rule, pattern: '(?P<value>acme_[a-c]{4})', match: ['acme_abca'], noMatch: ['acme_x'] }];
  const files = ['acme_abca\n', leak(), 'text\n'].map((content, index) => ({
    path: `${index}`,
    file: write(place.folder, `${index}`, content),
  }));
  const [{ rules }, { rulesetOf }] = await Promise.all([
    import('../../src/rules/rules.ts'),
    import('../../src/find/ruleset.ts'),
  ]);
  const answer = await answererOf(dataOf(place, { shared: { userRules } }), rulesetOf(rules).tables);
  expect(await answer({ kind: 'files', files })).toMatchObject({ answer: { unclean: [0, 1] } });
});

it('answers a failure that has a sentence by its code, and fails with any other', async () => {
  const answer = await answererOf(dataOf(nowhere()));
  const objects = [['f'.repeat(40), 'file']] as const;
  expect(await answer({ kind: 'objects', objects })).toMatchObject({ failed: { code: 'NOT_A_REPOSITORY' } });
  const withoutGit = await answererOf(dataOf({ folder: Repository.init().folder, env: { PATH: makeFolder() } }));
  expect(await withoutGit({ kind: 'objects', objects })).toMatchObject({ failed: { code: 'GIT_MISSING' } });
  const files = new Proxy([], {
    get: () => {
      throw new RangeError('not a sentence');
    },
  });
  await expect(answer({ kind: 'files', files })).rejects.toThrow(RangeError);
});
