import { fromText, type JsonValue } from './json.ts';
import type { Mark } from './seals.ts';

export interface TrailEntry {
  /** 1 for the first; no number is left out. */
  readonly sequence: number;
  readonly at: Date;
  /** The process that wrote it: `desk`, `halt` ... */
  readonly actor: string;
  readonly kind: string;
  readonly detail: JsonValue;
  readonly hash: string;
}

export interface TrailRow {
  readonly sequence: number;
  readonly line: string;
  readonly hash: string;
}

export interface Writing {
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  /** JSON text. */
  readonly detail: string;
}

/** The bytes that are sealed and kept. They begin with the entry's place, so a place is checked without parsing. */
export function lineAfter(previous: Mark, { at, actor, kind, detail }: Writing): string {
  const place = placeAfter(previous);
  return `${place}"at":${JSON.stringify(at)},"actor":${JSON.stringify(actor)},"kind":${JSON.stringify(kind)},"detail":${detail}}`;
}

/** How the line that follows a mark must begin. */
export function placeAfter({ sequence, hash }: Mark): string {
  return `{"v":1,"seq":${sequence + 1},"prev":"${hash}",`;
}

/** Returns the sequence a line claims, undefined when it is no line of ours. */
export function claimedSequence(line: string): number | undefined {
  const claim = /^\{"v":1,"seq":(\d{1,15}),/.exec(line)?.[1];
  return claim === undefined ? undefined : Number(claim);
}

export function entryFrom({ sequence, line, hash }: TrailRow): TrailEntry {
  const { at, actor, kind, detail } = fromText(line);
  return { sequence, at: new Date(at), actor, kind, detail, hash };
}
