import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { disarm } from '../src/disarm.ts';

const taken = [
  'kill',
  '_kill',
  'abort',
  'dlopen',
  'binding',
  '_debugProcess',
  'setuid',
  'execve',
  'loadEnvFile',
  'report',
];

describe('disarm', () => {
  it('takes signals, users, loaders and reports from the object, for good', () => {
    const target: Record<string, unknown> = Object.fromEntries(taken.map((name) => [name, () => 'got through']));
    disarm(target, { os: {}, v8: {} });
    for (const name of taken) {
      expect(target[name], name).toBeUndefined();
      expect(() => Object.defineProperty(target, name, { value: () => 'back again' }), name).toThrow(TypeError);
      expect(Reflect.deleteProperty(target, name), name).toBe(false);
    }
  });

  it('takes what the class would lend: a name is hidden even when the object never had it', () => {
    const target = Object.create({ kill: () => 'inherited' });
    disarm(target, { os: {}, v8: {} });
    expect(target.kill).toBeUndefined();
  });

  it('leaves what a strategy and its packages need', () => {
    const target = { exit: () => 1, stdout: {}, nextTick: () => 1, hrtime: () => 1 };
    disarm(target, { os: {}, v8: {} });
    expect(Object.keys(target)).toEqual(['exit', 'stdout', 'nextTick', 'hrtime']);
  });

  it('works inside the walls, and every way to the doors is shut: import, named import, require, built-in', () => {
    const source = join(import.meta.dirname, '..', 'src', 'disarm.ts');
    const script = `
      const { disarm } = await import(${JSON.stringify(source)});
      disarm(process);
      const { createRequire } = await import('node:module');
      const ways = [(name) => import('node:' + name), async (name) => (await import(name)).default, createRequire('/'), process.getBuiltinModule];
      const open = [];
      for (const [name, members] of Object.entries({ process: ['kill', '_kill'], os: ['setPriority', 'getPriority'], v8: ['setFlagsFromString'] }))
        for (const [way, load] of ways.entries())
          for (const member of members) if ((await load(name))[member] !== undefined) open.push([way, name, member]);
      // Node changes some of these itself when such a module is loaded.
      await import('node:worker_threads');
      console.log(JSON.stringify({ open, platform: (await import('node:os')).platform() }));`;
    const walls = ['--permission', '--no-warnings', '--input-type=module', `--allow-fs-read=${source}`];
    const said = execFileSync(process.execPath, [...walls, '-e', script], { env: {}, encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual({ open: [], platform: process.platform });
  });
});
