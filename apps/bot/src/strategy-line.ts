import type { Socket } from 'node:net';
import { BriefLook, readsNow } from './brief-look.ts';
import { type Line, openLine } from './frames.ts';
import { cap, type ToStrategy } from './messages.ts';
import type { Json } from './strategy.ts';
import { type Hello, type ReadAction, readStrategyFrame, type StrategyFrame } from './strategy-frames.ts';
import { clean } from './strategy-output.ts';

/** How a strategy failed. Each ends the run in order: open orders are looked after, and one sentence says what to do. */
export type StrategyFaultCode =
  | 'STRATEGY_UNFIT'
  | 'STRATEGY_THREW'
  | 'STRATEGY_HUNG'
  | 'STRATEGY_ENDED'
  | 'STRATEGY_FRAME'
  | 'STRATEGY_FLOOD';

export class StrategyFault extends Error {
  override readonly name = 'StrategyFault';
  readonly code: StrategyFaultCode;
  readonly fix: string;
  constructor(code: StrategyFaultCode, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

export interface Answer {
  readonly actions: readonly ReadAction[];
  readonly memory: Json;
}

type Call = ToStrategy extends infer Each ? (Each extends ToStrategy ? Omit<Each, 'id'> : never) : never;

interface Waiting {
  readonly id: number;
  readonly resolve: (frame: StrategyFrame) => void;
  readonly reject: (fault: StrategyFault) => void;
}

/**
 * The desk's end of the conversation with the strategy: one question at a time, each with a deadline. A frame that was
 * not asked for is a fault, so a flood ends at its first line.
 */
export class StrategyLine {
  readonly #line: Line;
  readonly #look: BriefLook | undefined;
  readonly #deadlineMs: number;
  #waiting: Waiting | undefined;
  #hello:
    | { readonly resolve: (frame: StrategyFrame) => void; readonly reject: (fault: StrategyFault) => void }
    | undefined;
  #fault: StrategyFault | undefined;
  #gone = false;
  #next = 1;
  readonly #onFault: (fault: StrategyFault) => void;

  constructor(
    end: number | Socket,
    options: { readonly deadlineMs: number; readonly onFault: (fault: StrategyFault) => void },
  ) {
    this.#deadlineMs = options.deadlineMs;
    this.#onFault = options.onFault;
    // A socket that came from elsewhere does not tell its descriptor, and is heard by the event loop alone.
    this.#look = typeof end === 'number' ? new BriefLook(readsNow(end)) : undefined;
    this.#line = openLine(end, {
      maxBytes: cap.fromStrategy,
      message: (value) => this.#read(value),
      fault: (problem) =>
        this.#fail(
          frameFault(
            problem === 'too-long' ? `a line longer than ${cap.fromStrategy} bytes` : 'a line that is not JSON',
          ),
        ),
      end: () => {
        this.#gone = true;
        this.#fail(
          new StrategyFault(
            'STRATEGY_ENDED',
            'The strategy’s process ended by itself.',
            'Look at its last lines in the log, mend the strategy, and start again.',
          ),
        );
      },
    });
  }

  /** Resolves with what the strategy declares about itself. Throws StrategyFault. */
  async hello(): Promise<Hello> {
    const frame = await this.#within('load', (resolve, reject) => {
      this.#hello = { resolve, reject };
    });
    if ('hello' in frame) return frame.hello;
    const why = 'unfit' in frame ? `: ${clean(frame.unfit)}` : '.';
    throw new StrategyFault(
      'STRATEGY_UNFIT',
      `The strategy could not be loaded${why}`,
      'Mend the strategy file: it exports a Strategy as its default, and imports nothing it is not granted.',
    );
  }

  /** Asks one thing. Throws StrategyFault when the strategy throws, hangs, ends or answers with something else. */
  async ask(call: Call): Promise<Answer> {
    const id = this.#next++;
    const frame = await this.#within(call.call, (resolve, reject) => {
      this.#waiting = { id, resolve, reject };
      this.#line.send({ id, ...call });
      this.#look?.at(this.#line);
    });
    if ('threw' in frame) {
      const fault = new StrategyFault(
        'STRATEGY_THREW',
        `The strategy threw in ${call.call}: ${clean(frame.threw)}`,
        'Mend the strategy; the journal has the orders it placed.',
      );
      this.#fail(fault);
      throw fault;
    }
    if ('actions' in frame) return { actions: frame.actions, memory: frame.memory as Json };
    throw frameFault('an answer to another question');
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Lets go: the strategy's process ends when its socket closes. What it does afterwards is nobody's news. */
  close(): void {
    const fault = this.#fault ?? new StrategyFault('STRATEGY_ENDED', 'The strategy was let go.', 'Start again.');
    this.#fault = fault;
    // Whoever still waits for an answer would wait for ever: no deadline is looked at once there is a fault.
    this.#hello?.reject(fault);
    this.#waiting?.reject(fault);
    this.#line.close();
  }

  async #within(
    what: string,
    begin: (resolve: (frame: StrategyFrame) => void, reject: (fault: StrategyFault) => void) => void,
  ): Promise<StrategyFrame> {
    if (this.#fault !== undefined) throw this.#fault;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<StrategyFrame>((resolve, reject) => {
        timer = setTimeout(() => {
          this.#fail(
            new StrategyFault(
              'STRATEGY_HUNG',
              `The strategy did not answer ${what} within ${this.#deadlineMs} ms.`,
              'Make it answer sooner: it is asked once per closed candle and must not wait for anything.',
            ),
          );
        }, this.#deadlineMs);
        begin(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
      this.#hello = undefined;
    }
  }

  #read(value: unknown): void {
    if (this.#fault !== undefined) return;
    this.#look?.spoken();
    const read = readStrategyFrame(value);
    if ('wrong' in read) {
      this.#fail(frameFault(`an answer in which ${read.wrong}`));
      return;
    }
    const { frame } = read;
    // Forgotten before anything else is read: a second answer may stand in the same piece as the first.
    if (this.#hello !== undefined && ('hello' in frame || 'unfit' in frame)) {
      this.#hello.resolve(frame);
      this.#hello = undefined;
    } else if (this.#waiting !== undefined && 'id' in frame && frame.id === this.#waiting.id) {
      this.#waiting.resolve(frame);
      this.#waiting = undefined;
    } else {
      this.#fail(
        new StrategyFault(
          'STRATEGY_FLOOD',
          'The strategy sent a frame that nobody had asked for.',
          'Answer each call once, by returning from it; nothing else may write to descriptor 3.',
        ),
      );
    }
  }

  #fail(fault: StrategyFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#hello?.reject(fault);
    this.#waiting?.reject(fault);
    this.#onFault(fault);
  }
}

function frameFault(what: string): StrategyFault {
  return new StrategyFault(
    'STRATEGY_FRAME',
    `The strategy sent ${what}.`,
    'Return an array of { place } and { cancel } actions as src/strategy.ts describes them; print with console.log only.',
  );
}
