import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchExchange } from './exchange.ts';
import { figuresOf, type Row } from './figures.ts';

/** Milliseconds from spawning a command to the first line of its stdout that holds `mark`. */
function timeTo(mark: string, args: readonly string[], env: Record<string, string>, cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let errors = '';
    let at: number | undefined;
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (at === undefined && text.includes(mark)) at = performance.now() - begun;
    });
    child.once('close', () =>
      at === undefined
        ? reject(new Error(`it never said ${mark}: ${text.slice(0, 2000)} ${errors.slice(0, 500)}`))
        : resolve(at),
    );
  });
}

/** Start to clearance, in pairs, so that a machine that slows down slows both. */
export async function measureStart(
  root: string,
  exchange: BenchExchange,
  runs: number,
  path: string,
): Promise<readonly Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const guardedEnv = {
    PATH: path,
    // As the script line of `pnpm bot` says.
    NODE_COMPILE_CACHE: 'node_modules/.cache/gatehouse/launcher',
    BOT_STATE: state,
    BOT_MODE: 'live',
    BOT_EXCHANGE_URL: exchange.url,
    BOT_PUBLIC_IP_URLS: `${exchange.url}/ip,${exchange.url.replace('127.0.0.1', 'localhost')}/ip.json`,
    BINANCE_API_KEY: exchange.apiKey,
    BINANCE_API_SECRET: exchange.secret,
  };
  const bareEnv = {
    PATH: path,
    KEY: JSON.stringify({ apiKey: exchange.apiKey, secret: exchange.secret }),
  };
  const bare = join(root, 'apps', 'bot', 'bench', 'bare.mjs');
  const guarded = () =>
    timeTo('"cleared":true', [join(root, 'apps', 'bot', 'src', 'main.ts'), 'preflight', '--json'], guardedEnv, root);
  const whole = () => timeTo('ready', [bare, 'whole', exchange.url], bareEnv, root);
  const oneClass = () => timeTo('ready', [bare, 'class', exchange.url], bareEnv, root);

  // The first runs fill the disk cache for everybody.
  for (const warm of [guarded, whole, oneClass]) await warm();
  const series = { guarded: [] as number[], whole: [] as number[], oneClass: [] as number[], ratio: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const a = await guarded();
    const b = await whole();
    series.guarded.push(a);
    series.whole.push(b);
    series.oneClass.push(await oneClass());
    series.ratio.push(a / b);
  }
  rmSync(state, { recursive: true, force: true });
  const [g, w, c, ratio] = [
    figuresOf(series.guarded),
    figuresOf(series.whole),
    figuresOf(series.oneClass),
    figuresOf(series.ratio),
  ];
  return [
    {
      what: 'guarded bot, ten checks to clearance',
      measured: `${g.p50.toFixed(0)} ms`,
      beside: `p95 ${g.p95.toFixed(0)} ms, ${g.count} runs`,
    },
    {
      what: 'bare script, whole ccxt, same calls',
      measured: `${w.p50.toFixed(0)} ms`,
      beside: `guarded is ${ratio.p50.toFixed(2)} × it (median of pairs)`,
      bar: { says: '≤ 1.0 ×', held: ratio.p50 <= 1 },
    },
    {
      what: 'bare script, the one class, same calls',
      measured: `${c.p50.toFixed(0)} ms`,
      beside: `guarded is ${(g.p50 / c.p50).toFixed(2)} × it`,
    },
  ];
}
