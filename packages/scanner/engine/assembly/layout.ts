// Where everything lies in the engine's memory. The host (src/engine/) writes the tables once for a set of rules, and the
// text before each search.

/** How much a pair of letters tells, 32 of each: the rarer, the more. */
export const pairTells: u32 = 0x1000;
/** One bit for every four folded characters: whether some keyword has them. */
export const telling: u32 = 0x20000;
/** A hash table: four folded characters + 1, and the first of their suspects. Eight bytes each. */
export const slots: u32 = 0x40000;
export const slotBits: u32 = 14;
/** Suspects, counted from 1: keyword, 1 + the offset of the four in it << 16; and the next one. Eight bytes each. */
export const suspects: u32 = 0x60000;
export const mostSuspects: u32 = 0x2000;
/** For each keyword: the number of its letters, where they begin << 8, and what must stand behind it << 24. */
export const keywords: u32 = 0x70000;
export const keywordText: u32 = 0x74000;

// Tables of 256 bytes.
export const lower: u32 = 0x7c000;
export const anyMember: u32 = 0x7c100;
export const alphanumeric: u32 = 0x7c200;
export const hexDigit: u32 = 0x7c300;
export const wordKind: u32 = 0x7c400;
export const joint: u32 = 0x7c500;
/** What a character is behind a name: 1 a break, 2 a digit, 4 the end of a statement, 8 a sign that passwords have. */
export const behindKind: u32 = 0x7c600;
export const sixBits: u32 = 0x7c700;
/** 1 digit, 2 hex in lower case, 4 hex in upper case, 8 other lower case, 16 other upper case, 32 anything else. */
export const kind: u32 = 0x7c800;
/** One table for each alphabet. */
export const members: u32 = 0x7ca00;
/** The characters of all alphabets, and those between numbers, in two halves of sixteen bytes; see members.ts. */
export const anySet: u32 = 0x7d100;
export const numberSet: u32 = 0x7d120;
export const wordSet: u32 = 0x7d140;

/** For each alphabet: the length of its shortest run, and its flags. Eight bytes each. */
export const alphabets: u32 = 0x7d000;
export const alphabetCount: u32 = 6;
/** For each alphabet and length below 8192: what the rules ask for. */
export const lengths: u32 = 0x80000;
export const lengthCount: u32 = 0x2000;

/** What one letter says for words, in bits (26 numbers). */
export const letterBits: u32 = 0x90000;
/** What one kind of character after another says for words, in bits: 16 numbers each for values of 36 characters, of 62, of 64, and of 94. */
export const followBits: u32 = 0x90100;

/** One bit for each hash of a word that may stand in a list of words. */
export const wordBits: u32 = 0xa0000;
export const wordMask: u32 = 0xfffff;

/** The text, and some zeros behind it. */
export const text: u32 = 0xc0000;
