import { ContentLook, type FinderFor, type Outcome } from '../find/content.ts';
import type { Match } from '../find/find.ts';
import type { Git } from '../git/git.ts';
import { type GitObject, readObjects } from '../git/objects.ts';

/** What one object holds. */
export interface ObjectOutcome extends Outcome<Match> {
  readonly object: GitObject;
  /** Where the message of a commit or tag belongs. */
  readonly named?: Named;
}

export interface Named {
  readonly path: 'commit message' | 'tag message';
  readonly commit: string;
}

interface Options {
  /** Context, by id. */
  readonly paths: ReadonlyMap<string, string>;
  readonly finderFor: FinderFor;
  readonly ended: (outcome: ObjectOutcome) => void;
}

/** Looks through objects: blobs whole, and the messages of commits and tags. Those that are not there are skipped. */
export async function searchObjects(git: Git, ids: readonly string[], options: Options): Promise<void> {
  const { paths, finderFor, ended } = options;
  const content = new ContentLook(finderFor);
  let named: Named | undefined;
  await readObjects(git, ids, (object, segment) => {
    if (object.type === 'tree') return true;
    const isHead = object.type !== 'blob' && segment.offset === 0;
    if (isHead) named = nameOf(object, segment.bytes);
    content.take(paths.get(object.id) ?? '', isHead ? { ...segment, bytes: messageOf(segment.bytes) } : segment);
    if (!segment.last) return true;
    ended({ object, ...content.end(), ...(named && { named }) });
    named = undefined;
    return true;
  });
}

/** A commit's or tag's message, without the lines of ids and names before it. */
export function messageOf(bytes: Buffer): Buffer {
  const blank = bytes.indexOf('\n\n');
  return blank === -1 ? bytes : bytes.subarray(blank + 2);
}

export function nameOf({ id, type }: GitObject, bytes: Buffer): Named {
  if (type === 'commit') return { path: 'commit message', commit: id.slice(0, 12) };
  const [, target] = /^object ([0-9a-f]+)$/m.exec(bytes.toString('latin1', 0, 200)) ?? [];
  return { path: 'tag message', commit: (target ?? id).slice(0, 12) };
}
