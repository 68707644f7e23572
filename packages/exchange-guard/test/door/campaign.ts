import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ccxtIds } from '../../src/ccxt-ids.ts';
import type { Swept } from './sweep.ts';
import { table, verdict } from './table.ts';

/*
 * The door, exhaustively: every callable name of every exchange that ccxt has, called on the guarded client and on ccxt
 * as it comes, against servers on loopback that accept everything. Takes some minutes. Ends with 1 when anything
 * reached a server that had no business to, or when a call that is told apart here does nothing on raw ccxt either.
 */

type Told =
  | (Swept & { readonly stale: boolean })
  | { readonly id: string; readonly failed: string }
  | { readonly ready: true };

const waiting = [...ccxtIds];
const swept: Swept[] = [];
const failed: string[] = [];

async function work(): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  await new Promise<void>((done, fail) => {
    worker.on('error', fail);
    worker.on('message', (told: Told) => {
      if ('failed' in told) failed.push(`${told.id}: ${told.failed}`);
      else if (!('ready' in told)) {
        swept.push(told);
        if (told.stale)
          failed.push(`${told.id}: its list is not what ccxt does now: pnpm run doors, and read the difference`);
      }
      const next = waiting.shift();
      if (next === undefined) done();
      else worker.postMessage(next);
    });
  });
  await worker.terminate();
}

const started = performance.now();
await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
swept.sort((a, b) => (a.id < b.id ? -1 : 1));
console.log(table(swept));
const problems = [...failed, ...verdict(swept)];
console.log(problems.length === 0 ? '\nEvery name was judged.' : `\nNot as it should be:\n${problems.join('\n')}`);
console.log(`${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = problems.length === 0 ? 0 : 1;
