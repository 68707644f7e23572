import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a small repository for one test: packages `low` and `high` -> `low`, an app `bot`, and the given files. */
export function makeRepository(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-checks-'));
  onTestFinished(() => rmSync(root, { recursive: true }));

  const tags = {
    low: { dependencies: { allow: [] } },
    high: { dependencies: { allow: ['low'] } },
    bot: { dependencies: { allow: [] } },
  };
  const packages = {
    'turbo.json': `// A comment, as in ours.\n${JSON.stringify({ boundaries: { tags } })}`,
    'apps/bot/package.json': JSON.stringify({ name: '@fixture/bot' }),
    'packages/low/package.json': JSON.stringify({
      name: '@fixture/low',
      dependencies: { '@fixture/high': 'workspace:*', zod: 'catalog:' },
    }),
    'packages/high/package.json': JSON.stringify({
      name: '@fixture/high',
      dependencies: { '@fixture/low': 'workspace:*' },
      devDependencies: { vitest: 'catalog:' },
    }),
  };
  for (const [path, text] of Object.entries({ ...packages, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

export const repository = join(import.meta.dirname, '../..');
