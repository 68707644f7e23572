import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

function start(args: readonly string[], pipes: number): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...Array(pipes).fill('pipe')],
    env: {},
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream) {
    text += String(part);
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0] ?? '';
}

describe('the process', () => {
  it('answers on each control socket, and ends when the last has closed', async () => {
    const child = start(['--control', '3,4', '--lock-step'], 2);
    const [desk, relief] = child.stdio.slice(3) as [Socket, Socket];
    desk.write('{"id":1,"ask":"url"}\n');
    const url = JSON.parse(
      await firstLine(desk.iterator({ destroyOnReturn: false }) as unknown as NodeJS.ReadableStream),
    ).answer;
    desk.destroy();
    expect((await fetch(`${url}/api/v3/ping`)).status).toBe(200);
    child.kill('SIGINT');
    relief.write('{"id":2,"ask":"counts"}\n');
    const line = await firstLine(relief.iterator({ destroyOnReturn: false }) as unknown as NodeJS.ReadableStream);
    expect(JSON.parse(line)).toMatchObject({ id: 2, answer: { requests: { 'GET /api/v3/ping': 1 } } });
    relief.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('stands alone without them, until it is interrupted', async () => {
    const child = start([], 0);
    if (!child.stdout) throw new Error('There is no output.');
    expect(await firstLine(child.stdout)).toMatch(/^exchange {2}http:\/\/127\.0\.0\.1:\d+$/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says in one sentence what is wrong with its command line, with exit code 2', async () => {
    const child = start(['--seed', 'x'], 0);
    if (!child.stderr) throw new Error('There is no output.');
    expect(await firstLine(child.stderr)).toBe('--seed is not a whole number: correct it.');
    const code = child.exitCode ?? (await once(child, 'exit'))[0];
    expect(code).toBe(2);
  });
});
