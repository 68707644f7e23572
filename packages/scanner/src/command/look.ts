import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandLine } from '../command-line.ts';
import { ScannerError } from '../error.ts';
import { noCounts } from '../find/counts.ts';
import { openGit } from '../git/git.ts';
import type { HeldFinding } from '../report/finding.ts';
import type { UserRule } from '../rules/user-rules.ts';
import { type ScanOptions, type ScanReport, scan, uptime } from '../scan/scan.ts';
import type { Surroundings } from './command.ts';
import { Progress } from './progress.ts';

export interface Looked {
  readonly report: ScanReport;
  /** With values; empty unless they were asked for. */
  readonly found: readonly HeldFinding[];
}

/** Looks through what the command line names, tells on the terminal how far it is, and names no place by a secret. */
export async function look(
  line: CommandLine,
  surroundings: Surroundings,
  wanted: { readonly userRules: readonly UserRule[]; readonly holds: boolean },
): Promise<Looked> {
  const { report, found } = await lookAsAsked(line, surroundings, wanted);
  if (report.findings.length + report.notes.length === 0) return { report, found };
  const { safeName } = await import('../report/secret-names.ts');
  const named = new Map(report.findings.map((finding) => [finding, { ...finding, path: safeName(finding.path) }]));
  return {
    report: { ...report, findings: [...named.values()], notes: report.notes.map(safeName) },
    found: found.map(({ finding, value }) => ({ finding: named.get(finding) ?? finding, value })),
  };
}

async function lookAsAsked(
  { what = 'tree', path, flags, values }: CommandLine,
  { folder, env, screen, stdin, handed, ready }: Surroundings,
  { userRules, holds }: { readonly userRules: readonly UserRule[]; readonly holds: boolean },
): Promise<Looked> {
  // The path is not repeated: it may be a secret that was typed in the wrong place.
  if (path !== undefined && !existsSync(resolve(folder, path))) {
    throw new ScannerError('PATH_MISSING', 'There is no file or folder at the PATH on the command line: correct it.');
  }
  const progress = new Progress(screen, uptime);
  let found: readonly HeldFinding[] = [];
  const options: Omit<ScanOptions, 'what'> = {
    root: folder,
    env,
    onProgress: progress.tell,
    ...(path !== undefined && { path }),
    userRules,
    ...(handed !== undefined && { handed }),
    ...(ready && { ready }),
    ...(flags.has('archives') && { archives: true }),
    ...(flags.has('unreachable') && { unreachable: true }),
    ...(holds && {
      onValues: (values) => {
        found = values;
      },
    }),
  };
  try {
    if (what === 'pushed') {
      if (stdin.isTTY)
        throw new ScannerError('USAGE', '--pushed is for a pre-push hook, where git tells what it sends.');
      const told = await allOf(stdin);
      const { revisionsToPush } = await import('../git/pushed.ts');
      const revisions = await revisionsToPush(openGit(folder, { env }), told, values.remote);
      if (revisions.length === 0) return { report: nothingToLookAt, found };
      return { report: await scan({ ...options, what: 'history', revisions }), found };
    }
    if (what === 'stdin') {
      if (stdin.isTTY)
        throw new ScannerError('USAGE', '--stdin reads what is piped in, and nothing is: use it behind a pipe.');
      return { report: await scan({ ...options, what, input: stdin }), found };
    }
    if (what === 'logs') return { report: await scan({ ...options, what, path: path ?? ownLogs(folder) }), found };
    const report = await scan({ ...options, what });
    return { report, found };
  } finally {
    progress.end();
  }
}

/** Where the bot writes its logs. */
function ownLogs(folder: string): string {
  const logs = join('.state', 'logs');
  if (existsSync(resolve(folder, logs))) return logs;
  throw new ScannerError('PATH_MISSING', 'There are no logs of the bot here (.state/logs): name the file or folder.');
}

const nothingToLookAt: ScanReport = {
  what: 'history',
  findings: [],
  allowed: 0,
  looked: noCounts(),
  notes: [],
};

/** What git tells a hook is short; more than this is something else. */
const mostTold = 1024 * 1024;

async function allOf(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > mostTold)
      throw new ScannerError('USAGE', '--pushed reads what git tells a pre-push hook, and this is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}
