import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A hook that is on trial: the Node that runs it, its file, and where Node keeps what it compiles. */
export interface Trial {
  readonly node: string;
  readonly hook: string;
  /** What tells the hook what is staged. */
  readonly handing: string;
  readonly cache: string;
  readonly path: string | undefined;
  /** What stands in the commit beside the planted line, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the hook leaves what V8 compiled to look through it. */
  readonly keep?: string;
}

/** Runs a hook on a commit with a secret in it. Returns whether it stopped the commit and named the file. */
export function stopsASecret({ node, hook, handing, cache, path, files, keep }: Trial, secret: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hook-'));
  // Nothing of the caller: an install that runs inside another repository's hook has its GIT_ variables.
  const env = { PATH: path, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', NODE_COMPILE_CACHE: cache };
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd: folder, env, timeout: 20_000 });
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'planted.ts'), `export const BINANCE_API_SECRET = '${secret}';\n`);
    run('git', ['init', '-q']);
    run('git', ['add', '.']);
    // As .husky/pre-commit does it.
    const line = '. "$1" | { shift; "$@"; }';
    const words = [handing, node, hook, '-', ...(keep === undefined ? [] : [keep])];
    const { status, stdout } = run('sh', ['-e', '-c', line, 'sh', ...words]);
    return status === 1 && String(stdout).includes('planted.ts:1:');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
