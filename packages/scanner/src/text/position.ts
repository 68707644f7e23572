/** Turns offsets into lines and columns. Offsets must not go back, so that a long text is walked once, not once each. */
export class Positions {
  readonly #text: string;
  readonly #isBytes: boolean;
  #line: number;
  #counted = 0;
  #column: number;
  /** Where the line that was counted last ends; looked for once, because a line may be the whole text. */
  #lineEnd: number;

  /** `isBytes`: the text holds one character per byte of UTF-8, and columns are counted in decoded characters. */
  constructor(text: string, { isBytes, line = 1, column = 1 }: { isBytes: boolean; line?: number; column?: number }) {
    this.#text = text;
    this.#isBytes = isBytes;
    this.#line = line;
    this.#column = column;
    this.#lineEnd = this.#endFrom(0);
  }

  #endFrom(start: number): number {
    const end = this.#text.indexOf('\n', start);
    return end === -1 ? Number.POSITIVE_INFINITY : end;
  }

  /** Line and column, both from 1; a column is one UTF-16 code unit, as editors and SARIF count. */
  at(offset: number): { line: number; column: number } {
    while (this.#lineEnd < offset) {
      this.#line++;
      this.#counted = this.#lineEnd + 1;
      this.#column = 1;
      this.#lineEnd = this.#endFrom(this.#counted);
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
