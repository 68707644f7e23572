import { isUtf8 } from 'node:buffer';
import type { LoadedText } from '../engine/loaded-text.ts';
import { unescaped } from './escapes.ts';
import type { LongRun, RuleHit } from './find-hits.ts';

/** A hit inside an encoding: `at` and `length` are those of the encoded run. */
export type DecodedHit = RuleHit & { readonly decoded: string };

interface Opened {
  /** The encoded run, in the text as it stands. */
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
  readonly encoding: string;
}

/** Shorter runs are words and numbers; in a Kubernetes Secret every value is encoded, however short. */
const [shortest, shortestInSecret] = [40, 12];

/** What is decoded of one run; an inlined source map may be longer. */
const longestRun = 2 ** 20;

/** What stands around a run says what it is: `BINANCE_API_KEY: `. */
const surroundings = 700;

const equals = 0x3d;
const hexRuns = /[0-9a-fA-F]{40,}/g;

/** Opens the base64 and hex in a text that hold text themselves, one level deep. */
export class EncodedRuns implements LongRun {
  readonly #look: LoadedText;
  readonly #opened: Opened[] = [];

  constructor(look: LoadedText) {
    this.#look = look;
  }

  /** Known once the keywords have been looked for. */
  get least(): number {
    return this.#look.isKubernetesSecret ? shortestInSecret : shortest;
  }

  /** Takes a run of letters, digits and `+/_-` that begins as text would, and opens what of it holds text. */
  readonly found = (start: number, end: number): void => {
    if (end - start <= longestRun && this.#open(start, end, 'base64')) return;
    for (const { index, 0: digits } of this.#look.text.slice(start, end).matchAll(hexRuns)) {
      const isWhole = digits.length % 2 === 0 && digits.length <= longestRun;
      if (isWhole) this.#open(start + index, start + index + digits.length, 'hex');
    }
  };

  #open(start: number, end: number, encoding: 'base64' | 'hex'): boolean {
    const { text, bytes } = this.#look;
    const decoded = readable(Buffer.from(text.slice(start, end), encoding));
    if (decoded === undefined) return false;
    let padded = end;
    while (encoding === 'base64' && padded < end + 2 && bytes[padded] === equals) padded++;
    this.#opened.push({ start, end: padded, decoded, encoding });
    return true;
  }

  /** Calls `search` with all that was opened, each in its own surroundings. */
  hits(search: (inner: LoadedText) => readonly RuleHit[]): readonly DecodedHit[] {
    const encoded = this.#encodedHits(search);
    const escaped = this.#escapedHits(search);
    return escaped.length === 0 ? encoded : [...encoded, ...escaped].sort((a, b) => a.at - b.at);
  }

  /** What stands in escapes: `\u0041`, `%22apiKey%22`. */
  #escapedHits(search: (inner: LoadedText) => readonly RuleHit[]): readonly DecodedHit[] {
    const opened = unescaped(this.#look);
    if (!opened) return [];
    return search(this.#look.within(opened.text)).flatMap((hit) => {
      const { start, end, hasEscape } = opened.spanOf(hit.at, hit.length);
      return hasEscape ? [{ ...hit, at: start, length: end - start, decoded: 'escapes' }] : [];
    });
  }

  #encodedHits(search: (inner: LoadedText) => readonly RuleHit[]): readonly DecodedHit[] {
    const opened = this.#opened;
    if (opened.length === 0) return [];
    const { text } = this.#look;
    // Each opened run, where it begins in the inner text.
    const begins: number[] = [];
    let inner = '';
    let before = 0;
    for (const { start, end, decoded } of opened) {
      const gap = text.slice(before, start);
      inner += gap.length <= 2 * surroundings ? gap : `${gap.slice(0, surroundings)}\n${gap.slice(-surroundings)}`;
      begins.push(inner.length);
      inner += decoded;
      before = end;
    }
    inner += text.slice(before, before + surroundings);

    let index = 0;
    return search(this.#look.within(inner)).flatMap((hit) => {
      while (index + 1 < begins.length && (begins[index + 1] ?? 0) <= hit.at) index++;
      const [run, begin = 0] = [opened[index], begins[index]];
      if (!run || hit.at < begin || hit.at >= begin + run.decoded.length) return [];
      return [{ ...hit, at: run.start, length: run.end - run.start, decoded: run.encoding }];
    });
  }
}

const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;

/** Returns the text that bytes hold, one character per byte, or undefined when they hold none. */
function readable(bytes: Buffer): string | undefined {
  const narrow = bytes.length > 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0 ? everySecond(bytes) : bytes;
  for (const byte of narrow) if (byte === 127 || isControl(byte)) return undefined;
  return isUtf8(narrow) ? narrow.toString('latin1') : undefined;
}

const everySecond = (bytes: Buffer) => bytes.filter((_, index) => index % 2 === 0);
