import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOrder, isUpwards } from '../folder-order.ts';
import { importViolations } from '../import-directions.ts';
import { makeRepository, repository } from './fixture.ts';

test.each(Object.entries(folderOrder))('everything in the src of %s has its place in the order', (folder, order) => {
  expect([...order].sort()).toEqual(readdirSync(join(repository, folder, 'src')).sort());
});

test.each([
  ['src/text/text.ts', 'src/scan/scan.ts', true],
  ['src/error.ts', 'src/text/text.ts', true],
  ['src/find/find.ts', 'src/index.ts', true],
  ['src/scan/scan.ts', 'src/text/text.ts', false],
  ['src/scan/scan.ts', 'src/scan/tree.ts', false],
  ['src/engine/engine.ts', 'engine/assembly/layout.ts', false],
  ['test/text/text.test.ts', 'src/scan/scan.ts', false],
])('from %s to %s: upwards is %s', (from, to, isUp) => {
  expect(isUpwards('packages/scanner', from, to)).toBe(isUp);
  expect(isUpwards('packages/other', from, to)).toBe(false);
});

test('an import upwards is refused', () => {
  const file = 'packages/scanner/src/text/text.ts';
  const root = makeRepository({
    'turbo.json': JSON.stringify({
      boundaries: {
        tags: Object.fromEntries(['low', 'high', 'bot', 'scanner'].map((tag) => [tag, allowing(['low'])])),
      },
    }),
    'packages/scanner/package.json': '{ "name": "@fixture/scanner" }',
    [file]: `import type { A } from '../scan/scan.ts';`,
    'packages/scanner/src/scan/scan.ts': `import '../text/text.ts'; import './tree.ts'; import '../error.ts';`,
  });
  expect(importViolations(root)).toEqual([{ file, rule: 'upwards', found: '../scan/scan.ts' }]);
});

const allowing = (allow: string[]) => ({ dependencies: { allow } });
