import { ScannerError } from '../error.ts';
import type { Git } from '../git/git.ts';
import { type GitObject, listAllObjects, readObjects } from '../git/objects.ts';
import { type Place, placesOf } from '../git/places.ts';
import { nameOf } from '../scan/history-search.ts';
import type { Segment } from '../text/segment.ts';
import type { OwnKeyFinding, Part, Progress } from './keys.ts';
import { Places, type Spot } from './place.ts';
import type { Seen } from './seen.ts';

/** Ids are remembered in blocks of this many, so that a search that is killed has not looked in vain. */
const blockSize = 10_000;

/** How long, beyond any budget, to look for the name of a place; the finding itself stands without it. */
const placingMs = 10_000;

/** The part of a search that looks through a repository's objects: each once, and none that is known to be clean. */
export function searchObjects(git: Git, seen: Seen): Part {
  let queue: readonly GitObject[] | undefined;
  let next = 0;

  return async (progress) => {
    queue ??= await unlessOver(progress, async () => unseen(await listAllObjects(git, progress.signal), seen));
    if (!queue) return false;

    const dirty: Dirty[] = [];
    const objects = new Map(queue.slice(next).map((object, index) => [object.id, next + index]));
    let clean: string[] = [];
    let open: Dirty | undefined;
    let isCut = false;
    const look = (object: GitObject, segment: Segment) => {
      if (progress.isOver()) {
        isCut = true;
        return false;
      }
      open ??= { object, fields: new Map(), places: new Places() };
      searchSegment(open, segment, progress);
      if (!segment.last) return true;
      next = (objects.get(object.id) ?? next) + 1;
      progress.looked.blobs++;
      if (open.fields.size > 0) dirty.push(open);
      else clean.push(object.id);
      if (clean.length >= blockSize) {
        seen.remember(clean);
        clean = [];
      }
      open = undefined;
      return true;
    };
    try {
      const hasEnded = await unlessOver(progress, async () => {
        await readObjects(git, [...objects.keys()], look, progress.signal);
        return true;
      });
      // Objects that are listed and cannot be read (a damaged clone) end the search with git's error, not here.
      if (hasEnded && !isCut) next = queue.length;
    } finally {
      seen.remember(clean);
    }
    progress.findings.push(...(await placed(git, dirty, progress)));
    return next >= queue.length;
  };
}

/** Trees hold names and ids only. */
function unseen(objects: readonly GitObject[], seen: Seen): readonly GitObject[] {
  return objects.filter(({ id, type }) => type !== 'tree' && !seen.has(id));
}

/** Returns undefined when the budget ended the work. */
async function unlessOver<T>(progress: Progress, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ScannerError) || error.code !== 'SEARCH_ABORTED') throw error;
    // Throws when it was not the budget that ended it.
    progress.isOver();
    return undefined;
  }
}

interface Dirty {
  readonly object: GitObject;
  /** Each field's first place; what stands in a tag or commit is named by its object. */
  readonly fields: Map<string, Spot>;
  readonly places: Places;
  name?: { path: string; commit: string };
}

function searchSegment(open: Dirty, segment: Segment, { needles, looked }: Progress): void {
  const { bytes, overlap } = segment;
  looked.bytes += bytes.length - overlap;
  needles.search(bytes, (field, at) => {
    if (open.fields.has(field)) return;
    open.fields.set(field, open.places.at(segment, at));
    if (open.object.type !== 'blob') open.name = nameOf(open.object, Buffer.from(bytes));
  });
  open.places.pass(segment);
}

/** Names commit and path of each, once per path and field, at the oldest commit. */
async function placed(git: Git, dirty: readonly Dirty[], progress: Progress): Promise<readonly OwnKeyFinding[]> {
  const blobs = dirty.flatMap(({ object }) => (object.type === 'blob' ? [object.id] : []));
  const places = await placesOf(git, blobs.slice(0, 1000), AbortSignal.timeout(placingMs)).catch(
    (): ReadonlyMap<string, Place> => new Map(),
  );
  const oldest = new Map<string, OwnKeyFinding & { age: number }>();
  for (const { object, fields, name } of dirty) {
    const unnamed = { path: `unreachable object ${object.id.slice(0, 12)}`, age: -1 };
    const { path, age, commit } = name
      ? { ...name, age: 0 }
      : { commit: undefined, ...(places.get(object.id) ?? unnamed) };
    const shown = progress.needles.standIn(path) ? '[a name that holds the key]' : path;
    for (const [field, spot] of fields) {
      const one = name ? `${object.id}\0${field}` : `${shown}\0${field}`;
      if ((oldest.get(one)?.age ?? -2) >= age) continue;
      oldest.set(one, {
        where: 'history',
        path: shown,
        ...(!name && spot),
        ...(commit !== undefined && { commit }),
        field,
        age,
      });
    }
  }
  return [...oldest.values()].map(({ age: _, ...finding }) => finding);
}
