import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import v8 from 'node:v8';

/**
 * Takes from a strategy's process what the permission model leaves open: signals to other processes of the same user
 * and their priority, and the doors into the engine, which writes files and drops its own bounds checks when a flag
 * says so (measured on 26.10). Called before a strategy is imported.
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
  'umask',
  'execve',
  'loadEnvFile',
  'report',
] as const;

export function disarm(target: object, modules: { readonly os: object; readonly v8: object } = { os, v8 }): void {
  for (const name of names) take(target, name);
  for (const name of ['setPriority', 'getPriority']) take(modules.os, name);
  take(modules.v8, 'setFlagsFromString');
  // `import { kill } from 'node:process'` reads a copy, which this brings up to date.
  syncBuiltinESMExports();
}

function take(from: object, name: string): void {
  Object.defineProperty(from, name, { value: undefined, writable: false, configurable: false, enumerable: false });
}
