import type { MessagePort } from 'node:worker_threads';
import { answererOf, type WorkerData } from './worker-tasks.ts';

/** Answers the tasks that come through a port. */
export async function listen(port: MessagePort | null, data: WorkerData, tables?: Uint8Array): Promise<void> {
  const answer = await answererOf(data, tables);
  // One task at a time: a look that waits for git must not have its content mixed with the next.
  let before: Promise<void> = Promise.resolve();
  port?.on('message', (task) => {
    before = before.then(async () => port.postMessage(await answer(task)));
  });
}
