import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** What a plain shell has: git and the system's tools, and neither pnpm nor any Node of ours. */
export const plainPath = [folderOf('git'), '/usr/bin', '/bin'].join(delimiter);

/** Runs git as somebody with no settings of their own, in a repository that is not the one around us. */
export function git(root: string, args: readonly string[], home = root): { code: number; output: string } {
  const { status, stdout, stderr } = spawnSync('git', [...args], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: plainPath,
      HOME: home,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'e2e',
      GIT_AUTHOR_EMAIL: 'e2e@example.test',
      GIT_COMMITTER_NAME: 'e2e',
      GIT_COMMITTER_EMAIL: 'e2e@example.test',
    },
  });
  return { code: status ?? -1, output: stdout + stderr };
}

/** Commits everything past any hook, as somebody does who did not have one. Throws when git does. */
export function commitAll(root: string, message: string): void {
  for (const args of [
    ['add', '-A'],
    ['-c', 'core.hooksPath=/dev/null', 'commit', '-q', '-m', message],
  ]) {
    const { code, output } = git(root, args);
    if (code !== 0) throw new Error(`git ${args[0]} failed: ${output}`);
  }
}

function folderOf(program: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, program)));
  return found === undefined ? '/usr/bin' : dirname(realpathSync(join(found, program)));
}
