import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { version } from '../src/version.ts';

it('the version that the bot says is the one of the starter', () => {
  const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
  expect(version).toBe((JSON.parse(manifest) as { version: string }).version);
});
