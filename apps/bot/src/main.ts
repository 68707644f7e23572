import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsFrom } from '@gatehouse/config';
import { codeCacheFolder } from './code-cache.ts';
import { type Command, readCommand, UsageError, usage } from './command-line.ts';
import { consult } from './consult.ts';
import { activateHooks } from './hooks.ts';
import { type Ending, launch } from './launcher.ts';
import { hostileNames, installedAsLocked, StateError } from './machine.ts';
import type { Errand } from './messages.ts';
import { refuseRuntime } from './pin.ts';
import type { Places } from './walls.ts';

// The edge: arguments, environment, signals and exit codes are read here and nowhere else. This process starts the
// others and runs no third-party code; with `env:` credentials the variables pass through it and are never read.

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

for (const screen of [process.stdout, process.stderr]) screen.on('error', () => undefined);
process.exit(await main());

async function main(): Promise<number> {
  try {
    const refusal = refuseRuntime(root, process);
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
  const dotenv = join(root, '.env');
  const settings = settingsFrom({ env: process.env, ...(existsSync(dotenv) ? { dotenv: readFileSync(dotenv) } : {}) });
  const places = placesOf(command, settings);
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

/** Modules are loaded by their real path, and grants are by path: both must mean the same. */
function realpath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function placesOf(
  command: { readonly config?: string; readonly candles?: string },
  settings: Readonly<Record<string, string>>,
): Places {
  const config =
    command.config === undefined ? join(root, 'apps', 'bot', 'bot.config.ts') : realpath(resolve(command.config));
  if (!existsSync(config) || !statSync(config).isFile()) {
    throw new UsageError('`--config` names no file: give the path of a bot.config.ts.');
  }
  const candles = command.candles === undefined ? undefined : resolve(command.candles);
  if (candles !== undefined && !existsSync(candles)) {
    throw new UsageError('`--candles` names no file: give a JSON file of [ms, open, high, low, close, volume] rows.');
  }
  const state = resolve(root, settings.BOT_STATE ?? '.state');
  makeState(state);
  const code = codeCacheFolder(root);
  const source = settings.BOT_CREDENTIALS ?? '';
  return {
    root,
    state,
    locks: locksOf(userInfo().homedir),
    config,
    strategies: join(dirname(config), 'strategies'),
    sources: source.startsWith('file:') ? [resolve(root, source.slice('file:'.length))] : [],
    ...(candles === undefined ? {} : { candles }),
    ...(code === undefined ? {} : { code }),
  };
}

/** Makes the state folder for this user alone; whether it is fit is what the check `host` says. */
function makeState(state: string): void {
  try {
    makeFolders(state);
  } catch (cause) {
    throw new StateError(
      'The state folder cannot be made: free its path, or set BOT_STATE to a folder that this user may write.',
      { cause },
    );
  }
}

/** One folder after the other: `recursive` never returns where a file system refuses folders as /proc does. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** Where keys are locked for this user, whatever the state folder; the check `sole-writer` says when it cannot be used. */
function locksOf(home: string): string {
  const folder = join(home, '.local', 'state', 'gatehouse', 'keys');
  try {
    makeFolders(folder);
  } catch {
    // A read-only home: taking the lock fails with its own sentence.
  }
  return folder;
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
