import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

type Environment = Readonly<Record<string, string | undefined>>;

/** What became of the pre-commit hook. `absent`: this is no git checkout of its own, so there is nothing to hook. */
export type Hooks =
  | { readonly state: 'absent' | 'active' | 'activated' }
  | { readonly state: 'foreign'; readonly path: string }
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Activates husky's hooks when this checkout is the top of its own git repository and does not have them. Installing
 * does it only when `.git` was there at install time, which after a scaffold it is not. Never overwrites hooks of
 * somebody else.
 */
export async function activateHooks(root: string, node: string, env: Environment): Promise<Hooks> {
  const git = (args: readonly string[]): Promise<string> => ask('git', ['-C', root, ...args], env);
  if (!existsSync(join(root, '.git'))) return { state: 'absent' };
  try {
    const top = await git(['rev-parse', '--show-toplevel']);
    if (realpathSync(top) !== realpathSync(root)) return { state: 'absent' };
    const path = await git(['config', '--get', 'core.hooksPath']).catch(() => '');
    if (path !== '' && path !== '.husky/_') return { state: 'foreign', path };
    // A worktree inherits the setting and not the folder: git then skips the hook in silence.
    if (path === '.husky/_' && existsSync(join(root, '.husky', '_', 'pre-commit'))) return { state: 'active' };
    await run(node, [join(root, 'node_modules', 'husky', 'bin.js')], { cwd: root, env: pathOnly(env), timeout: 5_000 });
    const now = await git(['config', '--get', 'core.hooksPath']).catch(() => '');
    return now === '.husky/_' ? { state: 'activated' } : { state: 'failed', problem: 'husky ran and set nothing' };
  } catch (cause) {
    return { state: 'failed', problem: problemIn(cause) };
  }
}

async function ask(command: string, args: readonly string[], env: Environment): Promise<string> {
  const { stdout } = await run(command, args, { env: pathOnly(env), timeout: 5_000 });
  return stdout.trim();
}

/** Git and husky need a PATH and a home for their own settings; they do not need the keys. */
function pathOnly({ PATH, HOME }: Environment): Record<string, string> {
  return { ...(PATH === undefined ? {} : { PATH }), ...(HOME === undefined ? {} : { HOME }) };
}

/** The line in which git or Node says what is wrong; the first is only the command that was run. */
function problemIn(cause: unknown): string {
  if (!(cause instanceof Error)) return 'git did not answer';
  const lines = cause.message.split('\n');
  return lines.find((line) => /^(?:fatal|error|\w*Error)\b/.test(line)) ?? lines[0] ?? '';
}
