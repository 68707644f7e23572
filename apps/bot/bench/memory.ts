import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchExchange } from './exchange.ts';
import type { Row } from './figures.ts';

/** Proportional set size of the processes together, each page counted once, beside the bare script that holds still. */
export async function measureMemory(root: string, exchange: BenchExchange, path: string): Promise<readonly Row[]> {
  if (!existsSync('/proc/self/smaps_rollup'))
    return [{ what: 'memory', measured: 'not shown', beside: 'this system has no /proc/PID/smaps_rollup' }];
  const state = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const bare = await held(
    root,
    [join(root, 'apps', 'bot', 'bench', 'bare.mjs'), 'whole', exchange.url, 'hold'],
    'ready',
    {
      KEY: JSON.stringify({ apiKey: exchange.apiKey, secret: exchange.secret }),
    },
  );
  const guarded = await held(
    root,
    [join(root, 'apps', 'bot', 'src', 'main.ts'), 'start', '--for', '6s'],
    'is asked from here on',
    {
      PATH: path,
      NODE_COMPILE_CACHE: 'node_modules/.cache/gatehouse/launcher',
      BOT_STATE: state,
    },
  );
  rmSync(state, { recursive: true, force: true });
  const rooms = guarded.filter(({ name }) => name !== 'simulator' && name !== 'courier');
  const sum = rooms.reduce((total, { mb }) => total + mb, 0);
  const alone = bare.reduce((total, { mb }) => total + mb, 0);
  return [
    {
      what: `PSS of ${rooms.map(({ name }) => name).join(' + ')}`,
      measured: `${sum.toFixed(0)} MB`,
      beside: rooms.map(({ name, mb }) => `${name} ${mb.toFixed(0)}`).join(', '),
    },
    {
      what: 'PSS of the bare script, whole ccxt',
      measured: `${alone.toFixed(0)} MB`,
      beside: `guarded is ${(sum / alone).toFixed(2)} × it`,
      bar: { says: '≤ 1.1 × (an aim)', held: sum / alone <= 1.1 },
    },
  ];
}

interface Held {
  readonly name: string;
  readonly mb: number;
}

/** Starts a command, waits for its mark, lets it settle, and reads every process below it. */
async function held(
  cwd: string,
  args: readonly string[],
  mark: string,
  env: Record<string, string>,
): Promise<readonly Held[]> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(mark)) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended before it said ${mark}`)));
  });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const found = [child.pid ?? 0, ...below(child.pid ?? 0)].map((pid) => ({ name: nameOf(pid), mb: pssOf(pid) }));
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return found;
}

function below(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => new RegExp(`^PPid:\\s+${parent}$`, 'm').test(read(pid, 'status')))
    .flatMap((pid) => [pid, ...below(pid)]);
}

function nameOf(pid: number): string {
  const line = read(pid, 'cmdline');
  for (const [part, name] of [
    ['desk.ts', 'desk'],
    ['courier.ts', 'courier'],
    ['strategy-host.ts', 'strategy'],
    ['sim-exchange', 'simulator'],
    ['main.ts', 'launcher'],
  ] as const) {
    if (line.includes(part)) return name;
  }
  return 'script';
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024;
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
