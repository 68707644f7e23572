/** `keyword` counts in the list that the sweep was made of. */
export type KeywordFound = (keyword: number, at: number) => void;

/** Shorter keywords would stand everywhere. */
export const shortestKeyword = 3;

/** Where a keyword would begin, seen from the four characters that made somebody look. */
interface Suspect {
  readonly keyword: number;
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/**
 * Finds many keywords, in any case, in one pass. It reads two bytes at a time and asks of the four it saw last whether a
 * keyword holds them; only then it compares. An alternation in a regular expression takes several times as long, and
 * longer with each word.
 */
export class KeywordSweep {
  /** One bit for every four characters, each folded to five bits. */
  readonly #telling = new Uint8Array(2 ** 17);
  readonly #suspects = new Map<number, Suspect[]>();

  constructor(keywords: readonly string[]) {
    for (const [index, keyword] of keywords.entries()) {
      const bytes = Buffer.from(keyword.toLowerCase(), 'latin1');
      if (bytes.length < shortestKeyword) {
        throw new RangeError(`A keyword needs ${shortestKeyword} characters or more; keyword ${index} has fewer.`);
      }
      // Pairs are read at even places, and the keyword may begin at an odd one.
      for (const side of [0, 1] as const) this.#enter(index, bytes, side);
    }
  }

  #enter(keyword: number, bytes: Uint8Array, side: 0 | 1): void {
    const codes = Array.from(bytes, (byte) => fold[byte] ?? 0);
    let best = side === 0 ? 0 : -1;
    let most = 0;
    for (let at: number = side; at + 4 <= codes.length; at += 2) {
      const telling = tellingOf(codes, at);
      if (telling > most) [best, most] = [at, telling];
    }
    const suspect = { keyword, bytes, offset: best };
    for (const key of keysOf(codes, best)) {
      this.#telling[key >> 3] = (this.#telling[key >> 3] ?? 0) | (1 << (key & 7));
      const known = this.#suspects.get(key);
      if (known) known.push(suspect);
      else this.#suspects.set(key, [suspect]);
    }
  }

  /** Calls `found` wherever a keyword stands, about from left to right; keywords may overlap, as in `api_secret_token`. */
  search(bytes: Uint8Array, found: KeywordFound): void {
    // Pairs are read as 16-bit numbers, which begin at even addresses.
    const even = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
    const pairs = new Uint16Array(even.buffer, even.byteOffset, even.length >> 1);
    const telling = this.#telling;
    let four = 0;
    for (let i = 0, length = pairs.length; i < length; i++) {
      four = ((four << 10) | (foldPair[pairs[i] as number] as number)) & 0xfffff;
      if (((telling[four >> 3] as number) & (1 << (four & 7))) !== 0) this.#compare(even, four, 2 * i - 2, found);
    }
    // Behind the end stands nothing, and two of it complete the last characters.
    const rest = even.length % 2 === 1 ? [fold[even.at(-1) ?? 0] ?? 0, 0, 0, 0] : [0, 0];
    for (let i = 0; i < rest.length; i += 2) {
      four = ((four << 10) | ((rest[i] ?? 0) << 5) | (rest[i + 1] ?? 0)) & 0xfffff;
      this.#compare(even, four, 2 * pairs.length + i - 2, found);
    }
  }

  #compare(bytes: Uint8Array, four: number, at: number, found: KeywordFound): void {
    for (const { keyword, bytes: wanted, offset } of this.#suspects.get(four) ?? []) {
      if (standsAt(bytes, at - offset, wanted)) found(keyword, at - offset);
    }
  }
}

function standsAt(bytes: Uint8Array, at: number, keyword: Uint8Array): boolean {
  if (at < 0 || at + keyword.length > bytes.length) return false;
  for (let i = 0; i < keyword.length; i++) if (lower[bytes[at + i] as number] !== keyword[i]) return false;
  return true;
}

const lower = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));

/** Five bits for a character: its own for each letter, shared ones for the rest. */
const fold = Uint8Array.from({ length: 256 }, (_, code) => {
  const letter = (lower[code] ?? 0) - 96;
  if (letter >= 1 && letter <= 26) return letter;
  if (code >= 48 && code <= 57) return 27;
  return { _: 28, '-': 29, '/': 30, ':': 31, '.': 31 }[String.fromCharCode(code)] ?? 0;
});

/** Ten bits for two bytes that are read as one number, in whichever order this machine reads them. */
const foldPair = foldPairs();

/** Row by row, since only 32 rows differ: a hook waits for this. */
function foldPairs(): Uint16Array {
  const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  const [high, low] = isLittle ? [0, 5] : [5, 0];
  const rows = Array.from({ length: 32 }, (_, code) =>
    Uint16Array.from(fold, (other) => (code << high) | (other << low)),
  );
  const table = new Uint16Array(2 ** 16);
  for (let code = 0; code < 256; code++) table.set(rows[fold[code] ?? 0] ?? [], code * 256);
  return table;
}

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

function tellingOf(codes: readonly number[], at: number): number {
  let telling = 0;
  for (let i = at; i < at + 3; i++) {
    const [one = 0, next = 0] = [codes[i], codes[i + 1]];
    telling += one === next ? 0.1 : (tellingPairs.get(one * 32 + next) ?? 1.2);
  }
  return telling;
}

/** Every key that the four characters from `at` on may have. A keyword of three or four may fill three of them: the other is anything. */
function keysOf(codes: readonly number[], at: number): readonly number[] {
  let [key, open] = [0, -1];
  for (let i = 0; i < 4; i++) {
    const code = codes[at + i];
    if (code === undefined) open = 15 - 5 * i;
    key = (key << 5) | (code ?? 0);
  }
  return open === -1 ? [key] : Array.from({ length: 32 }, (_, code) => key | (code << open));
}
