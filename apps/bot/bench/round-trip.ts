import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descriptor } from '../src/messages.ts';
import { commandOf } from '../src/walls.ts';
import { context } from './context.ts';
import { type Figures, figuresOf, type Row } from './figures.ts';

const strategy = `export default { name: 'bench', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 1,
  onCandle: ({ symbol }) => [{ place: { symbol, side: 'buy', kind: 'market', amount: '0.001', reason: 'measured' } }] };`;

/** One question to a strategy behind its real walls and back, as the desk asks it: written, sent, answered, checked. */
export async function measureRoundTrip(root: string, runs: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const file = join(folder, 'bench.ts');
  writeFileSync(file, strategy);
  const places = { root, state: folder, locks: folder, config: file, strategies: folder, sources: [] };
  const asked = (candles: number, times: number) => roundTrip([...commandOf('strategy', places), file], candles, times);
  const one = await asked(1, runs);
  const many = await asked(21, runs / 4);
  rmSync(folder, { recursive: true, force: true });
  const bare = await bareRoundTrip(runs);
  return [
    {
      what: 'strategy round trip, one candle',
      measured: `${one.p50.toFixed(0)} µs p50`,
      beside: `p95 ${one.p95.toFixed(0)} µs; ${(one.p50 / bare.p50).toFixed(2)} × a bare pair of processes, ${bare.p50.toFixed(0)} µs`,
      bar: { says: '≤ 100 µs', held: one.p50 <= 100 },
    },
    {
      what: 'strategy round trip, 21 candles',
      measured: `${many.p50.toFixed(0)} µs p50`,
      beside: `p95 ${many.p95.toFixed(0)} µs`,
    },
  ];
}

/**
 * Joins a desk's end and a strategy as the launcher does, each on a descriptor that it inherited: a desk that is given
 * a socket instead hears it by the event loop alone, which is not how a bot runs.
 */
async function roundTrip(strategyCommand: readonly string[], candles: number, runs: number): Promise<Figures> {
  const deskEnd = join(import.meta.dirname, 'desk-end.ts');
  const desk = spawn(process.execPath, [deskEnd, String(candles), String(runs)], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const frames = desk.stdio[descriptor.strategy] as Socket;
  const strategist = spawn(process.execPath, strategyCommand, {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', frames],
  });
  frames.destroy();
  let text = '';
  desk.stdout?.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  await Promise.all([ended(desk), ended(strategist)]);
  return figuresOf(JSON.parse(text) as number[]);
}

function ended(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('close', resolve));
}

const echo = `const { Socket } = require('node:net'); const socket = new Socket({ fd: 3, readable: true, writable: true });
let rest = ''; socket.on('data', (chunk) => { const lines = (rest + chunk).split('\\n'); rest = lines.pop();
for (const line of lines) { const { id } = JSON.parse(line); socket.write(JSON.stringify({ id, actions: [], memory: null }) + '\\n'); } });`;

/** The floor of this machine: the same lines between two processes with no walls, no schema and no strategy. */
async function bareRoundTrip(runs: number): Promise<Figures> {
  const child = spawn(process.execPath, ['-e', echo], { env: {}, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const socket = child.stdio[3] as Socket;
  const series: number[] = [];
  for (let run = -500; run < runs; run += 1) {
    const begun = performance.now();
    const answered = new Promise((resolve) => socket.once('data', resolve));
    socket.write(`${JSON.stringify({ id: run, call: 'onCandle', context: context(1) })}\n`);
    JSON.parse(String(await answered));
    if (run >= 0) series.push((performance.now() - begun) * 1000);
  }
  socket.end();
  await new Promise((resolve) => child.once('exit', resolve));
  return figuresOf(series);
}
