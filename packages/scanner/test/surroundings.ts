import { type Outcome, runCommand, type Surroundings } from '../src/command/command.ts';

export const noon = new Date('2026-11-27T12:00:00Z');

/** Standard input that holds a text, or is a terminal where nobody types. */
export const input = (text: string | undefined): Surroundings['stdin'] => ({
  isTTY: text === undefined,
  async *[Symbol.asyncIterator]() {
    if (text) yield Buffer.from(text);
  },
});

/** Runs one command line in a folder, with nothing of the caller's surroundings but the way to git. */
export function runIn(folder: string, words: readonly string[], more: Partial<Surroundings> = {}): Promise<Outcome> {
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null' };
  const screen = { isTTY: false, write: () => undefined };
  return runCommand({ words, folder, env, now: () => noon, screen, stdin: input(''), ...more });
}
