import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from './house.ts';

const room = join(checkout, 'packages/exchange-guard/test');

interface Played<Told> {
  readonly url: string;
  /** The key that was drawn for this run, by the names of its fields. */
  readonly key: Readonly<Record<string, string>>;
  readonly acceptUnknown: Readonly<Record<string, string>>;
  /** What it has to tell by now. */
  holds(): Promise<Told>;
  stop(): Promise<void>;
}

/** An exchange other than Binance as its documentation has it, in a process of its own on loopback. It tells what it
 * holds by now, and how many orders it was asked to place. */
export type VenueProcess = Played<{ readonly orders: readonly unknown[]; readonly placed: number }>;

/** One that tells which requests have come. */
export type SceneProcess = Played<{ readonly asked: readonly string[] }>;

export const startVenue = (exchange: string): Promise<VenueProcess> => started('venues/serve.ts', exchange);

/** An exchange in one scene of the contract suite: it answers what is asked about a key, and holds no orders. */
export const startScene = (exchange: string, scene: string): Promise<SceneProcess> =>
  started('contract/serve.ts', exchange, scene);

async function started<Told>(file: string, exchange: string, ...more: readonly string[]): Promise<Played<Told>> {
  const args = [join(room, file), exchange, ...more];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the played ${exchange} ended by itself`);
    return JSON.parse(value) as T;
  };
  const began = await told<Pick<Played<Told>, 'url' | 'key' | 'acceptUnknown'>>();
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
