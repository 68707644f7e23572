import { createRequire } from 'node:module';

/** The languages of BIP-39, as the package of the lists names its files. */
export const languages = [
  'english',
  'french',
  'spanish',
  'italian',
  'portuguese',
  'czech',
  'japanese',
  'korean',
  'simplified-chinese',
  'traditional-chinese',
] as const;

export type Language = (typeof languages)[number];

/** Their words are written without accents too, and stay apart from each other. */
const latin: ReadonlySet<Language> = new Set(['english', 'french', 'spanish', 'italian', 'portuguese', 'czech']);

export const isLatin = (language: Language) => latin.has(language);

export const plainLanguages = languages.filter(isLatin);

// The rules look through a text without waiting, and most texts need no list: so not `import`.
const require = createRequire(import.meta.url);

export function wordsOf(language: Language): readonly string[] {
  const { wordlist } = require(`@scure/bip39/wordlists/${language}.js`) as { wordlist: readonly string[] };
  return wordlist;
}

/** A word as it is compared: decomposed (NFKD), in lower case, and in Latin languages without its accents. */
export function folded(word: string, language: Language): string {
  const decomposed = word.normalize('NFKD').toLowerCase();
  return isLatin(language) ? decomposed.replace(/\p{M}/gu, '') : decomposed;
}

const numbers = new Map<Language, ReadonlyMap<string, number>>();

/** The place of each word, folded, in its list. */
export function numbersOf(language: Language): ReadonlyMap<string, number> {
  const known = numbers.get(language);
  if (known) return known;
  const made = new Map(wordsOf(language).map((word, index) => [folded(word, language), index]));
  numbers.set(language, made);
  return made;
}

// One bit per hash: 2^20 of them, of which some 30,000 are set.
const size = 1 << 20;

/** A quick answer to "is this a word of some list", which is right when it says no and nearly always when it says yes. */
export class WordFilter {
  /** As the engine reads them. */
  readonly bits = new Uint8Array(size >> 3);

  add(word: string): void {
    const place = placeOf(hashOf(word, 0, word.length));
    this.bits[place >> 3] = (this.bits[place >> 3] ?? 0) | (1 << (place & 7));
  }

  remove(word: string): void {
    const place = placeOf(hashOf(word, 0, word.length));
    this.bits[place >> 3] = (this.bits[place >> 3] ?? 0) & ~(1 << (place & 7));
  }

  has(hash: number): boolean {
    const place = placeOf(hash);
    return (((this.bits[place >> 3] as number) >> (place & 7)) & 1) === 1;
  }
}

/** Passes every word but these, and the few whose hash is the same: no word of a list may be among them. */
export function everyWordBut(words: readonly string[]): WordFilter {
  const filter = new WordFilter();
  // To turn each of its bytes around would take a hook ten milliseconds.
  filter.bits.fill(0xff);
  for (const word of words) filter.remove(word);
  return filter;
}

const placeOf = (hash: number) => (hash ^ (hash >>> 13)) & (size - 1);

export const firstHash = 7;

/** Folds the case of ASCII letters, and of the accented ones in UTF-8 and in UTF-16 alike. */
export const nextHash = (hash: number, code: number) => (Math.imul(hash, 31) + (code | 0x20)) | 0;

export function hashOf(text: string, from: number, to: number): number {
  let hash = firstHash;
  for (let at = from; at < to; at++) hash = nextHash(hash, text.charCodeAt(at));
  return hash;
}

let plain: WordFilter | undefined;
const wide = new Map<boolean, WordFilter>();

/** The words that are written in ASCII, of the six Latin lists. */
export function plainWords(): WordFilter {
  if (plain) return plain;
  plain = new WordFilter();
  for (const language of plainLanguages) for (const word of numbersOf(language).keys()) plain.add(word);
  return plain;
}

/** The words with other letters, as they stand in a text of bytes (UTF-8) or of UTF-16; composed and decomposed. */
export function wideWords(isBytes: boolean): WordFilter {
  const known = wide.get(isBytes);
  if (known) return known;
  const filter = new WordFilter();
  for (const language of languages) {
    for (const word of wordsOf(language)) {
      for (const form of formsOf(word, isLatin(language))) {
        filter.add(isBytes ? Buffer.from(form, 'utf8').toString('latin1') : form);
      }
    }
  }
  wide.set(isBytes, filter);
  return filter;
}

function formsOf(word: string, hasCase: boolean): readonly string[] {
  if (/^[a-z]+$/.test(word)) return [];
  const forms = [word, word.normalize('NFC')];
  return hasCase ? [...forms, ...forms.map((form) => form.toUpperCase())] : forms;
}
