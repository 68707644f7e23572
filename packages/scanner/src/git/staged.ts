import { ScannerError } from '../error.ts';
import type { Git } from './git.ts';

/** What the next commit would write at a path. */
export interface StagedFile {
  /** Relative to the top of the work tree. */
  readonly path: string;
  readonly id: string;
}

const link = '160000';

/** What lists them; start/staged.sh says the same. */
export const listing = [
  ...['diff', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv'],
  ...['--ignore-submodules=none', '--diff-filter=d', '-O/dev/null'],
];

/**
 * Returns the files whose content in the index differs from the last commit. The index, never the work tree: what was
 * staged and then edited away is still what a commit would write. Works before the first commit.
 */
export async function stagedFiles(git: Git): Promise<readonly StagedFile[]> {
  const output = await git.run(listing);
  const tokens = output.toString('utf8').split('\0');
  const files: StagedFile[] = [];
  for (let i = 0; i + 1 < tokens.length; i += 2) {
    const [, mode, id] = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(tokens[i] ?? '') ?? [];
    const path = tokens[i + 1];
    if (id === undefined || !path) {
      throw new ScannerError(
        'GIT_FAILED',
        'git lists what is staged in a way that is not its own; see which git stands first on the PATH.',
      );
    }
    // A file marked with `add --intent-to-add` has no content yet, and a submodule's commit is not a content.
    if (mode !== link && !/^0+$/.test(id)) files.push({ path, id });
  }
  return files;
}
