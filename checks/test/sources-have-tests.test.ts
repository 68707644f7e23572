import { describe, expect, test } from 'vitest';
import { untestedSources } from '../sources-have-tests.ts';
import { makeRepository, repository } from './fixture.ts';

const source = 'packages/low/src/deep/door.ts';
const code = 'export const open = () => true;';
const list = 'packages/low/test/covered-elsewhere.json';
const exception = { source: 'src/deep/door.ts', coveredBy: 'test/house.test.ts', why: 'the house opens every door' };

test('each source of this repository has its test', () => {
  expect(untestedSources(repository)).toEqual([]);
});

test('a source without a test is named, with the test that it lacks', () => {
  const root = makeRepository({ [source]: code });
  expect(untestedSources(root)).toEqual([{ file: source, rule: 'untested', found: 'test/deep/door.test.ts' }]);
});

describe('a source passes', () => {
  test.each([
    ['with a test at the same path', { [source]: code, 'packages/low/test/deep/door.test.ts': '' }],
    ['when it is a list of exports', { 'packages/low/src/index.ts': code }],
    ['when it is a list of codes', { 'packages/low/src/error.ts': code }],
    ['when it is the edge of a process', { 'packages/low/src/main.ts': code }],
    [
      'when it holds only types',
      { [source]: `import type { A } from './a.ts';\nexport interface B { a: A }\nexport type { A };\ntype C = B;` },
    ],
    [
      'when another test is named for it, with a reason',
      { [source]: code, 'packages/low/test/house.test.ts': '', [list]: JSON.stringify([exception]) },
    ],
  ])('%s', (_, files: Record<string, string>) => {
    expect(untestedSources(makeRepository(files))).toEqual([]);
  });
});

describe('an exception is refused', () => {
  const house = { 'packages/low/test/house.test.ts': '' };
  test.each([
    ['without a reason', { [source]: code, ...house }, { ...exception, why: ' ' }],
    ['when the test that it names is gone', { [source]: code }, exception],
    ['when its source is gone', house, exception],
    [
      'when the source has a test of its own',
      { [source]: code, ...house, 'packages/low/test/deep/door.test.ts': '' },
      exception,
    ],
  ])('%s', (_, files: Record<string, string>, entry) => {
    const root = makeRepository({ ...files, [list]: JSON.stringify([entry]) });
    expect(untestedSources(root)).toEqual([{ file: list, rule: 'hollow-exception', found: entry.source }]);
  });
});
