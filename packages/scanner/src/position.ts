/** Turns offsets into lines and columns. Offsets must not go back, so that a long text is walked once, not once each. */
export class Positions {
  readonly #text: string;
  readonly #isBytes: boolean;
  #line: number;
  #lineStart = 0;
  #counted = 0;
  #column: number;

  /** `isBytes`: the text holds one character per byte of UTF-8, and columns are counted in decoded characters. */
  constructor(text: string, { isBytes, line = 1, column = 1 }: { isBytes: boolean; line?: number; column?: number }) {
    this.#text = text;
    this.#isBytes = isBytes;
    this.#line = line;
    this.#column = column;
  }

  /** Line and column, both from 1; a column is one UTF-16 code unit, as editors and SARIF count. */
  at(offset: number): { line: number; column: number } {
    for (;;) {
      const next = this.#text.indexOf('\n', this.#lineStart);
      if (next === -1 || next >= offset) break;
      this.#line++;
      this.#lineStart = next + 1;
      this.#counted = this.#lineStart;
      this.#column = 1;
    }
    if (this.#counted < offset) {
      this.#column += this.#unitsBetween(this.#counted, offset);
      this.#counted = offset;
    }
    return { line: this.#line, column: this.#column };
  }

  #unitsBetween(from: number, to: number): number {
    if (!this.#isBytes) return to - from;
    return Buffer.from(this.#text.slice(from, to), 'latin1').toString('utf8').length;
  }
}
