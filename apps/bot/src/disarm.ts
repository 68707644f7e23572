import { syncBuiltinESMExports } from 'node:module';

/**
 * Takes from `process` what the permission model leaves open: signals to other processes of the same user, and the
 * doors into the engine. Called in the strategy's process before a strategy is imported.
 */
const names = [
  'kill',
  '_kill',
  'abort',
  'dlopen',
  'binding',
  '_linkedBinding',
  '_debugProcess',
  '_debugEnd',
  '_startProfilerIdleNotifier',
  '_stopProfilerIdleNotifier',
  'setuid',
  'seteuid',
  'setgid',
  'setegid',
  'setgroups',
  'initgroups',
  'chdir',
  'umask',
  'execve',
  'loadEnvFile',
  'report',
] as const;

export function disarm(target: object): void {
  for (const name of names) {
    Object.defineProperty(target, name, { value: undefined, writable: false, configurable: false, enumerable: false });
  }
  // `import { kill } from 'node:process'` reads a copy, which this brings up to date.
  syncBuiltinESMExports();
}
