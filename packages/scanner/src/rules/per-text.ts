/** Grants a costly proof a number of times for each text; of a list of a million hashes, only the first are tried. */
export class PerText {
  readonly #most: number;
  #text = '';
  #at = -1;
  #left = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether `text` is another one than before, or the same from its beginning: places in one text come in order. */
  isNew(text: string, at: number): boolean {
    const isNew = at <= this.#at || this.#text !== text;
    if (isNew) this.#left = this.#most;
    // Two equal texts are compared letter by letter, and one with itself is not.
    this.#text = text;
    this.#at = at;
    return isNew;
  }

  take(): boolean {
    return this.#left-- > 0;
  }
}
