import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, write } from '../repository.ts';

const hooks = join(import.meta.dirname, '../../../../.husky');

/** Laid out as a checkout, with a Node that notes what it was given, says so, and ends as it is told to. */
function checkout(status: number): string {
  const root = makeFolder();
  write(root, 'packages/scanner/start/staged.sh', 'echo what is staged\n');
  const node = write(
    root,
    'node_modules/.bin/node',
    `#!/bin/sh\nprintf '%s\\n' "$@" >words\ncat >input\necho the report\nexit ${status}\n`,
  );
  chmodSync(node, 0o755);
  return root;
}

/** As husky runs it: from the top of the checkout, with what git gives it. */
function outcome(hook: string, cwd: string, ...words: readonly string[]) {
  const env = { PATH: process.env.PATH };
  return spawnSync('sh', ['-e', join(hooks, hook), ...words], { cwd, env, input: 'what git says\n', encoding: 'utf8' });
}

const noted = (root: string, name: string) => readFileSync(join(root, name), 'utf8');

describe.each(['pre-commit', 'pre-push'])('the %s hook', (hook) => {
  it.each([0, 1, 2])('ends as the scan does, with %i', (status) => {
    expect(outcome(hook, checkout(status), 'origin').status).toBe(status);
  });

  it('says that nothing is installed, and stops what it stands before, where there is no Node', () => {
    const { status, stdout, stderr } = outcome(hook, makeFolder(), 'origin');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^gatehouse: nothing is installed yet, so this (?:commit|push) cannot be scanned .*\n$/);
  });

  it('does not take for a scan what cannot be run', () => {
    const root = checkout(0);
    chmodSync(join(root, 'node_modules/.bin/node'), 0o644);
    expect(outcome(hook, root, 'origin').status).toBe(1);
  });
});

it('hands what is staged to the scan of a commit', () => {
  const root = checkout(0);
  expect(outcome('pre-commit', root).stdout).toBe('the report\n');
  expect(noted(root, 'words').split('\n')).toEqual(['packages/scanner/start/pre-commit.cts', '-', '']);
  expect(noted(root, 'input')).toBe('what is staged\n');
});

it('hands what git says, and the remote by its name, to the scan of a push, and shows the report where git shows it', () => {
  const root = checkout(0);
  expect(outcome('pre-push', root, 'a remote', 'url')).toMatchObject({ stdout: '', stderr: 'the report\n' });
  const words = ['packages/scanner/start/scan.cts', '--pushed', '--remote=a remote', ''];
  expect(noted(root, 'words').split('\n')).toEqual(words);
  expect(noted(root, 'input')).toBe('what git says\n');
});
