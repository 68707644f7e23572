import { behindKind, keywords as keywordPlaces, keywordText, lower, pairTells } from '../../engine/assembly/layout.ts';
import type { KeywordRule } from '../judge/rule.ts';

/** Shorter keywords would stand everywhere. */
export const shortestKeyword = 3;

/** A keyword, and what must stand behind it. */
export interface Wanted {
  readonly word: string;
  readonly followedBy: KeywordRule['followedBy'];
}

const followers = { anything: 0, value: 1, password: 2 } as const;

const [mostKeywords, mostLetters] = [4096, 0x8000];

/**
 * Writes the keywords for the engine, which then finds of each the four characters that tell most, and the way back from
 * them. An alternation in a regular expression takes several times as long, and longer with each word.
 */
export function writeKeywords(keywords: readonly Wanted[], memory: Uint8Array): void {
  for (let code = 0; code < 256; code++) memory[lower + code] = code >= 65 && code <= 90 ? code + 32 : code;
  memory.set(kindsBehind(), behindKind);
  memory.fill(rarest, pairTells, pairTells + 1024);
  for (const [rank, pair] of frequent.entries()) {
    const [one, next] = [pair.charCodeAt(0) - 96, pair.charCodeAt(1) - 96];
    memory[pairTells + one * 32 + next] = Math.round((100 * (rank + 1)) / frequent.length);
  }
  const entries = new Uint32Array(memory.buffer);
  let letters = 0;
  for (const [keyword, { word, followedBy }] of keywords.entries()) {
    const bytes = Buffer.from(word.toLowerCase(), 'latin1');
    if (bytes.length < shortestKeyword || bytes.length > 255) {
      throw new RangeError(
        `A keyword needs ${shortestKeyword} to 255 characters; keyword ${keyword} has ${bytes.length}.`,
      );
    }
    if (keyword >= mostKeywords || letters + bytes.length > mostLetters) throw tooMany();
    entries[keywordPlaces / 4 + keyword] = (followers[followedBy ?? 'anything'] << 24) | (letters << 8) | bytes.length;
    memory.set(bytes, keywordText + letters);
    letters += bytes.length;
  }
}

/** Breaks, digits, what ends a statement, and the signs that passwords have and names have not. */
function kindsBehind(): Uint8Array {
  const kinds = new Uint8Array(256).fill(8, 0x7e);
  kinds.fill(1, 0, 0x21);
  for (const [kind, characters] of [
    [1, '"\'`\\'],
    [2, '0123456789'],
    [4, ';{}'],
    [8, '!#$%&*+?@^'],
  ] as const)
    for (const character of characters) kinds[character.charCodeAt(0)] = kind;
  return kinds;
}

export const tooMany = () =>
  new RangeError('These are more keywords than the engine has room for; use fewer or shorter ones.');

// Pairs of letters by how often they stand in code and prose, the most frequent first.
const frequent = (
  'in re er st on te th an es en or ti at he nt ar nd co se io me le it de ng is al to ro ed ta el ri ns ve ce ou ec as us ' +
  'ic ur pe ra ne et ue li tr od om ha fo ex pr ge ct la ll ch si di ot rt ac ma un be ul na ca ss pt po ag ty lo ut ad tu ' +
  'so rs pa ie mp sc id su im mo ai ap op'
).split(' ');

/** What any other pair tells. */
const rarest = 120;
