import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, isRepository, namesIn, openGit } from './git.ts';

export interface TreeFile {
  /** Relative to the folder, for people. */
  readonly path: string;
  /** Where it is; bytes when the name is not UTF-8. */
  readonly file: string | Buffer;
}

/** What other people wrote or git keeps for itself; only left out where no .gitignore can say so. */
const leftOut = new Set(['.git', 'node_modules']);

/**
 * Returns what git tracks in a folder, or would add: ignored files are left out. Outside a repository: every file but
 * those in `node_modules`. A repository inside that is not a submodule is looked into by its own rules.
 */
export async function filesIn(folder: string, env: Environment, signal?: AbortSignal): Promise<readonly TreeFile[]> {
  const git = openGit(folder, { env });
  if (!(await isRepository(git))) return [...walk(folder, '', leftOut)];

  const listed = await git.run(['ls-files', '-z', '-co', '--exclude-standard'], signal ? { signal } : {});
  const files: TreeFile[] = [];
  let before: Buffer | undefined;
  for (const name of namesIn(listed)) {
    // A file in conflict is listed once for each side.
    if (before?.equals(name)) continue;
    before = name;
    const path = name.toString('utf8');
    if (path.endsWith('/')) {
      const inner = await filesIn(join(folder, path), env, signal);
      files.push(...inner.map((one) => ({ path: path + one.path, file: one.file })));
    } else files.push({ path, file: Buffer.from(path).equals(name) ? join(folder, path) : bytesOf(folder, name) });
  }
  return files;
}

const bytesOf = (folder: string, name: Buffer) => Buffer.concat([Buffer.from(`${folder}/`), name]);

/** Every file and link below a folder; links to folders are not followed, so a loop ends nowhere but here. */
export function* walk(
  folder: string,
  prefix = '',
  without: ReadonlySet<string> = new Set<string>(),
): Generator<TreeFile> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = prefix + entry.name;
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!without.has(entry.name)) yield* walk(file, `${path}/`, without);
    } else if (entry.isFile() || entry.isSymbolicLink()) yield { path, file };
  }
}
