import type { Socket } from 'node:net';
import { type Line, openLine } from './frames.ts';
import { cap } from './messages.ts';

/** What the simulated exchange counted itself: the other half of every summary. */
export interface SimulatorCounts {
  readonly orders: number;
  readonly fills: number;
  readonly cancels: number;
  readonly withdrawalAttempts: number;
  readonly fees: Readonly<Record<string, string>>;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** A simulator that hangs must not hang a stop. */
const deadlineMs = 10_000;
const hung = 'The simulated exchange does not answer: start again.';

/** The desk's control over the simulated exchange: it mints the key of this run and moves the market clock. */
export class SimulatorLine {
  readonly #line: Line;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #gone = false;

  constructor(end: number | Socket) {
    this.#line = openLine(end, {
      maxBytes: cap.own,
      message: (value) => this.#read(value),
      fault: () => this.#lose(),
      end: () => this.#lose(),
    });
  }

  async url(): Promise<string> {
    return (await this.#ask('url', {})) as string;
  }

  /** Makes a key that works at this simulator and nowhere else: it reads and trades spot, from this machine only. */
  async mint(): Promise<{ readonly apiKey: string; readonly secret: string }> {
    return (await this.#ask('mint', {})) as { apiKey: string; secret: string };
  }

  async advance(candles: number): Promise<void> {
    await this.#ask('advance', { candles });
  }

  async counts(): Promise<SimulatorCounts> {
    return (await this.#ask('counts', {})) as SimulatorCounts;
  }

  close(): void {
    this.#line.close();
  }

  #ask(ask: string, detail: object): Promise<unknown> {
    if (this.#gone) return Promise.reject(gone());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new Error(hung)), deadlineMs);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#line.send({ id, ask, ...detail });
    });
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    clearTimeout(waiting?.timer);
    this.#waiting.delete(id);
    return waiting;
  }

  #read(value: unknown): void {
    const said = value as { id?: number; answer?: unknown; error?: { message?: string } };
    const waiting = said.id === undefined ? undefined : this.#settle(said.id);
    if (waiting === undefined) return;
    if ('answer' in said) waiting.resolve(said.answer);
    else waiting.reject(new Error(`The simulated exchange refused: ${said.error?.message ?? 'without a word'}`));
  }

  #lose(): void {
    this.#gone = true;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(gone());
  }
}

function gone(): Error {
  return new Error('The simulated exchange has ended: start again, and look at its last line if it said one.');
}
