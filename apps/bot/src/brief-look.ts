import { readSync } from 'node:fs';
import type { Line } from './frames.ts';

/**
 * How long a look may take, and all that the desk ever waits for anybody with its event loop standing still. Waking an
 * idle core of a virtual machine takes about as long, and so does the answer of a strategy that is awake.
 */
export const lookMs = 0.06;

/** How long after its last word the far end counts as awake. One that sleeps is not done within a look. */
export const awakeMs = 0.5;

/** One read that does not wait: the bytes that are there, or nothing. */
export type ReadNow = () => Buffer | undefined;

const room = Buffer.allocUnsafe(64 * 1024);

/** Reads from a descriptor that does not block. What is wrong with it, or its end, is for its socket to say. */
export function readsNow(fd: number): ReadNow {
  return () => {
    try {
      const length = readSync(fd, room, 0, room.length, null);
      // A copy: half a line is kept until the rest of it comes.
      return length === 0 ? undefined : Buffer.from(room.subarray(0, length));
    } catch {
      return undefined;
    }
  };
}

/**
 * Hears an answer that is about to come before this thread goes to sleep for it: going to sleep and being woken costs
 * more than the answer. What does not come within the moment is heard by the event loop, as always.
 */
export class BriefLook {
  readonly #read: ReadNow;
  readonly #now: () => number;
  #spokeAt = Number.NEGATIVE_INFINITY;

  constructor(read: ReadNow, now = () => performance.now()) {
    this.#read = read;
    this.#now = now;
  }

  /** The far end has just said something. */
  spoken(): void {
    this.#spokeAt = this.#now();
  }

  /** To be called when something was just asked over the line. */
  at(line: Pick<Line, 'hear'>): void {
    const begun = this.#now();
    if (begun - this.#spokeAt > awakeMs) return;
    while (line.hear(this.#read) && this.#now() - begun < lookMs);
  }
}
