import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Redactor } from '@gatehouse/secrets';
import { CourierLine } from './courier-line.ts';
import { errands } from './errands/index.ts';
import { openLine } from './frames.ts';
import type { Hooks } from './hooks.ts';
import type { Ending } from './launcher.ts';
import { cap, descriptor, type FromDesk, type ToDesk } from './messages.ts';
import { SimulatorLine } from './simulator-line.ts';
import type { Desk } from './world.ts';

// The process that holds the key. It has no environment and no terminal signals: it does the errand that the launcher
// names, stops in order when the launcher says so or is gone, and its last word is how it ended.

const began = new Date();
const begin = Promise.withResolvers<Extract<ToDesk, { tell: 'begin' }>>();
const hooks = Promise.withResolvers<Hooks>();
const strategy = Promise.withResolvers<{ pid: number } | { problem: string }>();
const stop = Promise.withResolvers<string>();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
// Whoever read the screen may have gone (`| head`); the orders have not.
for (const screen of [process.stdout, process.stderr]) screen.on('error', () => undefined);

const launcher = openLine(descriptor.launcher, {
  maxBytes: cap.own,
  message: (value) => {
    const said = value as ToDesk;
    if (said.tell === 'begin') begin.resolve(said);
    else if (said.tell === 'hooks') hooks.resolve(said.hooks);
    else if (said.tell === 'strategy') strategy.resolve('pid' in said ? { pid: said.pid } : { problem: said.problem });
    else stop.resolve(said.reason);
  },
  fault: () => stop.resolve('the launcher spoke nonsense'),
  end: () => stop.resolve('the launcher is gone'),
});
const tell = (message: FromDesk): void => void launcher.send(message);

const asked = await begin.promise;
const redactor = new Redactor();
let simulator: SimulatorLine | undefined;

const desk: Desk = {
  errand: asked.errand,
  root: asked.root,
  state: asked.state,
  settings: asked.settings,
  machine: asked.machine,
  screen: asked.screen,
  hooks: hooks.promise,
  redactor,
  clock: () => new Date(),
  began,
  courier: new CourierLine(descriptor.courier),
  loadConfig: async () => {
    const module = (await import(pathToFileURL(asked.config).href)) as { default?: unknown };
    return module.default;
  },
  simulator: (config) => {
    if (simulator === undefined) {
      simulator = new SimulatorLine(descriptor.simulator);
      // A relief desk finds the simulator running and joined to it already.
      if (asked.errand.verb !== 'tidy') {
        const { seed, balances, candles: named } = config.simulated;
        const given = asked.errand.verb === 'start' ? asked.errand.candles : undefined;
        const candles = given ?? (named === undefined ? undefined : resolve(dirname(asked.config), named));
        const args = [
          '--control',
          '3,4',
          '--lock-step',
          '--seed',
          String(seed),
          '--balances',
          JSON.stringify(balances),
          '--symbols',
          config.symbols.join(','),
        ];
        tell({
          tell: 'need',
          room: 'simulator',
          ...(candles === undefined ? { args } : { args: [...args, '--candles', candles], candles }),
        });
      }
    }
    return simulator;
  },
  strategy: (file) => {
    tell({ tell: 'need', room: 'strategy', file });
    return strategy.promise;
  },
  stop: stop.promise,
  write: (text) => void process.stdout.write(text),
};

let ending: Ending;
try {
  const perform = await errands[asked.errand.verb]();
  ending = await perform(desk);
} catch (error) {
  const message =
    error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown that is not an error';
  ending = {
    code: 1,
    says: `The desk stopped on a defect of its own (${message}).`,
    fix: 'Run `pnpm bot status`, look at the open orders, and report this sentence.',
  };
}
tell({
  tell: 'end',
  code: ending.code,
  ...(ending.says === undefined ? {} : { says: redactor.scrub(ending.says) }),
  ...(ending.fix === undefined ? {} : { fix: redactor.scrub(ending.fix) }),
});
launcher.close();
// The last word is on its way: what is still open (keep-alive sockets, the courier) must not keep a stopped desk alive.
setTimeout(() => process.exit(ending.code), 20);
