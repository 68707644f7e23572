import { resolve } from 'node:path';
import { type CommandLine, help, readCommandLine } from '../command-line.ts';
import { ScannerError } from '../error.ts';
import { callerOf } from '../exceptions/place.ts';
import type { Environment } from '../git/git.ts';
import type { Ready } from '../scan/way.ts';
import type { Screen } from './progress.ts';

/** What a command leaves: what it prints, where, and how it ends. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** 0: nothing found. 1: a secret. 2: it could not be looked for. */
  readonly exitCode: 0 | 1 | 2;
}

/** Everything a command knows of the world; the edge hands it in. */
export interface Surroundings {
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Environment;
  readonly now: () => Date;
  /** Where progress goes. */
  readonly screen: Screen;
  readonly stdin: Stdin;
  /** Where a hook reads what start/staged.sh printed, in place of asking git. */
  readonly handed?: number;
  /** What an install made ready. */
  readonly ready?: Ready;
  /** Asks a person at the terminal, and returns what they typed. Absent where nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
}

export interface Stdin extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
}

export type Command = (line: CommandLine, surroundings: Surroundings) => Promise<Outcome>;

/** Each command by what asks for it, first match first. Loaded when asked for: a hook waits for every module. */
const commands: readonly (readonly [(line: CommandLine) => boolean, () => Promise<Command>])[] = [
  [({ flags }) => flags.has('help'), async () => async () => ({ stdout: help, stderr: '', exitCode: 0 })],
  [({ values }) => values.own !== undefined, async () => (await import('./own-command.ts')).ownCommand],
  [({ flags }) => flags.has('verify'), async () => (await import('./verify-command.ts')).verifyCommand],
  [
    ({ values }) => values['write-baseline'] !== undefined,
    async () => (await import('./baseline-command.ts')).baselineCommand,
  ],
  [() => true, async () => (await import('./scan-command.ts')).scanCommand],
];

/** Runs one command line. Never throws: whatever is not a clean look ends with 1 or 2, and so stops a commit. */
export async function runCommand(surroundings: Surroundings): Promise<Outcome> {
  try {
    const line = fromCaller(readCommandLine(surroundings.words), surroundings);
    const [, load] = commands.find(([asksFor]) => asksFor(line)) ?? [];
    if (!load) throw new ScannerError('USAGE', 'There is no such command.');
    return await (await load())(line, surroundings);
  } catch (error) {
    return { stdout: '', stderr: `gatehouse scan: ${sentenceOf(error)}\n`, exitCode: 2 };
  }
}

/** A PATH counts from where a person typed it: pnpm runs a script at its package's root. */
function fromCaller(line: CommandLine, { folder, env }: Surroundings): CommandLine {
  const caller = callerOf(folder, env);
  return line.path === undefined || caller === folder ? line : { ...line, path: resolve(caller, line.path) };
}

/** A stranger's error may quote what it read, so only its kind is told. */
function sentenceOf(error: unknown): string {
  if (error instanceof ScannerError) return error.message;
  return `The scan broke off (${error instanceof Error ? error.name : typeof error}); nothing is known to be clean.`;
}
