import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from './house.ts';

const room = join(checkout, 'packages/exchange-guard/test/venues');

/** An exchange other than Binance as its documentation has it, in a process of its own on loopback. */
export interface VenueProcess {
  readonly url: string;
  /** The key that was drawn for this run, by the names of its fields. */
  readonly key: Readonly<Record<string, string>>;
  readonly acceptUnknown: Readonly<Record<string, string>>;
  /** What it holds by now, and how many orders it was asked to place. */
  holds(): Promise<{ readonly orders: readonly unknown[]; readonly placed: number }>;
  stop(): Promise<void>;
}

export async function startVenue(exchange: string): Promise<VenueProcess> {
  const child = spawn(process.execPath, [join(room, 'serve.ts'), exchange], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the played ${exchange} ended by itself`);
    return JSON.parse(value) as T;
  };
  const began = await told<Pick<VenueProcess, 'url' | 'key' | 'acceptUnknown'>>();
  return {
    ...began,
    holds() {
      child.stdin.write('\n');
      return told();
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
