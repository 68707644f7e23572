import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { type Line, openLine } from './frames.ts';
import type { Hooks } from './hooks.ts';
import { cap, descriptor, type Errand, type FromDesk, type Machine, type ToDesk } from './messages.ts';
import { commandOf, type Places, type Room } from './walls.ts';

/** How a run ended: the exit code of the whole, what to say last, and the one thing to do. */
export interface Ending {
  readonly code: 0 | 1 | 2;
  readonly says?: string;
  readonly fix?: string;
}

export interface Launch {
  readonly errand: Errand;
  readonly places: Places;
  readonly settings: Readonly<Record<string, string>>;
  readonly screen: 'terminal' | 'plain' | 'lines' | 'none';
  readonly machine: Omit<Machine, 'hooks'>;
  readonly hooks: () => Promise<Hooks>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signals: NodeJS.EventEmitter;
  readonly node: string;
  readonly print: (line: string) => void;
}

/** How long the desk may take to end in order before it is ended: cancelling at a slow exchange takes a while. */
const patienceMs = 30_000;

/** Starts the desk and the courier with their walls, joins them, relays signals, and ends when all of them have ended. */
export async function launch(order: Launch): Promise<Ending> {
  const house = new House(order);
  const first = await house.run(order.errand);
  if (first.ending !== undefined) return first.ending;
  // The desk died without a word. Another one, with the key fetched anew, does what `onStop` says; it opens no gate.
  const died = `The desk died (${first.death}) and could not say why.`;
  if (order.errand.verb !== 'start')
    return { code: 1, says: died, fix: 'Run the command again; the journal has what was done.' };
  const relief = await house.run({ verb: 'tidy', why: 'desk-died' });
  return {
    code: 1,
    says: `${died} ${relief.ending?.says ?? 'Nobody could look after the open orders either.'}`,
    fix: relief.ending?.fix ?? 'Look at the open orders at the exchange, then start again: the start reconciles them.',
  };
}

type Run = { readonly ending: Ending; readonly death?: never } | { readonly ending?: never; readonly death: string };

class House {
  readonly #order: Launch;
  #simulator: ChildProcess | undefined;
  #spare: Socket | undefined;

  constructor(order: Launch) {
    this.#order = order;
  }

  async run(errand: Errand): Promise<Run> {
    // A relief desk takes the simulator's spare socket, so that it can look after the orders that the first one left.
    const simulator = this.#spare ?? 'pipe';
    const desk = this.#start('desk', ['ignore', 'inherit', 'inherit', 'pipe', 'pipe', 'pipe', simulator, 'pipe']);
    this.#release();
    const others: ChildProcess[] = [];
    let ending: Ending | undefined;

    const line = openLine(end(desk, descriptor.launcher), {
      maxBytes: cap.own,
      message: (message) => {
        const said = message as FromDesk;
        if (said.tell === 'end') {
          ending = {
            code: said.code,
            ...(said.says === undefined ? {} : { says: said.says }),
            ...(said.fix === undefined ? {} : { fix: said.fix }),
          };
        } else if (said.room === 'simulator') {
          others.push(this.#startSimulator(desk, said.args, said.candles));
        } else {
          const strategy = this.#startStrategy(desk, said.file, line);
          if (strategy !== undefined) others.push(strategy);
        }
      },
      fault: () => desk.kill('SIGKILL'),
      end: () => undefined,
    });
    this.#begin(line, errand);
    if (errand.verb !== 'ip') others.push(this.#startCourier(desk));
    const stopListening = this.#relaySignals(line, desk);
    void this.#order.hooks().then((hooks) => {
      if (hooks.state === 'activated') this.#order.print('Git hooks activated: every commit is searched for keys.');
      line.send({ tell: 'hooks', hooks } satisfies ToDesk);
    });

    // Nobody waits for ever for a desk that only tidies up.
    const deadline = errand.verb === 'tidy' ? setTimeout(() => desk.kill('SIGKILL'), 2 * patienceMs) : undefined;
    const death = await exitOf(desk);
    clearTimeout(deadline);
    stopListening();
    line.close();
    // Everything that was joined to the desk has seen its socket close; what does not end by itself is ended.
    await Promise.all(others.filter((child) => child !== this.#simulator).map((child) => endSoon(child)));
    const reliefComes = ending === undefined && errand.verb === 'start';
    if (!reliefComes) {
      this.#release();
      if (this.#simulator !== undefined) await endSoon(this.#simulator);
    }
    return ending === undefined ? { death } : { ending };
  }

  /** Lets go of the simulator, which ends when nobody holds an end of it any more. */
  #release(): void {
    this.#spare?.destroy();
    this.#spare = undefined;
  }

  #begin(line: Line, errand: Errand): void {
    const { places, settings, machine, screen } = this.#order;
    line.send({
      tell: 'begin',
      errand,
      root: places.root,
      state: places.state,
      config: places.config,
      strategies: places.strategies,
      settings,
      machine,
      screen,
    } satisfies ToDesk);
  }

  /** Every room starts in a session of its own, so that Ctrl-C reaches the launcher alone and the stop has an order. */
  #start(
    room: Room,
    stdio: ('ignore' | 'inherit' | 'pipe' | Socket)[],
    words: readonly string[] = [],
    env: Record<string, string> = {},
    places = this.#order.places,
  ): ChildProcess {
    const child = spawn(this.#order.node, [...commandOf(room, places), ...words], {
      cwd: this.#order.places.root,
      env,
      stdio,
      detached: true,
    });
    child.on('error', () => undefined);
    return child;
  }

  #startCourier(desk: ChildProcess): ChildProcess {
    const joined = end(desk, descriptor.courier);
    const courier = this.#start(
      'courier',
      ['ignore', 'ignore', 'inherit', 'ignore', joined, 'pipe'],
      [this.#order.places.state],
      this.#keysOnly(),
    );
    joined.destroy();
    return courier;
  }

  #startSimulator(desk: ChildProcess, args: readonly string[], candles: string | undefined): ChildProcess {
    const joined = end(desk, descriptor.simulator);
    const places = candles === undefined ? this.#order.places : { ...this.#order.places, candles };
    const simulator = this.#start('simulator', ['ignore', 'ignore', 'inherit', joined, 'pipe'], args, {}, places);
    joined.destroy();
    this.#simulator = simulator;
    this.#spare = end(simulator, 4);
    return simulator;
  }

  #startStrategy(desk: ChildProcess, file: string, line: Line): ChildProcess | undefined {
    const frames = end(desk, descriptor.strategy);
    const output = end(desk, descriptor.strategyOutput);
    const path = join(this.#order.places.strategies, `${file}.ts`);
    const problem = linkIn(this.#order.places.strategies, path);
    const child =
      problem === undefined ? this.#start('strategy', ['ignore', output, output, frames], [path]) : undefined;
    // Said before the sockets close: the desk would otherwise take their end for the strategy's.
    if (problem !== undefined) line.send({ tell: 'strategy', problem } satisfies ToDesk);
    else if (child?.pid !== undefined) line.send({ tell: 'strategy', pid: child.pid } satisfies ToDesk);
    if (problem === undefined) {
      frames.destroy();
      output.destroy();
    }
    return child;
  }

  /** The variables that a credential source may need, and what git needs. Nothing else reaches the courier. */
  #keysOnly(): Record<string, string> {
    const wanted = /^(?:PATH|HOME|XDG_CONFIG_HOME)$|_(?:API_KEY|API_SECRET|PASSPHRASE|UID|WALLET_ADDRESS|PRIVATE_KEY)$/;
    return Object.fromEntries(
      Object.entries(this.#order.environment).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && wanted.test(entry[0]),
      ),
    );
  }

  #relaySignals(line: Line, desk: ChildProcess): () => void {
    let deadline: NodeJS.Timeout | undefined;
    const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const stop = (name: string): void => {
      if (deadline !== undefined) {
        this.#order.print('Still stopping: open orders are being looked after.');
        return;
      }
      line.send({ tell: 'stop', reason: name } satisfies ToDesk);
      deadline = setTimeout(() => desk.kill('SIGKILL'), patienceMs);
    };
    for (const name of names) this.#order.signals.on(name, stop);
    return () => {
      clearTimeout(deadline);
      for (const name of names) this.#order.signals.off(name, stop);
    };
  }
}

/** A folder grant follows links out of the folder, so a link anywhere in it refuses the strategy. */
function linkIn(folder: string, path: string): string | undefined {
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isSymbolicLink())
        return 'A link stands in the strategies folder and would lead out of it: replace it with the file it points to.';
    }
    if (!lstatSync(path).isFile()) return 'The strategy is not a plain file: put it into the strategies folder as one.';
    return undefined;
  } catch {
    return 'The strategy that the configuration names is not in the strategies folder: put the file there, or change `strategy`.';
  }
}

function end(child: ChildProcess, fd: number): Socket {
  const socket = child.stdio[fd] as Socket | null | undefined;
  if (socket === null || socket === undefined) throw new Error('A process could not be joined: its socket is missing.');
  socket.on('error', () => undefined);
  return socket;
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const done = (code: number | null, signal: string | null): void =>
      resolve(signal ?? `exit code ${code ?? 'unknown'}`);
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode, child.signalCode);
    else {
      child.once('exit', done);
      child.once('error', () => resolve('it could not be started'));
    }
  });
}

/** Waits a moment for a process that has been told to end by its closed socket, then ends it. */
async function endSoon(child: ChildProcess): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 1_000);
  await exitOf(child);
  clearTimeout(timer);
}
