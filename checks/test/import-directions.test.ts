import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importViolations } from '../import-directions.ts';
import { readJson, roomsOf } from '../sources.ts';
import { makeRepository, repository } from './fixture.ts';

const high = 'packages/high/src/door.ts';
const low = 'packages/low/src/door.ts';

test('this repository has no import against the arrows', () => {
  expect(importViolations(repository)).toEqual([]);
});

test('each package carries its own tag, or turbo would hold it to no arrow', () => {
  const rooms = roomsOf(repository);
  expect(rooms.length).toBeGreaterThanOrEqual(8);
  for (const { folder, tag } of rooms)
    expect(readJson(join(repository, folder, 'turbo.json')).tags, folder).toEqual([tag]);
});

describe('an import is refused', () => {
  test.each([
    ['arrow', low, `import { a } from '@fixture/high';`],
    ['arrow', low, `export * from '@fixture/high';`],
    ['arrow', low, `export { a } from '@fixture/high';`],
    ['arrow', low, `import type { A } from '@fixture/high';`],
    ['arrow', low, `export const a: import('@fixture/high').A = 1;`],
    ['arrow', low, `await import('@fixture/high');`],
    ['arrow', 'packages/low/test/door.test.ts', `import { a } from '@fixture/high';`],
    ['subpath', high, `import { a } from '@fixture/low/src/door.ts';`],
    ['leaves-package', high, `import { a } from '../../low/src/door.ts';`],
    ['leaves-package', high, `const a = () => import('../../../checks/sources.ts');`],
    ['leaves-package', high, `import '/etc/hosts.ts';`],
    ['undeclared', high, `import { z } from 'zod';`],
    ['undeclared', high, `import { test } from 'vitest';`],
    ['undeclared', high, `import { a } from '@fixture/high';`],
    ['undeclared', high, `import { a } from '@fixture/nowhere';`],
  ])('as %s: in %s, %s', (rule, file, text) => {
    expect(importViolations(makeRepository({ [file]: text }))).toEqual([expect.objectContaining({ file, rule })]);
  });

  test('when its package has no row in the table', () => {
    const root = makeRepository({ 'packages/new/package.json': '{ "name": "@fixture/new" }' });
    expect(importViolations(root)).toEqual([{ file: 'packages/new/package.json', rule: 'no-arrows', found: 'new' }]);
  });
});

describe('an import passes', () => {
  test.each([
    [high, `import { a } from '@fixture/low';`],
    [high, `import { b } from './window.ts'; import '../bot.config.ts';`],
    [high, `import { readFileSync } from 'node:fs';`],
    [high, `// import { a } from '@fixture/high';\nexport const text = "import { z } from 'zod'";`],
    [low, `import { z } from 'zod';`],
    ['packages/high/test/door.test.ts', `import { test } from 'vitest'; import '../src/door.ts';`],
  ])('in %s: %s', (file, text) => {
    expect(importViolations(makeRepository({ [file]: text }))).toEqual([]);
  });
});

describe('process', () => {
  test.each([
    ['env', `process.env.HOME;`],
    ['env', `process['env'];`],
    ['env', `globalThis.process.env;`],
    ['env', `const { env } = process;`],
    ['env', `const p = process;`],
    ['env', `import { env } from 'node:process';`],
    ['env', `import p from 'process';`],
    ['argv', `process.argv.slice(2);`],
    ['exit', `process.exit(1);`],
  ])('.%s is refused away from the edges: %s', (found, text) => {
    expect(importViolations(makeRepository({ [high]: text }))).toEqual([{ file: high, rule: 'process', found }]);
  });

  test('is free at the edges and in tests, each within its row', () => {
    const root = makeRepository({
      'packages/high/src/main.ts': 'process.exit(process.argv.length + Object.keys(process.env).length);',
      'packages/high/test/door.test.ts': 'process.env.HOME;',
      [high]: 'process.pid;',
      'apps/bot/src/desk.ts': 'process.exit(0);',
    });
    expect(importViolations(root)).toEqual([]);
  });

  test('.env is refused in the process that holds the key', () => {
    const file = 'apps/bot/src/desk.ts';
    const root = makeRepository({
      [file]: 'process.env.HOME;',
    });
    expect(importViolations(root)).toEqual([{ file, rule: 'process', found: 'env' }]);
  });
});
