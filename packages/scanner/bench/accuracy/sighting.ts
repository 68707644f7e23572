import type { Document } from './corpus.ts';

/** What a scanner said: this place holds a secret. */
export interface Sighting {
  readonly document: Document;
  /** The place, in characters of the document's text. */
  readonly from: number;
  readonly to: number;
  /** The same for the same value in the same document, so that a value reported ten times is wrong once. */
  readonly identity: string;
  readonly severity: 'block' | 'warn' | 'info';
  readonly rule: string;
}

/** What one scanner said of a corpus, or why it said nothing. */
export interface Answer {
  readonly scanner: string;
  readonly version: string;
  readonly seconds: number;
  readonly sightings: readonly Sighting[];
}

export type Asked = Answer | { readonly scanner: string; readonly notShown: string };

/** From a line and column, both from 1, to a place in the text. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let skipped = 1; skipped < line; skipped++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}

/** The whole of some lines: what a scanner without columns points at. */
export function linesOf(text: string, first: number, last: number): [from: number, to: number] {
  return [offsetOf(text, first, 1), offsetOf(text, last + 1, 1)];
}
