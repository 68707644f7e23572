import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { codeCacheFolder } from './code-cache.ts';
import { UsageError } from './command-line.ts';
import { StateError } from './machine.ts';
import type { Places } from './walls.ts';

interface Asked {
  readonly root: string;
  readonly home: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly command: { readonly config?: string; readonly candles?: string };
}

/**
 * Returns where everything lies, the state folder made. The walls are drawn along these paths, so two kinds are refused:
 * one that a grant could not say exactly, and one that would put a secret on the strategy's side. Throws UsageError,
 * StateError.
 */
export function placesOf({ root, home, settings, command }: Asked): Places {
  const named = command.config === undefined ? join(root, 'apps', 'bot', 'bot.config.ts') : resolve(command.config);
  if (!existsSync(named) || !statSync(named).isFile()) {
    throw new UsageError('`--config` names no file: give the path of a bot.config.ts.');
  }
  const config = real(named);
  const candles = command.candles === undefined ? undefined : resolve(command.candles);
  if (candles !== undefined && !existsSync(candles)) {
    throw new UsageError('`--candles` names no file: give a JSON file of [ms, open, high, low, close, volume] rows.');
  }
  const source = settings.BOT_CREDENTIALS ?? '';
  const places: Places = {
    root,
    state: resolve(root, settings.BOT_STATE ?? '.state'),
    locks: join(home, '.local', 'state', 'gatehouse', 'keys'),
    config,
    strategies: join(dirname(config), 'strategies'),
    sources: source.startsWith('file:') ? [resolve(root, source.slice('file:'.length))] : [],
    ...(candles === undefined ? {} : { candles }),
  };
  refuseWildcards(places);
  makeState(places.state);
  makeLocks(places.locks);
  refuseOverlaps(places);
  const code = codeCacheFolder(root);
  return { ...places, ...(code === undefined ? {} : { code }) };
}

/** In a grant of Node's permission model a `*` stands for anything, and opens the folder above it. */
function refuseWildcards({ root, state, locks, config, strategies, sources, candles }: Places): void {
  if (![root, state, locks, config, strategies, ...sources, candles ?? ''].some((path) => path.includes('*'))) return;
  throw new UsageError('A path of the bot holds a `*`, with which no wall can be drawn: move it to a path without.');
}

/** What a strategy may read must not hold a secret, by whatever name either of them is reached. */
function refuseOverlaps({ root, state, locks, strategies, sources }: Places): void {
  const grant = real(strategies);
  const secret = [
    ['the state (BOT_STATE)', state],
    ['the folder of keys (BOT_CREDENTIALS)', ...sources],
    ['the locks', locks],
    ['.env', join(root, '.env')],
  ] as const;
  for (const [name, path] of secret) {
    if (path === undefined) continue;
    const own = real(path);
    if (own === grant || own.startsWith(grant + sep) || grant.startsWith(own + sep)) {
      throw new UsageError(
        `The strategies folder and ${name} lie in one another, so a strategy could read it: move one of them.`,
      );
    }
  }
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

/** Where keys are locked for this user, whatever the state folder; `sole-writer` says when it cannot be used. */
function makeLocks(folder: string): void {
  try {
    makeFolders(folder);
  } catch {
    // A read-only home: taking the lock fails with its own sentence.
  }
}

/** One folder after the other: `recursive` never returns where a file system refuses folders as /proc does. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** Modules are loaded by their real path, and grants are by path: both must mean the same. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
