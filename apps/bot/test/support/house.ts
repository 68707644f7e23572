import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { liveEnvironment, simulatedConfig } from './configs.ts';
import { isAlive, type Listed, listProcesses } from './processes.ts';
import type { StandIn } from './stand-in-binance.ts';
import { quiet } from './strategies.ts';

/** The checkout that these tests stand in. */
export const checkout = resolve(import.meta.dirname, '../../../..');

/** A word for each process of a run, by the entry file on its command line. */
const rooms = {
  launcher: /apps\/bot\/src\/main\.ts/,
  desk: /apps\/bot\/src\/desk\.ts/,
  courier: /apps\/bot\/src\/courier\.ts/,
  strategy: /apps\/bot\/src\/strategy-host\.ts/,
  simulator: /packages\/sim-exchange\/src\/main\.ts/,
} as const;

export type RoomName = keyof typeof rooms;

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Everything it printed, stdout first. */
  readonly output: string;
  readonly ms: number;
}

export interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  output(): string;
  /** Resolves with what was printed once `sign` is in it; rejects when the run ends or the time is up before that. */
  until(sign: string | RegExp, withinMs?: number): Promise<string>;
  /** Resolves once `holds` does; rejects like `until`. */
  when(holds: () => boolean, what: string, withinMs?: number): Promise<void>;
  /** The living process of that name, waiting for it to appear. */
  member(room: RoomName): Promise<Listed>;
  kill(room: RoomName, signal?: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
}

export interface House {
  /** The checkout whose command line is run. */
  readonly root: string;
  /** Everything of this run that is not the checkout: configuration, strategies, state, home. */
  readonly folder: string;
  readonly state: string;
  /** The folder of its journal inside the state. */
  readonly realm: string;
  readonly configFile: string;
  readonly strategies: string;
  /** What bot.config.ts says, for a test that writes it anew. */
  readonly config: Readonly<Record<string, unknown>>;
  start(args: readonly string[], options?: RunOptions): Running;
  /** Starts, waits, and fails when it does not end within `withinMs`. */
  run(args: readonly string[], options?: RunOptions & { readonly withinMs?: number }): Promise<Finished>;
  /** Waits for every process this house has started to be gone, and returns those that are not. */
  leftovers(withinMs?: number): Promise<readonly Listed[]>;
  /** Every byte that a run left behind: journal, its side files, logs, and whatever else stands in the folder. */
  bytesLeft(): ReadonlyMap<string, Buffer>;
  logs(): string;
  /** Ends what still lives (only what this house started) and removes the folder. */
  close(): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Leaves `--config` out, for tests of the command line itself. */
  readonly withoutConfig?: boolean;
  readonly cwd?: string;
}

export interface HouseOptions {
  readonly root?: string;
  /** Merged over a working configuration; `undefined` removes a field. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The whole text of bot.config.ts, instead. */
  readonly configText?: string;
  /** File name without `.ts` to source. */
  readonly strategies?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Runs in live mode against it. */
  readonly standIn?: StandIn;
}

/** Longer than anything here takes on a machine that is busy with something else; shorter than a test may take. */
const patient = 25_000;

export function openHouse(options: HouseOptions = {}): House {
  const root = options.root ?? checkout;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
  const state = join(folder, 'state');
  const botFolder = join(folder, 'bot');
  const strategies = join(botFolder, 'strategies');
  const configFile = join(botFolder, 'bot.config.ts');
  mkdirSync(join(folder, 'home'), { mode: 0o700 });
  mkdirSync(strategies, { recursive: true });
  const files = options.strategies ?? { quiet };
  for (const [name, source] of Object.entries(files)) writeFileSync(join(strategies, `${name}.ts`), source);
  const config = { ...simulatedConfig, strategy: Object.keys(files)[0], ...options.config };
  writeFileSync(configFile, options.configText ?? `export default ${JSON.stringify(config, null, 2)};\n`);

  const known = new Set<string>();
  const pids = new Set<number>();
  const children = new Set<ChildProcess>();
  /** Takes in what has been started since the last look, and returns which of all of it lives. */
  const alive = () => {
    const listed = listProcesses();
    for (const child of children) if (child.pid !== undefined) pids.add(child.pid);
    // Children have larger numbers than their parents but for the rare wrap; the second pass is for that.
    for (let pass = 0; pass < 2; pass += 1) {
      for (const one of listed) {
        if (!pids.has(one.pid) && !pids.has(one.parent)) continue;
        pids.add(one.pid);
        known.add(keyOf(one));
      }
    }
    return listed.filter((one) => !one.dead && known.has(keyOf(one)));
  };

  const start = (args: readonly string[], run: RunOptions = {}): Running => {
    const began = Date.now();
    const node = root === checkout ? process.execPath : join(root, 'node_modules', '.bin', 'node');
    const line = [join(root, 'apps', 'bot', 'src', 'main.ts'), ...args];
    if (run.withoutConfig !== true) line.push('--config', configFile);
    const env = definedOnly({
      PATH: process.env.PATH,
      HOME: join(folder, 'home'),
      BOT_STATE: state,
      ...(options.standIn === undefined ? {} : liveEnvironment(options.standIn)),
      ...options.env,
      ...run.env,
    });
    // A group of its own: a signal to the group is what a terminal's Ctrl-C is, and it cannot reach the test runner.
    const child = spawn(node, line, { cwd: run.cwd ?? root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    return observe(child, began, { children, alive });
  };

  const leftovers = async (withinMs = 3_000) => {
    const end = Date.now() + withinMs;
    for (;;) {
      // By name too: what was started an instant before its parent was killed was never seen as a child.
      const stray = listProcesses().filter(({ command, dead }) => !dead && command.includes(folder));
      const living = [...new Map([...alive(), ...stray].map((one) => [keyOf(one), one])).values()];
      if (living.length === 0 || Date.now() > end) return living.map((one) => ({ ...one }));
      await pause(50);
    }
  };

  return {
    root,
    folder,
    state,
    realm: options.standIn === undefined ? 'simulated' : 'standin-binance',
    configFile,
    strategies,
    config,
    start,
    async run(args, run = {}) {
      const running = start(args, run);
      const late = setTimeout(() => void endAll(alive()), run.withinMs ?? patient);
      const finished = await running.finished;
      clearTimeout(late);
      return finished;
    },
    leftovers,
    bytesLeft: () =>
      new Map(
        globSync('**', { cwd: folder, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))]),
      ),
    logs: () =>
      existsSync(join(state, 'logs'))
        ? globSync('**/*.log*', { cwd: join(state, 'logs') })
            .map((name) => readFileSync(join(state, 'logs', name), 'utf8'))
            .join('\n')
        : '',
    async close() {
      await endAll(await leftovers(0));
      await leftovers(1_000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function observe(
  child: ChildProcess,
  began: number,
  { children, alive }: { children: Set<ChildProcess>; alive: () => readonly Listed[] },
): Running {
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const watch = setInterval(alive, 100);
  let over = false;
  const finished = new Promise<Finished>((resolve) => {
    // Not 'close': a process that is left over would hold the pipes open and hide behind a test that only times out.
    child.once('exit', (code, signal) => {
      setTimeout(() => {
        clearInterval(watch);
        children.delete(child);
        over = true;
        resolve({ code, signal, stdout, stderr, output: stdout + stderr, ms: Date.now() - began });
      }, 30);
    });
  });

  const when = async (holds: () => boolean, what: string, withinMs = patient) => {
    const end = Date.now() + withinMs;
    while (!holds()) {
      if (over || Date.now() > end) {
        throw new Error(
          `${over ? 'It ended' : `${withinMs} ms went by`} before ${what}. It printed:\n${stdout}${stderr}`,
        );
      }
      await pause(20);
    }
  };
  const memberNow = (room: RoomName) =>
    room === 'launcher'
      ? alive().find(({ pid }) => pid === child.pid)
      : alive().find(({ command }) => rooms[room].test(command));

  const running: Running = {
    pid: child.pid ?? 0,
    child,
    output: () => stdout + stderr,
    async until(sign, withinMs) {
      const found = () => (typeof sign === 'string' ? (stdout + stderr).includes(sign) : sign.test(stdout + stderr));
      await when(found, `it printed ${String(sign)}`, withinMs);
      return stdout + stderr;
    },
    when,
    async member(room) {
      let found = memberNow(room);
      await when(() => {
        found ??= memberNow(room);
        return found !== undefined;
      }, `there was a ${room}`);
      return found as Listed;
    },
    async kill(room, signal = 'SIGKILL') {
      const target = await running.member(room);
      process.kill(target.pid, signal);
    },
    signal(signal) {
      process.kill(-(child.pid ?? 0), signal);
    },
    finished,
  };
  return running;
}

const keyOf = ({ pid, started }: Pick<Listed, 'pid' | 'started'>) => `${pid} ${started}`;

async function endAll(living: readonly Listed[]): Promise<void> {
  for (const one of living) {
    try {
      // Its number may have gone to somebody else in the meantime.
      if (isAlive(one)) process.kill(one.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
