import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ScannerError, type ScannerErrorCode } from '../error.ts';

/** What a worker says at the end of a task. An error crosses by its code and its sentence, which never hold a value. */
export type Reply<Answer> =
  | { readonly answer: Answer }
  | { readonly failed: { readonly code: ScannerErrorCode; readonly message: string } };

interface Workers {
  readonly script: URL | string;
  readonly workerData: unknown;
  /** Default: as many as there are cores for this process. */
  readonly size?: number;
}

interface Work<Task, Answer> {
  readonly tasks: Iterator<Task>;
  /** A worker answers its tasks in the order in which it was given them. */
  readonly answered: (task: Task, answer: Answer) => void;
  /** How many tasks a worker has at a time. Default 2: one that has another to begin with waits for nobody. */
  readonly ahead?: number;
}

/** Shares tasks out among worker threads that live no longer than that. */
export async function shareOut<Task, Answer>(wanted: Workers & Work<Task, Answer>): Promise<void> {
  const crew = new Crew<Task, Answer>(wanted);
  try {
    await crew.shareOut(wanted);
  } finally {
    await crew.dismiss();
  }
}

/** Worker threads, which make themselves ready while somebody still finds out what there is to do. */
export class Crew<Task, Answer> {
  readonly #workers: readonly Employed[];

  constructor({ script, workerData, size = availableParallelism() }: Workers) {
    this.#workers = Array.from({ length: size }, () => {
      // Their streams are kept apart: nothing that a library prints may reach a report.
      const worker = new Worker(script, { workerData, stdout: true, stderr: true, execArgv: [] });
      return { worker, broken: brokenEnd(worker) };
    });
  }

  /**
   * Settles when all tasks are answered. A worker that fails or dies, and be it before it had a task, ends the whole with
   * ScannerError: what it had in hand has been looked at by nobody.
   */
  async shareOut(work: Work<Task, Answer>): Promise<void> {
    await Promise.all(
      this.#workers.map(({ worker, broken }) => Promise.race([broken, workThrough(worker, { ahead: 2, ...work })])),
    );
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }
}

interface Employed {
  readonly worker: Worker;
  /** Never resolves. */
  readonly broken: Promise<never>;
}

function brokenEnd(worker: Worker): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    // Whatever a stranger's error says, it may quote what was read.
    for (const end of ['error', 'messageerror', 'exit']) worker.on(end, () => reject(brokenOff()));
  });
  // One that is dismissed ends, too, and nobody waits for it any more.
  broken.catch(() => {});
  return broken;
}

function workThrough<Task, Answer>(
  worker: Worker,
  { tasks, answered, ahead }: Required<Work<Task, Answer>>,
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
    for (let i = 0; i < ahead; i++) give();
    if (open.length === 0) resolve();
  });
}

const brokenOff = () =>
  new ScannerError('WORKER_FAILED', 'A part of the scan broke off, so nothing is known to be clean; run it again.');
