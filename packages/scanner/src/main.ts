import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// A hook should not be felt, and most of its time is Node reading our sources: it keeps them compiled, among the installed
// packages, because a folder that others can write to would let them choose what runs here.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache'));

const { runCommand } = await import('./command.ts');
const { argv, env } = process;
const { stdout, stderr, exitCode } = await runCommand({
  words: argv.slice(2),
  folder: process.cwd(),
  env,
  now: () => new Date(),
  screen: { isTTY: process.stderr.isTTY === true, write: (text) => process.stderr.write(text) },
  // Opened when it is read: in most runs it is not.
  stdin: {
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator](),
  },
  ask: async (question) => {
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
  },
});
// Whoever reads may stop reading: `pnpm scan | head` is no error.
process.stdout.on('error', () => {});
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
