import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// A thread has a cache of compiled sources of its own; see main.ts.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache'));

const { listen } = await import('./listen.ts');
await listen(parentPort, workerData);
