import { type Environment, openGit } from './git.ts';
import { type Needle, Needles } from './needles.ts';
import { readObjects } from './objects.ts';
import { linesIn } from './own-key-files.ts';
import type { OwnKeyFinding } from './own-keys.ts';
import { stagedFiles } from './staged.ts';

/** Looks for exact bytes in what the next commit would write, and in the names it would write it under. */
export async function searchIndex(
  values: readonly Needle[],
  { root, env }: { readonly root: string; readonly env: Environment },
): Promise<{
  readonly found: readonly OwnKeyFinding[];
  readonly looked: {
    readonly contents: number;
    readonly bytes: number;
    readonly binary: number;
    readonly unread: number;
  };
}> {
  const needles = new Needles(values);
  const git = openGit(root, { env, inHook: true });
  const paths = new Map<string, string[]>();
  for (const { id, path } of await stagedFiles(git)) paths.set(id, [...(paths.get(id) ?? []), path]);

  const found: OwnKeyFinding[] = [];
  const looked = { contents: 0, bytes: 0, binary: 0, unread: 0 };
  let fields = new Map<string, number>();
  let linesBefore = 0;
  await readObjects(git, [...paths.keys()], ({ id }, { bytes, overlap, last }) => {
    needles.search(bytes, (field, at) => {
      const line = linesBefore - linesIn(bytes, overlap) + linesIn(bytes, at) + 1;
      if (!fields.has(field)) fields.set(field, line);
    });
    looked.bytes += bytes.length - overlap;
    if (!last) {
      linesBefore += linesIn(bytes, bytes.length) - linesIn(bytes, overlap);
      return true;
    }
    for (const path of paths.get(id) ?? []) found.push(...namesAndLines(path, fields, needles));
    looked.contents++;
    linesBefore = 0;
    fields = new Map();
    return true;
  });
  // What cannot be read is not clean.
  looked.unread = paths.size - looked.contents;
  return { found, looked };
}

function namesAndLines(path: string, fields: ReadonlyMap<string, number>, needles: Needles): readonly OwnKeyFinding[] {
  const all = new Map<string, number | undefined>(fields);
  let isNamed = false;
  needles.search(Buffer.from(path), (field) => {
    isNamed = true;
    if (!all.has(field)) all.set(field, undefined);
  });
  const shown = isNamed ? '[a name that holds the key]' : path;
  return [...all].map(([field, line]) => ({ where: 'tree', path: shown, ...(line !== undefined && { line }), field }));
}
