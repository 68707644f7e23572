import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A simulated exchange in a process of its own, so that its work is on no measured clock. */
export interface BenchExchange {
  readonly url: string;
  readonly apiKey: string;
  readonly secret: string;
  close(): Promise<void>;
}

export async function startExchange(root: string): Promise<BenchExchange> {
  const entry = join(root, 'packages', 'sim-exchange', 'src', 'main.ts');
  const balances = JSON.stringify({ USDT: '100000000', BTC: '1000' });
  const child = spawn(process.execPath, [entry, '--seed', '7', '--balances', balances, '--symbols', 'BTC/USDT'], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await firstLines(child, 3);
  const read = (name: string): string => new RegExp(`^${name}\\s+(\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return {
    url: read('exchange'),
    apiKey: read('key'),
    secret: read('secret'),
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function firstLines(child: ChildProcess, count: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length > count) resolve(text);
    });
    child.once('exit', () => reject(new Error('the simulated exchange ended before it was ready')));
  });
}
