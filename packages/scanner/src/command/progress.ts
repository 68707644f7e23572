/** A stream that may be a terminal. */
export interface Screen {
  readonly isTTY: boolean;
  write(text: string): void;
}

export interface Step {
  readonly done: number;
  readonly total?: number;
  readonly bytes: number;
}

/** A look that is over sooner is not told of. */
const patienceMs = 400;
const everyMs = 100;

/**
 * Tells how far a long scan is, on one line that is erased at the end; nothing where there is no terminal. It holds
 * numbers only: a path could steer the terminal, or be a secret.
 */
export class Progress {
  readonly #screen: Screen;
  readonly #clock: () => number;
  readonly #started: number;
  #next: number;
  #isShown = false;

  constructor(screen: Screen, clock: () => number) {
    this.#screen = screen;
    this.#clock = clock;
    this.#started = clock();
    this.#next = this.#started + patienceMs;
  }

  readonly tell = ({ done, total, bytes }: Step): void => {
    const now = this.#clock();
    // Whether it is a terminal is asked last: Node has to open it for that.
    if (now < this.#next || !this.#screen.isTTY) return;
    this.#next = now + everyMs;
    this.#isShown = true;
    const speed = bytes / 1e3 / Math.max(1, now - this.#started);
    const of = total === undefined ? '' : ` of ${total.toLocaleString('en-US')}`;
    const line = `Scanning: ${done.toLocaleString('en-US')}${of} contents, ${(bytes / 1e6).toFixed(0)} MB, ${speed.toFixed(0)} MB/s`;
    this.#screen.write(`\r${line}\u001b[K`);
  };

  /** Leaves the line as it was before. */
  end(): void {
    if (this.#isShown) this.#screen.write('\r\u001b[K');
    this.#isShown = false;
  }
}
