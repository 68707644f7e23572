import { type Segment, segmentOverlap } from '../text/segment.ts';

/** Where a value stands in its content, both from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** A line may be the whole of a large file; farther back its beginning is not looked for, and columns are counted in bytes. */
const longestLine = 2 ** 20;

/** Turns places in the segments of one content into lines and columns. Nothing is counted before something is found. */
export class Places {
  /** Lines that ended before the segment's new bytes, and how many bytes of the last one stand before the segment. */
  #lines = 0;
  #bytesBefore = 0;

  at({ bytes, overlap }: Segment, place: number): Spot {
    const start = bytes.lastIndexOf(newline, place - 1) + 1;
    const isFromHere = place > 0 && start > 0;
    const before = isFromHere ? 0 : this.#bytesBefore;
    const from = isFromHere ? start : 0;
    const column = place - from > longestLine ? place - from : bytes.toString('utf8', from, place).length;
    return { line: this.#lines - linesIn(bytes, overlap) + linesIn(bytes, place) + 1, column: before + column + 1 };
  }

  /** Goes on to the next segment of the same content. */
  pass({ bytes, overlap, last }: Segment): void {
    if (last) return;
    this.#lines += linesIn(bytes, bytes.length) - linesIn(bytes, overlap);
    const next = bytes.length - segmentOverlap;
    const start = bytes.lastIndexOf(newline, next - 1) + 1;
    this.#bytesBefore = start > 0 ? next - start : this.#bytesBefore + next;
  }
}

const newline = 0x0a;

/** How many lines end before `end`. */
function linesIn(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
