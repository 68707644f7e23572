import { setTimeout as sleep } from 'node:timers/promises';
import type { Signed } from '../command-line.ts';
import type { FromClerk } from '../consult.ts';
import { isRunning } from './running.ts';
import type { Short } from './short.ts';

/** How long a running desk is given to obey: it looks at least once a second, and a cancel may take a while. */
const patienceMs = 15_000;

/**
 * Latches the halt first, so that it holds whatever happens next. A running desk sees it and cancels own orders; when
 * none runs, or it does not answer, a desk for that alone does.
 */
export async function halt(short: Short, { by, reason }: Signed): Promise<FromClerk> {
  const { journal, folder, config, print, clock } = short;
  let id: string;
  try {
    ({ id } = await journal.restrict({ kind: 'halt', by, reason }));
  } catch (error) {
    return unwritten(error);
  }
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
    if (config.mode === 'simulated') {
      return {
        code: 1,
        says: 'The halt holds, but the running bot did not confirm that its orders are gone.',
        fix: 'Look at its log, or stop it: a simulated exchange ends with its bot.',
      };
    }
    print('The running bot did not confirm that its orders are gone; they are looked after from here.');
  }
  if (config.mode === 'simulated') {
    return { code: 0, says: 'No simulated exchange is running, so there is no order to cancel.' };
  }
  return { code: 0, cancelOwn: true };
}

/** A halt that cannot be written still cancels: that needs the credentials alone. */
export function unwritten(error: unknown): FromClerk {
  const why = error instanceof Error ? error.message : 'the journal cannot be used';
  return {
    code: 1,
    says: `The halt could not be written, so it holds nothing back: ${why}.`,
    fix: 'Stop the bot itself, mend the state folder, and halt again before the next start.',
    cancelOwn: true,
  };
}

function detailOf(detail: unknown): { readonly id?: string; readonly cancelled?: number; readonly failed?: number } {
  return typeof detail === 'object' && detail !== null ? detail : {};
}
