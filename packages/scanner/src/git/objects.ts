import { ScannerError } from '../error.ts';
import { type Segment, segmentOverlap, segmentSize } from '../text/segment.ts';
import type { Git } from './git.ts';
import { eachLine } from './lines.ts';

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

export interface GitObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly size: number;
  /** What git puts it together from, where a pack holds it as a change of another object. */
  readonly base?: string;
}

const format = '%(objectname) %(objecttype) %(objectsize)';
const header = /^([0-9a-f]{40,64}) (blob|commit|tag|tree) (\d+)(?: ([0-9a-f]+))?$/;
const noBase = /^0+$/;

/** Lists every object of the repository, reachable or not and each once, in the order in which packs hold them. */
export function listAllObjects(git: Git, signal?: AbortSignal): Promise<readonly GitObject[]> {
  const options = ['--batch-all-objects', '--unordered', '--buffer', `--batch-check=${format} %(deltabase)`];
  return listed(git, options, signal ? { signal } : {});
}

/** Looks up ids; those that are not there (a shallow or partial clone) are left out. */
export async function lookUpObjects(git: Git, ids: readonly string[]): Promise<readonly GitObject[]> {
  if (ids.length === 0) return [];
  return listed(git, ['--buffer', `--batch-check=${format}`], { input: `${ids.join('\n')}\n` });
}

async function listed(
  git: Git,
  options: readonly string[],
  given: { input?: string; signal?: AbortSignal },
): Promise<readonly GitObject[]> {
  const objects: GitObject[] = [];
  const take = (line: string) => {
    const object = objectIn(line);
    if (object) objects.push(object);
  };
  await eachLine(git, ['cat-file', ...options], take, given);
  return objects;
}

function objectIn(line: string): GitObject | undefined {
  const [, id = '', type, size, base] = header.exec(line) ?? [];
  if (id === '') return undefined;
  const object = { id, type: type as ObjectType, size: Number(size) };
  return base === undefined || noBase.test(base) ? object : { ...object, base };
}

/**
 * Reads objects through one git process and hands each to `look`, large ones in several segments. `look` returns false to
 * stop. Throws ScannerError GIT_FAILED unless each of them came whole: what was not looked at is not clean.
 */
export async function readObjects(
  git: Git,
  ids: readonly string[],
  look: (object: GitObject, segment: Segment) => boolean | undefined,
  signal?: AbortSignal,
): Promise<void> {
  if (ids.length === 0) return;
  const input = `${ids.join('\n')}\n`;
  const { output, ended, stop } = git.stream(['cat-file', '--buffer', '--batch'], { input, ...(signal && { signal }) });
  let came = 0;
  const cutter = new Cutter((line) => {
    const object = objectIn(line);
    if (object) came++;
    return object;
  }, look);
  let failed: { error: unknown } | undefined;
  let stopped = false;
  // Not `for await`, which takes as long for a chunk as the look at a small one.
  output.on('data', (chunk: Buffer) => {
    if (stopped) return;
    try {
      stopped = !cutter.push(chunk);
    } catch (error) {
      failed = { error };
      stopped = true;
    }
    if (stopped) stop();
  });
  await ended.catch((error: unknown) => {
    if (!stopped) throw error;
  });
  if (failed) throw failed.error;
  if (stopped || (came === ids.length && cutter.isBetween)) return;
  throw new ScannerError(
    'GIT_FAILED',
    'An object of this repository is missing or cannot be read, so nothing is known to be clean; run "git fsck" to see why.',
  );
}

type LookAt<Head> = (head: Head, segment: Segment) => boolean | undefined;

/**
 * Cuts the stream `<head>\n<bytes>\n` into contents, copying only what spans two chunks. `headIn` reads a line that
 * should be a head, and returns undefined for one that no content follows.
 */
export class Cutter<Head extends { readonly size: number }> {
  readonly #headIn: (line: string) => Head | undefined;
  readonly #look: LookAt<Head>;
  #rest: Buffer = Buffer.alloc(0);
  #object: Head | undefined;
  #store: Buffer = Buffer.alloc(0);
  #segment: Buffer = Buffer.alloc(0);
  #filled = 0;
  #offset = 0;
  #left = 0;

  constructor(headIn: (line: string) => Head | undefined, look: LookAt<Head>) {
    this.#headIn = headIn;
    this.#look = look;
  }

  /** Whether the stream may end here: between two contents. */
  get isBetween(): boolean {
    return this.#object === undefined && this.#rest.length === 0;
  }

  /** Returns false when the reader wants no more. */
  push(chunk: Buffer): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (!this.#object) {
        const end = chunk.indexOf(10, at);
        if (end === -1) {
          this.#rest = Buffer.concat([this.#rest, chunk.subarray(at)]);
          return true;
        }
        const line = this.#rest.toString('latin1') + chunk.toString('latin1', at, end);
        this.#rest = Buffer.alloc(0);
        at = end + 1;
        const object = this.#headIn(line);
        if (!object) continue;
        if (at + object.size < chunk.length) {
          // Whole in this chunk, its closing line end too: no copy.
          if (this.#give(object, chunk.subarray(at, at + object.size), 0, 0, true) === false) return false;
          at += object.size + 1;
          continue;
        }
        this.#begin(object);
        // Of an empty content the closing line end is still to come.
        if (at === chunk.length) return true;
      }
      const taken = this.#fill(chunk, at);
      if (taken === undefined) return false;
      at = taken;
    }
    return true;
  }

  #begin(object: Head): void {
    this.#object = object;
    // One store for all objects: a segment is valid until the next is handed over.
    const wanted = Math.min(object.size, segmentSize);
    if (this.#store.length < wanted) this.#store = Buffer.allocUnsafeSlow(Math.min(segmentSize, wanted * 2));
    this.#segment = this.#store.subarray(0, wanted);
    this.#filled = 0;
    this.#offset = 0;
    // The line end that closes it counts as one byte more.
    this.#left = object.size + 1;
  }

  /** Takes bytes for the open object; returns where the next ones are, or undefined when the reader wants no more. */
  #fill(chunk: Buffer, from: number): number | undefined {
    const object = this.#object;
    if (!object) return from;
    if (this.#left > 1) {
      const room = Math.min(this.#segment.length - this.#filled, this.#left - 1, chunk.length - from);
      chunk.copy(this.#segment, this.#filled, from, from + room);
      this.#filled += room;
      this.#left -= room;
      if (this.#left > 1 && this.#filled === this.#segment.length) return this.#turn(object) ? from + room : undefined;
      return from + room;
    }
    const overlap = this.#offset > 0 ? segmentOverlap : 0;
    const bytes = this.#segment.subarray(0, this.#filled);
    this.#object = undefined;
    return this.#give(object, bytes, this.#offset, overlap, true) === false ? undefined : from + 1;
  }

  /** Hands over a full segment and keeps its end as the start of the next. */
  #turn(object: Head): boolean {
    const overlap = this.#offset > 0 ? segmentOverlap : 0;
    if (this.#give(object, this.#segment, this.#offset, overlap, false) === false) return false;
    this.#segment.copyWithin(0, this.#filled - segmentOverlap, this.#filled);
    this.#offset += this.#filled - segmentOverlap;
    this.#filled = segmentOverlap;
    return true;
  }

  #give(object: Head, bytes: Buffer, offset: number, overlap: number, last: boolean): boolean | undefined {
    return this.#look(object, { bytes, offset, overlap, last });
  }
}
