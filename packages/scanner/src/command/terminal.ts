import { writeSync } from 'node:fs';
import type { Outcome, Surroundings } from './command.ts';

/** What a command line knows of the process that it runs in. */
export function surroundingsOf(process: NodeJS.Process): Surroundings {
  return {
    words: process.argv.slice(2),
    folder: process.cwd(),
    env: process.env,
    now: () => new Date(),
    // Opened when they are used: in most runs they are not.
    screen: {
      get isTTY() {
        return process.stderr.isTTY === true;
      },
      write: (text) => process.stderr.write(text),
    },
    stdin: {
      get isTTY() {
        return process.stdin.isTTY === true;
      },
      [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator](),
    },
    ask: (question) => answerTo(question, process),
  };
}

async function answerTo(question: string, process: NodeJS.Process): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const line = createInterface({ input: process.stdin, output: process.stderr });
  line.once('SIGINT', () => process.exit(130));
  // Ctrl-D is no yes.
  const ending = new AbortController();
  line.once('close', () => ending.abort());
  return line
    .question(question, { signal: ending.signal })
    .catch(() => '')
    .finally(() => line.close());
}

/** Prints what a command leaves, and ends as it says. */
export function leave(process: NodeJS.Process, { stdout, stderr, exitCode }: Outcome): void {
  print(1, stdout, () => process.stdout);
  print(2, stderr, () => process.stderr);
  process.exitCode = exitCode;
}

/** At once, where that can be: Node takes some milliseconds to make a stream of a descriptor, and a hook waits for them. */
function print(descriptor: number, text: string, stream: () => NodeJS.WriteStream): void {
  let left = Buffer.from(text);
  try {
    while (left.length > 0) left = left.subarray(writeSync(descriptor, left));
  } catch {
    // A pipe that does not wait; or whoever reads stopped reading, and `pnpm scan | head` is no error.
    stream().on('error', () => {});
    stream().write(left);
  }
}
