import { createHash } from 'node:crypto';
import { ScannerError } from '../error.ts';

export interface Needle {
  /** What the value is called; never the value. */
  readonly field: string;
  readonly bytes: Uint8Array;
}

/** Shorter ones would be found by accident. */
export const shortestNeedle = 8;

/**
 * Looks for many exact byte strings in one pass (Wu and Manber): it reads two bytes, knows from a table how far no needle
 * can end, and jumps. Throws ScannerError NEEDLE_TOO_SHORT for a needle under 8 bytes.
 */
export class Needles {
  readonly #window: number;
  readonly #shift: Uint8Array;
  readonly #ending = new Map<number, Needle[]>();
  readonly #longest: number;
  readonly #digest: Buffer;

  constructor(needles: readonly Needle[]) {
    const short = needles.find(({ bytes }) => bytes.length < shortestNeedle);
    if (short) {
      throw new ScannerError(
        'NEEDLE_TOO_SHORT',
        `A form of ${short.field} has fewer than ${shortestNeedle} bytes and would be found by accident; use a longer one.`,
      );
    }
    const lengths = needles.map(({ bytes }) => bytes.length);
    this.#longest = Math.max(0, ...lengths);
    this.#window = Math.min(255, ...lengths);
    this.#shift = new Uint8Array(65_536).fill(this.#window - 1);
    for (const needle of withoutTwins(needles)) this.#enter(needle);
    this.#digest = digestOf(needles);
  }

  get longest(): number {
    return this.#longest;
  }

  /** Four bytes that change when the needles do: too few to guess a value by, enough to notice another set. */
  get digest(): Buffer {
    return this.#digest;
  }

  #enter(needle: Needle): void {
    const { bytes } = needle;
    const last = this.#window - 2;
    for (let at = 0; at <= last; at++) {
      const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      this.#shift[pair] = Math.min(this.#shift[pair] ?? 0, last - at);
      if (at === last) this.#ending.set(pair, [...(this.#ending.get(pair) ?? []), needle]);
    }
  }

  /** Calls `found` at every place where a needle stands; several forms of a field may stand in one place. */
  search(bytes: Uint8Array, found: (field: string, at: number) => void): void {
    const shift = this.#shift;
    const last = this.#window - 2;
    const end = bytes.length - 1;
    for (let at = last; at < end; ) {
      // Both reads are inside the bytes; `| 0` only says so to the type checker.
      const pair = (bytes[at] as number) | 0 | ((bytes[at + 1] as number) << 8);
      const jump = shift[pair] as number;
      if (jump > 0) {
        at += jump;
        continue;
      }
      const start = at - last;
      for (const needle of this.#ending.get(pair) ?? []) {
        if (standsAt(bytes, start, needle.bytes)) found(needle.field, start);
      }
      at++;
    }
  }

  /** Returns true when a text holds a needle. */
  standIn(text: string): boolean {
    let stands = false;
    this.search(Buffer.from(text), () => {
      stands = true;
    });
    return stands;
  }
}

function standsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let i = 0; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false;
  return true;
}

/** A value without special characters has the same bytes in several forms. */
function withoutTwins(needles: readonly Needle[]): Needle[] {
  const seen = new Set<string>();
  return needles.filter(({ field, bytes }) => {
    const twin = `${field}\0${Buffer.from(bytes).toString('latin1')}`;
    return !seen.has(twin) && seen.add(twin);
  });
}

function digestOf(needles: readonly Needle[]): Buffer {
  const hash = createHash('sha256');
  for (const { field, bytes } of needles) hash.update(`${field}\0${bytes.length}\0`).update(bytes);
  return hash.digest().subarray(0, 4);
}
