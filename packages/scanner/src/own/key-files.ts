import { isAbsolute, join, relative, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ScannerError } from '../error.ts';
import type { Environment } from '../git/git.ts';
import { filesIn, type TreeFile, walk } from '../git/tree.ts';
import { segmentsOfFile } from '../text/segment.ts';
import type { Part, Progress } from './keys.ts';
import { Places, type Spot } from './place.ts';

interface Folders {
  readonly root: string;
  readonly env: Environment;
  /** Absolute paths. */
  readonly exempt: ReadonlySet<string>;
  readonly logs?: string;
}

interface Candidate extends TreeFile {
  readonly where: 'tree' | 'logs';
}

/** Long enough to be worth it, short enough that a signal to stop is heard. */
const turnMs = 25;

/** The part of a search that looks through files: those of the tree, then those of the log folder. */
export function searchFolders({ root, env, exempt, logs }: Folders): Part {
  let files: readonly Candidate[] | undefined;
  let next = 0;

  return async (progress) => {
    files ??= await candidatesOf({ root, env, exempt, ...(logs && { logs }) }, progress);
    if (!files) return false;
    let turnEnds = performance.now() + turnMs;
    for (; next < files.length; next++) {
      if (progress.isOver()) return false;
      if (performance.now() > turnEnds) {
        await setImmediate();
        turnEnds = performance.now() + turnMs;
      }
      const file = files[next];
      if (file && !(await searchFile(file, progress))) return false;
    }
    return true;
  };
}

/** Returns undefined when the budget was spent on the list itself. */
async function candidatesOf(
  { root, env, exempt, logs }: Folders,
  progress: Progress,
): Promise<Candidate[] | undefined> {
  let tree: readonly TreeFile[];
  try {
    tree = await filesIn(root, env, progress.signal ? { signal: progress.signal } : {});
  } catch (error) {
    if (!(error instanceof ScannerError) || error.code !== 'SEARCH_ABORTED') throw error;
    // Throws when it was not the budget that ended it.
    progress.isOver();
    return undefined;
  }
  const all: Candidate[] = tree.map((file) => ({ ...file, where: 'tree' }));
  if (logs !== undefined) {
    const known = new Set(tree.map(({ file }) => String(file)));
    for (const { file } of logFiles(resolve(logs))) {
      if (!known.has(String(file))) all.push({ file, path: fromRoot(root, String(file)), where: 'logs' });
    }
  }
  return all.filter(({ file }) => !isExempt(String(file), exempt));
}

function* logFiles(folder: string): Generator<TreeFile> {
  try {
    yield* walk(folder);
  } catch (error) {
    // The first start has written no log yet.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function fromRoot(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}

function isExempt(file: string, exempt: ReadonlySet<string>): boolean {
  for (let path = file; ; path = join(path, '..')) {
    if (exempt.has(path)) return true;
    if (path === join(path, '..')) return false;
  }
}

/** Returns false when the budget ended inside the file; it is then looked at again from its start. */
async function searchFile({ path, file, where }: Candidate, progress: Progress): Promise<boolean> {
  const { needles, findings, looked } = progress;
  const fields = new Map<string, Spot | undefined>();
  // A value may also stand in the name.
  needles.search(Buffer.from(path), (field) => fields.set(field, undefined));
  const name = fields.size > 0 ? '[a name that holds the key]' : path;

  const places = new Places();
  for (const segment of segmentsOfFile(file)) {
    const { bytes, offset, overlap } = segment;
    if (offset > 0) {
      await setImmediate();
      if (progress.isOver()) return false;
    }
    needles.search(bytes, (field, at) => {
      if (!fields.has(field)) fields.set(field, places.at(segment, at));
    });
    places.pass(segment);
    looked.bytes += bytes.length - overlap;
  }
  looked.files++;
  for (const [field, spot] of fields) findings.push({ where, path: name, ...spot, field });
  return true;
}
