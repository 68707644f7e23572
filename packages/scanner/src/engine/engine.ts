import { text, wordBits } from '../../engine/assembly/layout.ts';
import { tooMany } from './keyword-table.ts';
import { module } from './module.ts';

/** What a search tells; places count from the beginning of the text. */
export interface Told {
  keyword(keyword: number, at: number): void;
  /** `alphabet` counts in the list of `alphabets`; `is` has one bit for each way of asking for it that holds. */
  run(alphabet: number, start: number, end: number, is: number): void;
  encoded(start: number, end: number): void;
  joint(at: number): void;
  escape(at: number): void;
  numbers(start: number, end: number): void;
}

interface Exports {
  enterKeywords(count: number): number;
  forgetText(): void;
  searchKeywords(length: number): void;
  searchMarks(length: number): void;
  searchNumbers(length: number, least: number): void;
  searchRuns(length: number, least: number, longRun: number): void;
  nextWords(length: number, from: number, least: number): number;
}

const pages = 160;
/** The zeros that the searches may read behind a text. */
const behind = 32;
/** A segment fits, and more. */
export const longestText = pages * 65_536 - text - behind;

const nothing = new Uint8Array(0);
const nobody: Told = { keyword() {}, run() {}, encoded() {}, joint() {}, escape() {}, numbers() {} };

/**
 * The loops that look at every byte, in WebAssembly: as fast in the first text as in the thousandth, and a hook sees ten
 * texts in its life. A text is loaded, and then searched as often as somebody asks. docs/decisions/022-loops-in-webassembly.md
 */
export class Engine {
  readonly #memory: Uint8Array;
  readonly #exports: Exports;
  #told = nobody;
  #tables: Uint8Array | undefined;
  #words: Uint8Array | undefined;
  #length = 0;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const host: Told = {
      keyword: (keyword, at) => this.#told.keyword(keyword, at),
      run: (alphabet, start, end, is) => this.#told.run(alphabet, start, end, is),
      encoded: (start, end) => this.#told.encoded(start, end),
      joint: (at) => this.#told.joint(at),
      escape: (at) => this.#told.escape(at),
      numbers: (start, end) => this.#told.numbers(start, end),
    };
    const compiled = new WebAssembly.Module(Buffer.from(module, 'base64'));
    const instance = new WebAssembly.Instance(compiled, { env: { memory }, host: { ...host } });
    this.#exports = instance.exports as unknown as Exports;
    this.#memory = new Uint8Array(memory.buffer);
  }

  /** Has tables written for a set of rules, with so many keywords as `write` returns, and gives them back to load texts with. */
  prepared(write: (memory: Uint8Array) => number): Uint8Array {
    if (this.#tables !== undefined) this.#memory.fill(0, 0, wordBits);
    this.#tables = nothing;
    if (this.#exports.enterKeywords(write(this.#memory)) === 0) throw tooMany();
    this.#tables = this.#memory.slice(0, wordBits);
    return this.#tables;
  }

  /** Takes in a text for the rules whose tables these are. Throws RangeError for one that does not fit. */
  load(tables: Uint8Array, bytes: Uint8Array): void {
    if (bytes.length > longestText) throw new RangeError(`A text of ${bytes.length} bytes does not fit the engine.`);
    if (tables !== this.#tables) this.#memory.set(tables);
    this.#tables = tables;
    this.#memory.set(bytes, text);
    this.#memory.fill(0, text + bytes.length, text + bytes.length + behind);
    this.#length = bytes.length;
    this.#exports.forgetText();
  }

  /** About from left to right; keywords may overlap, as in `api_secret_token`. */
  keywords(keyword: Told['keyword']): void {
    this.#told = { ...nobody, keyword };
    this.#exports.searchKeywords(this.#length);
  }

  runs(least: number, longRun: number, told: Pick<Told, 'run' | 'encoded'>): void {
    this.#told = { ...nobody, ...told };
    this.#exports.searchRuns(this.#length, least, longRun);
  }

  marks(): { readonly joints: readonly number[]; readonly escapes: readonly number[] } {
    const joints: number[] = [];
    const escapes: number[] = [];
    this.#told = { ...nobody, joint: (at) => joints.push(at), escape: (at) => escapes.push(at) };
    this.#exports.searchMarks(this.#length);
    return { joints, escapes };
  }

  numbers(least: number): readonly (readonly [start: number, end: number])[] {
    const runs: [number, number][] = [];
    this.#told = { ...nobody, numbers: (start, end) => runs.push([start, end]) };
    this.#exports.searchNumbers(this.#length, least);
    return runs;
  }

  /** Where the next row of words (six or more) may begin, or the text's length; `words` has one bit for each hash of a word that may be in one. */
  nextWords(from: number, least: number, words: Uint8Array): number {
    if (words !== this.#words) this.#memory.set(words, wordBits);
    this.#words = words;
    return this.#exports.nextWords(this.#length, from, least);
  }
}

let own: Engine | undefined;

/** This thread's. */
export function engine(): Engine {
  own ??= new Engine();
  return own;
}
