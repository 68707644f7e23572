import { type Environment, openGit } from '../git/git.ts';
import { readObjects } from '../git/objects.ts';
import { stagedFiles } from '../git/staged.ts';
import type { OwnKeyFinding } from './keys.ts';
import { type Needle, Needles } from './needles.ts';
import { Places, type Spot } from './place.ts';

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
  let fields = new Map<string, Spot>();
  let places = new Places();
  await readObjects(git, [...paths.keys()], ({ id }, segment) => {
    const { bytes, overlap, last } = segment;
    needles.search(bytes, (field, at) => {
      if (!fields.has(field)) fields.set(field, places.at(segment, at));
    });
    looked.bytes += bytes.length - overlap;
    places.pass(segment);
    if (!last) return true;
    for (const path of paths.get(id) ?? []) found.push(...namesAndLines(path, fields, needles));
    looked.contents++;
    places = new Places();
    fields = new Map();
    return true;
  });
  // What cannot be read is not clean.
  looked.unread = paths.size - looked.contents;
  return { found, looked };
}

function namesAndLines(path: string, fields: ReadonlyMap<string, Spot>, needles: Needles): readonly OwnKeyFinding[] {
  const all = new Map<string, Spot | undefined>(fields);
  let isNamed = false;
  needles.search(Buffer.from(path), (field) => {
    isNamed = true;
    if (!all.has(field)) all.set(field, undefined);
  });
  const shown = isNamed ? '[a name that holds the key]' : path;
  return [...all].map(([field, spot]) => ({ where: 'tree', path: shown, ...spot, field }));
}
