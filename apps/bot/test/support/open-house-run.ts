import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pause } from './house.ts';
import { isAlive, type Listed, listProcesses } from './processes.ts';

/** The control bot of open-house.ts, running one strategy with nothing between it and the machine. */
export interface OpenHouse {
  until(sign: string, withinMs: number): Promise<string>;
  /** The signal that ended the process that holds the key. */
  endedBy(): Promise<NodeJS.Signals | null>;
  close(): Promise<void>;
}

export function startOpenHouse(file: string, env: Readonly<Record<string, string>>): OpenHouse {
  const program = join(import.meta.dirname, 'open-house.ts');
  // A group of its own: an attempt that kills its group must not reach the test runner.
  const child = spawn(process.execPath, ['--no-warnings', program, 'launcher', file], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  const children = new Map<number, Listed>();
  const watch = setInterval(() => {
    for (const one of listProcesses()) if (one.parent === child.pid) children.set(one.pid, one);
  }, 50);
  return {
    async until(sign, withinMs) {
      const end = Date.now() + withinMs;
      while (!text.includes(sign)) {
        if (Date.now() > end || child.exitCode !== null) throw new Error(`The control run did not get there:\n${text}`);
        await pause(20);
      }
      return text;
    },
    endedBy: () => ended,
    async close() {
      clearInterval(watch);
      child.kill('SIGKILL');
      await ended;
      for (const one of children.values()) if (isAlive(one)) process.kill(one.pid, 'SIGKILL');
    },
  };
}
