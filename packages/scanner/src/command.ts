import { readCommandLine } from './command-line.ts';
import { ScannerError } from './error.ts';
import type { Environment } from './git.ts';
import { isBlocking, reportJson, reportSarif, reportText } from './report.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';

/** What a command leaves: what it prints, where, and how it ends. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** 0: nothing found. 1: a secret. 2: it could not be looked for. */
  readonly exitCode: 0 | 1 | 2;
}

interface Surroundings {
  readonly words: readonly string[];
  readonly folder: string;
  readonly env: Environment;
}

const reports = { text: reportText, json: reportJson, sarif: reportSarif };

/** Runs one command line. Never throws: whatever is not a clean look ends with 1 or 2, and so stops a commit. */
export async function runCommand({ words, folder, env }: Surroundings): Promise<Outcome> {
  try {
    const { what, path, as } = readCommandLine(words);
    const report = await scan({ root: folder, what, env, ...(path !== undefined && { path }) });
    const exitCode = report.findings.some(isBlocking) ? 1 : 0;
    return { stdout: reports[as](report, rules), stderr: '', exitCode };
  } catch (error) {
    // A stranger's error may quote what it read, so only its kind is told.
    const says =
      error instanceof ScannerError
        ? error.message
        : `The scan broke off (${error instanceof Error ? error.name : typeof error}); nothing is known to be clean.`;
    return { stdout: '', stderr: `gatehouse scan: ${says}\n`, exitCode: 2 };
  }
}
