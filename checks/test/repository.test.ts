import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

describe('the Node that runs this', () => {
  const pins = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(
    /^ {2}node-(?:bin-)?(?:linux|darwin)-\w+: (\S+)$/gm,
  );

  test('is the one that the catalog pins, the same on every platform', () => {
    expect(Array.from(pins, (pin) => `v${pin[1]}`)).toEqual(Array(4).fill(process.version));
  });
});

test('the lockfile names no address: everything comes from the registry, by hash', () => {
  const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  expect(lockfile.match(/\w+:\/\/\S*|tarball:.*/g)).toBeNull();
  expect(lockfile.match(/resolution: (?!\{integrity: sha512-).*/g)).toBeNull();
});

test.each(globSync('packages/*/src/index.ts', { cwd: root }))(
  '%s loads in plain Node, which knows less than vitest',
  (path) => {
    const { status, stderr } = spawnSync(process.execPath, [path], { cwd: root, env: {}, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  },
);

describe('.gitignore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-gitignore-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // A hook's GIT_DIR would point these calls at the real repository.
  const env = { PATH: process.env.PATH };
  execFileSync('git', ['init', '--quiet', folder], { env });
  cpSync(join(root, '.gitignore'), join(folder, '.gitignore'));

  const ignores = (path: string) =>
    spawnSync('git', ['check-ignore', '--quiet', path], { cwd: folder, env }).status === 0;

  test.each([
    '.env',
    '.env.production',
    'live.env',
    'apps/bot/.env',
    'secrets/apiKey',
    'apps/bot/secrets/apiKey',
    'config/secrets.yaml',
    '.state/journal.db',
    'apps/bot/.state/installation.key',
    'node_modules/ccxt/package.json',
    '.turbo/cookies',
  ])('keeps %s out of the history', (path) => {
    expect(ignores(path)).toBe(true);
  });

  test.each(['.env.example', 'packages/secrets/src/index.ts', 'packages/secrets/package.json', 'pnpm-lock.yaml'])(
    'lets %s through',
    (path) => {
      expect(ignores(path)).toBe(false);
    },
  );
});
