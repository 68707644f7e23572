import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is on trial, in a repository of its own. */
export interface Trial {
  readonly command: readonly [name: string, ...words: string[]];
  /** Where Node keeps what it compiles. */
  readonly cache: string;
  readonly path: string | undefined;
  /** What stands beside the planted line, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether all of it was committed; else it is staged. */
  readonly isCommitted?: boolean;
}

/** Runs a command where a secret was planted, and returns how it ended and what it printed. */
export function tried({ command: [name, ...words], cache, path, files, isCommitted }: Trial, secret: string) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-trial-'));
  // Nothing of the caller: an install that runs inside another repository's hook has its GIT_ variables.
  const env = { PATH: path, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', NODE_COMPILE_CACHE: cache };
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd: folder, env, timeout: 20_000, encoding: 'utf8' });
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=Trial', '-c', 'user.email=trial@localhost', ...args]);
  try {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, 'planted.ts'), `export const BINANCE_API_SECRET = '${secret}';\n`);
    const steps = [['init', '-q'], ['add', '.'], ...(isCommitted ? [['commit', '-qm', 'a trial']] : [])];
    // One that does not answer is not asked again: an install waits for this.
    if (!steps.every((step) => git(...step).status === 0)) return { status: null, stdout: '' };
    const { status, stdout } = run(name, words);
    return { status, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a command tells of the planted secret as such: by the file, and by how it ends. */
export function stopsASecret(trial: Trial, secret: string): boolean {
  const { status, stdout } = tried(trial, secret);
  return status === 1 && stdout.includes('planted.ts:1:');
}
