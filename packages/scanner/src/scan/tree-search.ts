import { createReadStream, readFileSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ContentLook, type FinderFor, type Outcome } from '../find/content.ts';
import { addCounts, noCounts } from '../find/counts.ts';
import type { Match } from '../find/find.ts';
import type { TreeFile } from '../git/tree.ts';
import { printable } from '../text/printable.ts';
import { type Segment, segmentsOfBytes, segmentsOfFile, segmentsOfStream } from '../text/segment.ts';
import { type ArchiveKind, archiveKind, budget, entriesOf } from './archive.ts';
import { Refusal } from './archive-entry.ts';

/** Which packed files are looked into: none, log files that were rotated and packed, or every archive. */
export type Opening = 'none' | 'gzip' | 'archives';

/** A match, and where: for a file in an archive, `outer.zip!inner`. */
export interface PlacedMatch {
  readonly match: Match;
  readonly path: string;
}

export interface FileOutcome extends Outcome<PlacedMatch> {
  /** A sentence about what of it was not looked at. */
  readonly note?: string;
}

const largestArchive = 256 * 2 ** 20;
/** A stream needs no memory, so only time bounds it. */
const largestStream = 4 * 2 ** 30;

/** Looks through files one by one. */
export class TreeSearch {
  readonly #opening: Opening;
  readonly #content: ContentLook;

  constructor({ finderFor, opening }: { finderFor: FinderFor; opening: Opening }) {
    this.#opening = opening;
    this.#content = new ContentLook(finderFor);
  }

  /** Answers at once, except for a packed log, which is read as a stream. */
  search(one: TreeFile): FileOutcome | Promise<FileOutcome> {
    try {
      let isFirst = this.#opening !== 'none';
      for (const segment of segmentsOfFile(one.file)) {
        const kind = isFirst ? archiveKind(segment.bytes) : undefined;
        if (kind !== undefined && this.#opening === 'archives') return this.#searchArchive(one, segment, kind);
        if (kind === 'gzip') return this.#searchStream(one);
        isFirst = false;
        this.#content.take(one.path, segment);
        if (this.#content.isBinary) break;
      }
      return this.#end(one.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      // Seen in part is not read.
      const { matches, counts } = this.#end(one.path);
      return { matches, counts: { ...counts, unread: 1 } };
    }
  }

  #searchArchive(one: TreeFile, first: Segment, kind: ArchiveKind): FileOutcome {
    const matches: PlacedMatch[] = [];
    const counts = noCounts();
    try {
      const bytes = first.last ? first.bytes : wholeFile(one);
      for (const entry of entriesOf(bytes, kind, one.path, budget())) {
        for (const segment of segmentsOfBytes(entry.bytes)) this.#content.take(entry.path, segment);
        const outcome = this.#end(entry.path);
        matches.push(...outcome.matches);
        addCounts(counts, outcome.counts);
      }
      return { matches, counts };
    } catch (error) {
      return refused(one, { matches, counts }, error);
    }
  }

  async #searchStream(one: TreeFile): Promise<FileOutcome> {
    const gunzip = createGunzip();
    createReadStream(one.file)
      .on('error', (error) => gunzip.destroy(error))
      .pipe(gunzip);
    try {
      for await (const segment of segmentsOfStream(gunzip)) {
        if (segment.offset > largestStream) throw new Refusal('it would grow out of all proportion');
        this.#content.take(one.path, segment);
      }
      return this.#end(one.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined && !(error instanceof Refusal)) throw error;
      return refused(one, this.#end(one.path), error instanceof Refusal ? error : new Refusal('it is damaged'));
    }
  }

  #end(path: string): Outcome<PlacedMatch> {
    const { matches, counts } = this.#content.end();
    return { matches: matches.map((match) => ({ match, path })), counts };
  }
}

function refused(one: TreeFile, { matches, counts }: Outcome<PlacedMatch>, error: unknown): FileOutcome {
  if (!(error instanceof Refusal)) throw error;
  const note = `${printable(one.path)} was not opened to its end: ${error.message}.`;
  return { matches, counts: { ...counts, unread: 1 }, note };
}

function wholeFile({ file }: TreeFile): Buffer {
  const bytes = readFileSync(file);
  if (bytes.length > largestArchive) throw new Refusal('it is larger than 256 MB');
  return bytes;
}
