import { setTimeout as sleep } from 'node:timers/promises';
import type { Signed } from '../command-line.ts';
import type { Ending } from '../launcher.ts';
import { isRunning } from './running.ts';
import type { Short } from './short.ts';

/** How long a running desk is given to obey: it looks at least once a second, and a cancel may take a while. */
const patienceMs = 15_000;

/**
 * Latches the halt first, so that it holds whatever happens next. A running desk sees it and cancels own orders; when
 * none runs, or it does not answer, a desk for this errand alone does.
 */
export async function halt(short: Short, { by, reason }: Signed): Promise<Ending> {
  const { journal, folder, config, order, print, clock } = short;
  const { id } = await journal.restrict({ kind: 'halt', by, reason });
  print(`Halted as ${id}: no order goes out until \`pnpm bot resume ${id} --by NAME --reason TEXT\`.`);

  if (await isRunning(folder)) {
    const until = clock().getTime() + patienceMs;
    while (clock().getTime() < until) {
      const obeyed = (await journal.entries({ kind: 'halt-obeyed' })).find((entry) => detailOf(entry.detail).id === id);
      if (obeyed !== undefined) {
        const { cancelled, failed } = detailOf(obeyed.detail);
        if (failed === 0) return { code: 0, says: `The running bot obeyed: ${cancelled} own orders cancelled.` };
        break;
      }
      await sleep(200);
    }
    print('The running bot did not confirm that its orders are gone; they are looked after from here.');
  }
  if (config.mode === 'simulated')
    return { code: 0, says: 'No simulated exchange is running, so there is no order to cancel.' };
  return order({ verb: 'tidy', why: 'halt' });
}

function detailOf(detail: unknown): { readonly id?: string; readonly cancelled?: number; readonly failed?: number } {
  return typeof detail === 'object' && detail !== null ? detail : {};
}
