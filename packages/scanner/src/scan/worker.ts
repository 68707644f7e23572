import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// A thread has a cache of compiled sources of its own; see main.ts.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache'));

const { answererOf } = await import('./worker-tasks.ts');
const answer = await answererOf(workerData);

// One task at a time: a look that waits for git must not have its content mixed with the next.
let before: Promise<void> = Promise.resolve();
parentPort?.on('message', (task) => {
  before = before.then(async () => parentPort?.postMessage(await answer(task)));
});
