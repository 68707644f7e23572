import {
  keywords as keywordPlaces,
  keywordText,
  lower,
  slotBits,
  slots,
  suspects,
  telling,
} from '../../engine/assembly/layout.ts';
import type { KeywordRule } from '../rule.ts';

/** Shorter keywords would stand everywhere. */
export const shortestKeyword = 3;

/** A keyword, and what must stand behind it. */
export interface Wanted {
  readonly word: string;
  readonly followedBy: KeywordRule['followedBy'];
}

const followers = { anything: 0, value: 1, password: 2 } as const;

/** Where a keyword would begin, seen from the four characters that made somebody look. */
interface Suspect {
  readonly keyword: number;
  readonly offset: number;
}

const [mostKeywords, mostLetters, mostSuspects] = [4096, 0x8000, 0x4000];

/**
 * Writes what the search of keywords reads: for every keyword the four characters of it that tell most, and the way back
 * from them. An alternation in a regular expression takes several times as long, and longer with each word.
 */
export function writeKeywords(keywords: readonly Wanted[], memory: Uint8Array): void {
  memory.set(lowerCase, lower);
  const words = new Uint32Array(memory.buffer);
  const byFour = new Map<number, Suspect[]>();
  let letters = 0;
  for (const [keyword, { word: spelling, followedBy }] of keywords.entries()) {
    const bytes = Buffer.from(spelling.toLowerCase(), 'latin1');
    if (bytes.length < shortestKeyword || bytes.length > 255) {
      throw new RangeError(
        `A keyword needs ${shortestKeyword} to 255 characters; keyword ${keyword} has ${bytes.length}.`,
      );
    }
    if (keyword >= mostKeywords || letters + bytes.length > mostLetters) throw tooMany();
    words[keywordPlaces / 4 + keyword] = (followers[followedBy ?? 'anything'] << 24) | (letters << 8) | bytes.length;
    memory.set(bytes, keywordText + letters);
    letters += bytes.length;
    // Pairs are read at even places, and the keyword may begin at an odd one.
    for (const side of [0, 1] as const) enter(byFour, keyword, bytes, side);
  }
  writeSuspects(byFour, memory, words);
}

const tooMany = () =>
  new RangeError('These are more keywords than the engine has room for; use fewer or shorter ones.');

function enter(byFour: Map<number, Suspect[]>, keyword: number, bytes: Uint8Array, side: 0 | 1): void {
  let best = side === 0 ? 0 : -1;
  let most = 0;
  for (let at: number = side; at + 4 <= bytes.length; at += 2) {
    const tells = tellingOf(bytes, at);
    if (tells > most) [best, most] = [at, tells];
  }
  const suspect = { keyword, offset: best };
  for (const four of foursOf(bytes, best)) {
    const known = byFour.get(four);
    if (known) known.push(suspect);
    else byFour.set(four, [suspect]);
  }
}

function writeSuspects(byFour: ReadonlyMap<number, readonly Suspect[]>, memory: Uint8Array, words: Uint32Array): void {
  // Half full at most, so that a search ends soon.
  if (byFour.size > 2 ** (slotBits - 1)) throw tooMany();
  let row = 0;
  for (const [four, those] of byFour) {
    memory[telling + (four >> 3)] = (memory[telling + (four >> 3)] ?? 0) | (1 << (four & 7));
    let slot = Math.imul(four, 0x9e3779b1) >>> (32 - slotBits);
    while (words[slots / 4 + slot * 2] !== 0) slot = (slot + 1) % 2 ** slotBits;
    words[slots / 4 + slot * 2] = four + 1;
    words[slots / 4 + slot * 2 + 1] = row * 4;
    for (const [index, { keyword, offset }] of those.entries()) {
      if (row >= mostSuspects) throw tooMany();
      const isLast = index === those.length - 1;
      // An offset of -1 is the character before the four.
      words[suspects / 4 + row++] = (keyword | ((offset + 1) << 16) | (isLast ? 1 << 31 : 0)) >>> 0;
    }
  }
}

const lowerCase = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/** Five bits for a character, as the engine takes them: a letter's are the same in both cases. */
const fold = (byte: number) => byte & 31;

// Pairs of letters by how often they stand in code and prose, the most frequent first.
const frequent = (
  'in re er st on te th an es en or ti at he nt ar nd co se io me le it de ng is al to ro ed ta el ri ns ve ce ou ec as us ' +
  'ic ur pe ra ne et ue li tr od om ha fo ex pr ge ct la ll ch si di ot rt ac ma un be ul na ca ss pt po ag ty lo ut ad tu ' +
  'so rs pa ie mp sc id su im mo ai ap op'
).split(' ');

/** How much a pair tells: a frequent one little, two of one kind such as dashes hardly anything. */
const tellingPairs = new Map(frequent.map((pair, rank) => [pairOf(pair), (rank + 1) / frequent.length]));

function pairOf(text: string): number {
  return (text.charCodeAt(0) - 96) * 32 + (text.charCodeAt(1) - 96);
}

function tellingOf(bytes: Uint8Array, at: number): number {
  let telling = 0;
  for (let i = at; i < at + 3; i++) {
    const [one = 0, next = 0] = [bytes[i], bytes[i + 1]];
    telling += one === next ? 0.1 : (tellingPairs.get((one - 96) * 32 + (next - 96)) ?? 1.2);
  }
  return telling;
}

/** Every key that the four characters from `at` on may have. A keyword of three or four may fill three of them: the other is anything. */
function foursOf(bytes: Uint8Array, at: number): readonly number[] {
  let [key, open] = [0, -1];
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) open = 15 - 5 * i;
    key = (key << 5) | (byte === undefined ? 0 : fold(byte));
  }
  return open === -1 ? [key] : Array.from({ length: 32 }, (_, code) => key | (code << open));
}
