import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Git with nobody's hooks, pager or signing. */
export function git(folder: string, ...args: readonly string[]): string {
  const calm = ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', '-c', 'gc.auto=0'];
  return execFileSync('git', [...calm, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

export interface Ran {
  readonly seconds: number;
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs a command to its end and times it, process start included. */
export function timed(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ seconds: (performance.now() - started) / 1000, code, stdout: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** Runs it several times; the best wall time is the one that the rest of the machine disturbed least. */
export async function best(times: number, run: () => Promise<Ran>): Promise<Ran> {
  const runs: Ran[] = [];
  for (let i = 0; i < times; i++) runs.push(await run());
  return runs.reduce((a, b) => (a.seconds <= b.seconds ? a : b));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** How a command is called: by its name when it is on the PATH, else by where Go installs. */
export function commandOf(name: string): string | undefined {
  const isOnPath = spawnSync(name, ['--help'], { stdio: 'ignore' }).error === undefined;
  if (isOnPath) return name;
  const file = join(goBin() ?? '', name);
  return existsSync(file) ? file : undefined;
}

function goBin(): string | undefined {
  try {
    return join(
      execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
      'bin',
    );
  } catch {
    return undefined;
  }
}
