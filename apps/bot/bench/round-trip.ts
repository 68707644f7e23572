import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../src/strategy.ts';
import { StrategyLine } from '../src/strategy-line.ts';
import { commandOf } from '../src/walls.ts';
import { type Figures, figuresOf, type Row } from './figures.ts';

const strategy = `export default { name: 'bench', symbols: ['BTC/USDT'], timeframe: '1m', warmup: 1,
  onCandle: ({ symbol }) => [{ place: { symbol, side: 'buy', kind: 'market', amount: '0.001', reason: 'measured' } }] };`;

/** One question to a strategy behind its real walls and back, as the desk asks it: written, sent, answered, checked. */
export async function measureRoundTrip(root: string, runs: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const file = join(folder, 'bench.ts');
  writeFileSync(file, strategy);
  const places = { root, state: folder, locks: folder, config: file, strategies: folder, sources: [] };
  const child = spawn(process.execPath, [...commandOf('strategy', places), file], {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const line = new StrategyLine(child.stdio[3] as Socket, { deadlineMs: 5_000, onFault: () => undefined });
  await line.hello();
  const series: number[] = [];
  for (let run = -500; run < runs; run += 1) {
    const begun = performance.now();
    await line.ask({ call: 'onCandle', context: context(1) });
    if (run >= 0) series.push((performance.now() - begun) * 1000);
  }
  const wide: number[] = [];
  for (let run = 0; run < runs / 4; run += 1) {
    const begun = performance.now();
    await line.ask({ call: 'onCandle', context: context(21) });
    wide.push((performance.now() - begun) * 1000);
  }
  line.close();
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
  const bare = await bareRoundTrip(runs);
  const [one, many] = [figuresOf(series), figuresOf(wide)];
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

function context(candles: number): Context {
  const candle = {
    at: 1_700_000_000_000,
    open: '62784.05',
    high: '62800.11',
    low: '62750.00',
    close: '62767.18',
    volume: '12.34567',
  };
  return {
    symbol: 'BTC/USDT',
    now: candle.at + 60_000,
    candles: Array.from({ length: candles }, () => candle),
    instrument: {
      symbol: 'BTC/USDT',
      base: 'BTC',
      quote: 'USDT',
      amountStep: '0.00001',
      priceStep: '0.01',
      minAmount: '0.00001',
      minValue: '5',
    },
    openOrders: [],
    fills: [],
    refusals: [],
    positions: { 'BTC/USDT': '0' },
    balances: { USDT: { free: '10000', used: '0', total: '10000' } },
    memory: null,
  };
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
