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

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

/** Runs several things in turn, so that whatever else the machine does disturbs them alike. */
export async function side<const Runs extends readonly (() => Promise<{ seconds: number }>)[]>(
  runs: Runs,
  times: number,
): Promise<{ [Index in keyof Runs]: Spread }> {
  const seconds = runs.map((): number[] => []);
  // The first run of each fills caches, as the first commit does.
  for (let i = -1; i < times; i++) {
    for (const [index, run] of runs.entries()) {
      const ran = await run();
      if (i >= 0) seconds[index]?.push(ran.seconds);
    }
  }
  const spreads = seconds.map((those) => ({ p50: quantile(those, 0.5), p95: quantile(those, 0.95) }));
  return spreads as { [Index in keyof Runs]: Spread };
}

function quantile(values: readonly number[], share: number): number {
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
