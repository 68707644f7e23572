import type { Look } from '../judge/rule.ts';
import { beginsEscape, escapeAt } from './escape.ts';
import { type Zone, zonesOf } from './escape-zones.ts';

/** A text in which escapes are opened, and the way back to where each of its characters stands. */
export interface Unescaped {
  readonly text: string;
  /** Where a span of the opened text stands in the text as it is, and whether an escape is in it or right before it. */
  spanOf(at: number, length: number): Span;
}

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly hasEscape: boolean;
}

const newline = 0x0a;

/** How far before a value an escape still has to do with it: the quotes around its name. */
const nearby = 64;

/** Opens the escapes of a text around each place that has one; undefined where there is nothing to open. */
export function unescaped(look: Pick<Look, 'text' | 'bytes' | 'isBytes' | 'escapes'>): Unescaped | undefined {
  if (look.escapes.length === 0) return undefined;
  const zones = zonesOf(look.bytes, look.escapes);
  if (zones.length === 0) return undefined;
  const codes = look.isBytes ? look.bytes : unitsOf(look.text);
  const opened = look.isBytes ? new Uint8Array(sizeOf(zones)) : new Uint16Array(sizeOf(zones));
  // Where each piece that stands as it was, or each escape, begins in the opened text and in the other.
  const inner: number[] = [];
  const outer: number[] = [];
  const escapes: number[] = [];
  let length = 0;
  for (const { from, to } of zones) {
    let isInPiece = false;
    for (let at = from; at < to; ) {
      const code = codes[at] as number;
      const found = beginsEscape(code) ? escapeAt(codes, at) : 0;
      if (found !== 0 || !isInPiece) {
        inner.push(length);
        outer.push(at);
      }
      isInPiece = found === 0;
      if (found !== 0) escapes.push(at);
      opened[length++] = found === 0 ? code : found & 0xff;
      at += found === 0 ? 1 : found >> 8;
    }
    inner.push(length);
    outer.push(to);
    // Further than any name reaches.
    opened.fill(newline, length, length + 3);
    length += 3;
  }
  const outerOf = (at: number) => {
    const index = lastUpTo(inner, at);
    return (outer[index] ?? 0) + at - (inner[index] ?? 0);
  };
  return {
    text: textOf(opened.subarray(0, length)),
    spanOf: (at, size) => {
      const [start, last] = [outerOf(at), outerOf(at + size - 1)];
      const nearest = escapes[lastUpTo(escapes, last)];
      return { start, end: last + 1, hasEscape: nearest !== undefined && nearest >= start - nearby };
    },
  };
}
/** The index of the last entry that is no more than `most`, or -1; the list is in order. */
function lastUpTo(list: readonly number[], most: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Room for all of them, and for what parts them. */
const sizeOf = (zones: readonly Zone[]) => zones.reduce((sum, { from, to }) => sum + to - from + 3, 0);

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const textOf = (codes: Uint8Array | Uint16Array) =>
  Buffer.from(codes.buffer, 0, codes.byteLength).toString(codes instanceof Uint8Array ? 'latin1' : 'utf16le');
