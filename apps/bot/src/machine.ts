import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The state folder cannot be made. The message says what to do; the cause has what the system said. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** Options that only size or quieten Node. Anything else in NODE_OPTIONS can load code or open a door into the process. */
const harmless =
  /^--(?:max[-_]old[-_]space[-_]size=\d+|max[-_]semi[-_]space[-_]size=\d+|no-warnings|no-deprecation|trace-warnings|enable-source-maps)$/;

/** Libraries put into the process, OpenSSL's own loader of modules, and compiled code that Node takes for our sources. */
const loaders = [
  'LD_PRELOAD',
  'LD_AUDIT',
  'DYLD_INSERT_LIBRARIES',
  'OPENSSL_CONF',
  'OPENSSL_MODULES',
  'NODE_COMPILE_CACHE',
  'NODE_REPL_EXTERNAL_MODULE',
];

/** Returns why nothing may be started from here: with NODE_DEBUG a process prints the variables it gives its children. */
export function refuseEnvironment(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const set = ['NODE_DEBUG', 'NODE_DEBUG_NATIVE'].filter((name) => (env[name] ?? '') !== '');
  if (set.length === 0) return undefined;
  return `${set.join(' and ')} makes Node print what it passes on, keys among it: unset it.`;
}

/** What the script lines of package.json set themselves. */
const ownValues: Readonly<Record<string, string>> = { NODE_COMPILE_CACHE: 'node_modules/.cache/gatehouse/launcher' };

/**
 * Returns the names of what could have changed the launcher before its first line ran: options of Node and libraries
 * that the loader injects. The other processes start with an empty environment and do not inherit any of it.
 */
export function hostileNames(
  env: Readonly<Record<string, string | undefined>>,
  execArgv: readonly string[],
): readonly string[] {
  const options = (env.NODE_OPTIONS ?? '').split(/\s+/).filter((option) => option !== '' && !harmless.test(option));
  return [
    ...options.map((option) => `NODE_OPTIONS ${nameOf(option)}`),
    ...execArgv.filter((option) => !harmless.test(option)).map((option) => `node ${nameOf(option)}`),
    ...loaders.filter((name) => (env[name] ?? '') !== '' && env[name] !== ownValues[name]),
  ];
}

/** Compares what is installed with the lockfile: an install that failed leaves the old packages and runs the script. */
export function installedAsLocked(root: string): 'same' | 'different' | 'unknown' {
  const locked = join(root, 'pnpm-lock.yaml');
  const installed = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  if (!existsSync(locked) || !existsSync(installed)) return 'unknown';
  return readFileSync(locked).equals(readFileSync(installed)) ? 'same' : 'different';
}

/** Returns the names, without `.ts`, of what stands in the strategies folder. Whether it may run is said when it starts. */
export function strategiesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[A-Za-z0-9_-]{1,64}\.ts$/.test(name))
      .map((name) => name.slice(0, -'.ts'.length))
      .sort();
  } catch {
    return [];
  }
}

/** `--require=./x.js` is named `--require`: the value may be anything. */
function nameOf(option: string): string {
  const name = option.split('=', 1)[0] ?? '';
  return /^--?[a-zA-Z][\w-]{0,40}$/.test(name) ? name : 'a value';
}
