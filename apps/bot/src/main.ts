import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsFrom } from '@gatehouse/config';
import { type Command, readCommand, UsageError, usage } from './command-line.ts';
import { consult } from './consult.ts';
import { activateHooks } from './hooks.ts';
import { type Ending, launch } from './launcher.ts';
import { hostileNames, installedAsLocked, refuseEnvironment, strategiesIn } from './machine.ts';
import type { Errand } from './messages.ts';
import { refuseRuntime } from './pin.ts';
import { placesOf } from './places.ts';
import { readSmallFile } from './small-file.ts';

// The edge: arguments, environment, signals and exit codes are read here and nowhere else. This process starts the
// others and runs no third-party code; with `env:` credentials the variables pass through it and are never read.

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

for (const screen of [process.stdout, process.stderr]) screen.on('error', () => undefined);
process.exit(await main());

async function main(): Promise<number> {
  try {
    const refusal = refuseRuntime(root, process) ?? refuseEnvironment(process.env);
    if (refusal !== undefined) return last({ code: 2, says: refusal });
    const command = readCommand(process.argv.slice(2));
    if (command.verb === 'help') {
      process.stdout.write(`${usage()}\n`);
      return 0;
    }
    return last(await run(command));
  } catch (error) {
    return last({ code: error instanceof UsageError || isConfigError(error) ? 2 : 1, says: sentenceOf(error) });
  }
}

async function run(command: Exclude<Command, { verb: 'help' }>): Promise<Ending> {
  const dotenv = readSmallFile(join(root, '.env'));
  const settings = settingsFrom({ env: process.env, ...(dotenv === undefined ? {} : { dotenv }) });
  const places = placesOf({ root, home: userInfo().homedir, settings, command });
  const order = (errand: Errand) =>
    launch({
      errand,
      places,
      settings,
      screen: screenOf(command),
      machine: {
        node: process.version,
        root: process.getuid?.() === 0,
        locks: places.locks,
        strategies: strategiesIn(places.strategies),
        hostile: hostileNames(process.env, process.execArgv),
        installed: installedAsLocked(root),
      },
      hooks: () => activateHooks(root, process.execPath, process.env),
      environment: process.env,
      signals: process,
      node: process.execPath,
      print: (line) => process.stderr.write(`${line}\n`),
    });

  switch (command.verb) {
    case 'start':
    case 'preflight':
    case 'rotate check':
    case 'ip':
      return order(command);
    case 'rotate record':
      return order({
        verb: 'rotate record',
        created: command.created.toISOString(),
        by: command.by,
        note: command.note,
      });
    default: {
      const { state, config } = places;
      const { cancelOwn, ...ending } = await consult({ command, state, config, settings }, places, process.execPath);
      if (cancelOwn !== true) return ending;
      const tidied = await order({ verb: 'tidy', why: 'halt' });
      // What could not be written is what a person has to act on, whatever became of the orders.
      return ending.code === 0 ? tidied : { ...ending, says: `${tidied.says ?? ''} ${ending.says ?? ''}`.trim() };
    }
  }
}

function screenOf(command: Command): 'terminal' | 'plain' | 'lines' | 'none' {
  if (command.verb === 'preflight' && command.json) return 'none';
  if (process.stdout.isTTY) return 'terminal';
  return command.verb === 'start' ? 'lines' : 'plain';
}

/** The last line a person reads is what to do, on stderr, so that stdout stays what a program may parse. */
function last(ending: Ending): number {
  if (ending.says !== undefined) process.stderr.write(`${ending.says}\n`);
  if (ending.fix !== undefined) process.stderr.write(`→ ${ending.fix}\n`);
  return ending.code;
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConfigError';
}

function sentenceOf(error: unknown): string {
  const ours =
    error instanceof Error &&
    (error.name === 'ConfigError' || error.name === 'UsageError' || error.name === 'StateError');
  return ours ? error.message : 'The launcher broke: this is a defect of Gatehouse.';
}
