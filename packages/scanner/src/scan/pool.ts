import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ScannerError, type ScannerErrorCode } from '../error.ts';

/** What a worker says at the end of a task. An error crosses by its code and its sentence, which never hold a value. */
export type Reply<Answer> =
  | { readonly answer: Answer }
  | { readonly failed: { readonly code: ScannerErrorCode; readonly message: string } };

interface Work<Task, Answer> {
  readonly script: URL;
  readonly workerData: unknown;
  readonly tasks: Iterator<Task>;
  /** A worker answers its tasks in the order in which it was given them. */
  readonly answered: (task: Task, answer: Answer) => void;
  /** Default: as many as there are cores for this process. */
  readonly size?: number;
  /** How many tasks a worker has at a time. Default 2: one that has another to begin with waits for nobody. */
  readonly ahead?: number;
}

/**
 * Shares tasks out among worker threads and settles when all are answered. A worker that fails or dies ends the whole
 * with ScannerError: what it had in hand has been looked at by nobody.
 */
export async function shareOut<Task, Answer>({
  script,
  workerData,
  tasks,
  answered,
  size = availableParallelism(),
  ahead = 2,
}: Work<Task, Answer>): Promise<void> {
  const workers: Worker[] = [];
  try {
    await Promise.all(
      Array.from({ length: size }, () => {
        // Their streams are kept apart: nothing that a library prints may reach a report.
        const worker = new Worker(script, { workerData, stdout: true, stderr: true, execArgv: [] });
        workers.push(worker);
        return workThrough(worker, { tasks, answered, ahead });
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function workThrough<Task, Answer>(
  worker: Worker,
  { tasks, answered, ahead }: Pick<Work<Task, Answer>, 'tasks' | 'answered'> & { ahead: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const open: Task[] = [];
    const give = () => {
      const { value, done } = tasks.next();
      if (done) return;
      open.push(value);
      worker.postMessage(value);
    };
    worker.on('message', (reply: Reply<Answer>) => {
      try {
        if ('failed' in reply) throw new ScannerError(reply.failed.code, reply.failed.message);
        const task = open.shift();
        if (task !== undefined) answered(task, reply.answer);
        give();
        if (open.length === 0) resolve();
      } catch (error) {
        reject(error);
      }
    });
    // Whatever a stranger's error says, it may quote what was read.
    worker.on('error', () => reject(brokenOff()));
    worker.on('messageerror', () => reject(brokenOff()));
    worker.on('exit', () => reject(brokenOff()));
    for (let i = 0; i < ahead; i++) give();
    if (open.length === 0) resolve();
  });
}

const brokenOff = () =>
  new ScannerError('WORKER_FAILED', 'A part of the scan broke off, so nothing is known to be clean; run it again.');
