/** Where something stands in a text: from `start` up to, not including, `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const BLOCK = 3;
const SLOTS = 1 << 15;

/**
 * Looks for many strings at once, in one pass, in the manner of Wu and Manber: for the three characters at the end of
 * a window a table says how far the window may jump, and only where it may not is anything compared. Most text is
 * read at every sixth character.
 *
 * A regular expression of the same strings would try each at each place, would not see overlaps, and would keep the
 * secrets as strings in the heap; here they stand in typed arrays, which clear() overwrites.
 */
export class Needles {
  readonly #window: number;
  readonly #jumps = new Uint8Array(SLOTS);
  readonly #byEnd = new Map<number, Uint16Array[]>();

  /** Takes strings of at least 3 characters, in UTF-16 units; the arrays stay the caller's to clear. */
  constructor(needles: readonly Uint16Array[]) {
    this.#window = Math.min(...needles.map((needle) => needle.length), 255);
    const window = this.#window;
    this.#jumps.fill(Math.max(1, window - BLOCK + 1));
    for (const needle of needles) {
      for (let end = BLOCK - 1; end < window; end += 1) {
        const slot = slotOf(needle[end - 2] ?? 0, needle[end - 1] ?? 0, needle[end] ?? 0);
        this.#jumps[slot] = Math.min(this.#jumps[slot] ?? 0, window - 1 - end);
        if (end === window - 1) this.#byEnd.set(slot, [...(this.#byEnd.get(slot) ?? []), needle]);
      }
    }
  }

  /** Returns where the needles stand, in order; what overlaps or touches is one span. */
  spansIn(text: string): readonly Span[] {
    const spans: { start: number; end: number }[] = [];
    const jumps = this.#jumps;
    let last: { start: number; end: number } | undefined;
    for (let at = this.#window - 1; at < text.length; ) {
      const slot = slotOf(text.charCodeAt(at - 2), text.charCodeAt(at - 1), text.charCodeAt(at));
      const jump = jumps[slot] ?? 0;
      if (jump > 0) {
        at += jump;
        continue;
      }
      const start = at - this.#window + 1;
      const end = start + this.#longestAt(text, start, slot);
      if (end > start) {
        if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
        else {
          last = { start, end };
          spans.push(last);
        }
      }
      at += 1;
    }
    return spans;
  }

  #longestAt(text: string, start: number, slot: number): number {
    let longest = 0;
    for (const needle of this.#byEnd.get(slot) ?? []) {
      if (needle.length > longest && standsAt(text, start, needle)) longest = needle.length;
    }
    return longest;
  }
}

function standsAt(text: string, start: number, needle: Uint16Array): boolean {
  for (let index = 0; index < needle.length; index += 1) {
    if (text.charCodeAt(start + index) !== needle[index]) return false;
  }
  return true;
}

function slotOf(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & (SLOTS - 1);
}
