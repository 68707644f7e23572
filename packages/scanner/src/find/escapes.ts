import type { Look } from '../judge/rule.ts';

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

interface Zone {
  from: number;
  to: number;
}

/** A character that is written by its number: `\u0041`, `\x41`, `%41`, `&quot;`, `&#34;`. */
const escaped =
  /\\{1,4}u00(?<unicode>[2-7][0-9a-f])|\\{1,4}x(?<byte>[2-7][0-9a-f])|%(?<percent>[2-7][0-9a-f])|&(?<entity>quot|apos|amp|lt|gt|#\d{2,3}|#x[0-9a-f]{2});/gi;

/** What names a value stands before it, and may be an exchange's name. */
const [before, behind] = [400, 200];

/** How far before a value an escape still has to do with it: the quotes around its name. */
const nearby = 64;

/** Only where something is named are escapes worth opening. */
const names = /key|secret|pass|token|priv|pwd|auth|mnemonic/i;

const entities: Readonly<Record<string, string>> = Object.freeze({
  __proto__: null,
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
} as unknown as Record<string, string>);

/** Opens the escapes of a text around each place that has one; undefined where there is nothing to open. */
export function unescaped(look: Pick<Look, 'text' | 'escapes'>): Unescaped | undefined {
  const places = look.escapes;
  if (places.length === 0) return undefined;
  // Only now: most texts have no escapes, and need not be made of their bytes.
  const { text } = look;
  const zones = zonesOf(text, places);
  if (zones.length === 0) return undefined;
  // Where each piece that stands as it was, or each escape, begins in the opened text and in the other.
  const inner: number[] = [];
  const outer: number[] = [];
  const escapes: number[] = [];
  let opened = '';
  const add = (piece: string, at: number) => {
    inner.push(opened.length);
    outer.push(at);
    opened += piece;
  };
  for (const { from, to } of zones) {
    let done = from;
    escaped.lastIndex = from;
    for (let found = escaped.exec(text); found && found.index < to; found = escaped.exec(text)) {
      const character = meant(found);
      if (character === undefined) continue;
      add(text.slice(done, found.index), done);
      escapes.push(found.index);
      add(character, found.index);
      done = escaped.lastIndex;
    }
    add(text.slice(done, to), done);
    // Further than any name reaches.
    add('\n\n\n', to);
  }
  const outerOf = (at: number) => {
    const index = lastUpTo(inner, at);
    return (outer[index] ?? 0) + at - (inner[index] ?? 0);
  };
  return {
    text: opened,
    spanOf: (at, length) => {
      const [start, last] = [outerOf(at), outerOf(at + length - 1)];
      const nearest = escapes[lastUpTo(escapes, last)];
      return { start, end: last + 1, hasEscape: nearest !== undefined && nearest >= start - nearby };
    },
  };
}

function meant({ groups }: RegExpExecArray): string | undefined {
  const { unicode, byte, percent, entity = '' } = groups ?? {};
  const digits = unicode ?? byte ?? percent;
  if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
  const named = entities[entity.toLowerCase()];
  if (named !== undefined) return named;
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 31 && code < 127 ? String.fromCharCode(code) : undefined;
}

/** The pieces of a text around its telling escapes, each with a name in it. */
function zonesOf(text: string, places: readonly number[]): readonly Zone[] {
  const zones: Zone[] = [];
  for (const at of places) {
    const last = zones.at(-1);
    const [from, to] = [Math.max(0, at - before), Math.min(text.length, at + behind)];
    if (last && from <= last.to) last.to = to;
    else zones.push({ from, to });
  }
  return zones.filter(({ from, to }) => names.test(openedRoughly(text.slice(from, to))));
}

const openedRoughly = (piece: string) =>
  piece.replace(/(?:\\u00|\\x|%)([2-7][0-9a-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );

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
