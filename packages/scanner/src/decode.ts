import { isUtf8 } from 'node:buffer';
import type { Look, RuleHit } from './find-hits.ts';
import { characters, sweepRuns, tableOf } from './sweep-runs.ts';

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

const base64 = tableOf(`${characters.base64}-_`);
const hex = tableOf(characters.hex);

/**
 * Opens the base64 and hex in a text that hold text themselves, one level deep, and calls `search` with all of them at
 * once, each in its own surroundings.
 */
export function decodedHits(look: Look, search: (inner: Look) => readonly RuleHit[]): readonly DecodedHit[] {
  const opened = openRuns(look);
  if (opened.length === 0) return [];

  // Each opened run, where it begins in the inner text.
  const begins: number[] = [];
  let inner = '';
  let before = 0;
  for (const { start, end, decoded } of opened) {
    const gap = look.text.slice(before, start);
    inner += gap.length <= 2 * surroundings ? gap : `${gap.slice(0, surroundings)}\n${gap.slice(-surroundings)}`;
    begins.push(inner.length);
    inner += decoded;
    before = end;
  }
  inner += look.text.slice(before, before + surroundings);

  const hits = search({ ...look, text: inner, bytes: Buffer.from(inner, 'latin1') });
  let index = 0;
  return hits.flatMap((hit) => {
    while (index + 1 < begins.length && (begins[index + 1] ?? 0) <= hit.at) index++;
    const [run, begin = 0] = [opened[index], begins[index]];
    if (!run || hit.at < begin || hit.at >= begin + run.decoded.length) return [];
    return [{ ...hit, at: run.start, length: run.end - run.start, decoded: run.encoding }];
  });
}

function openRuns({ text, bytes }: Look): readonly Opened[] {
  const opened: Opened[] = [];
  const least = text.includes('kind: Secret') || text.includes('"kind":"Secret"') ? shortestInSecret : shortest;
  sweepRuns(bytes, base64, least, (start, end) => {
    if (end - start > longestRun || !startsAsText(bytes, start)) return;
    const decoded = readable(Buffer.from(text.slice(start, end), 'base64'));
    if (decoded === undefined) return;
    let padded = end;
    while (padded < end + 2 && bytes[padded] === 0x3d) padded++;
    opened.push({ start, end: padded, decoded, encoding: 'base64' });
  });
  sweepRuns(bytes, hex, shortest, (start, end) => {
    if ((end - start) % 2 === 1 || end - start > longestRun || !startsAsHexText(bytes, start)) return;
    const decoded = readable(Buffer.from(text.slice(start, end), 'hex'));
    if (decoded !== undefined) opened.push({ start, end, decoded, encoding: 'hex' });
  });
  return opened.sort((a, b) => a.start - b.start);
}

/** The six bits of each base64 digit, of both alphabets. */
const digits = new Uint8Array(256);
for (const [value, character] of [...`${letters()}+/`].entries()) digits[character.charCodeAt(0)] = value;
for (const [index, character] of [...'-_'].entries()) digits[character.charCodeAt(0)] = 62 + index;

function letters(): string {
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return `${upper}${upper.toLowerCase()}0123456789`;
}

/** Judges the first nine bytes without making a text: most runs are hashes, and end here. */
function startsAsText(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + 12; at += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => digits[bytes[at + i] ?? 0] ?? 0);
    const three = ((a ?? 0) << 18) | ((b ?? 0) << 12) | ((c ?? 0) << 6) | (d ?? 0);
    for (const byte of [three >> 16, (three >> 8) & 255, three & 255]) if (isControl(byte)) return false;
  }
  return true;
}

/** Text in hex has 2 to 7 in front of every second digit. */
function startsAsHexText(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + 16; at += 2) {
    const digit = bytes[at] as number;
    if (digit < 0x32 || digit > 0x37) return false;
  }
  return true;
}

/** Zeros are left to `readable`: UTF-16 has them. */
const isControl = (byte: number) => byte < 32 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13;

/** Returns the text that bytes hold, one character per byte, or undefined when they hold none. */
function readable(bytes: Buffer): string | undefined {
  const narrow = bytes.length > 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0 ? everySecond(bytes) : bytes;
  for (const byte of narrow) if (byte === 0 || byte === 127 || isControl(byte)) return undefined;
  return isUtf8(narrow) ? narrow.toString('latin1') : undefined;
}

const everySecond = (bytes: Buffer) => bytes.filter((_, index) => index % 2 === 0);
