import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { ShortCommand } from './commands/short.ts';
import { openLine } from './frames.ts';
import type { Ending } from './launcher.ts';
import { cap, descriptor } from './messages.ts';
import { commandOf, type Places } from './walls.ts';

/** What the launcher asks of the clerk: the first and only line to it. */
export interface ToClerk {
  readonly command: ShortCommand;
  readonly state: string;
  readonly config: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The clerk's last word. `cancelOwn`: the journal has the halt, or cannot take it; the orders are still at the exchange. */
export type FromClerk = Ending & { readonly cancelOwn?: true };

/** Has a clerk perform a short command: a process with the journal and no key, no environment and no network. */
export async function consult(asked: ToClerk, places: Places, node: string): Promise<FromClerk> {
  const clerk = spawn(node, [...commandOf('clerk', places)], {
    cwd: places.root,
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ignore', 'ignore', 'pipe'],
  });
  let last: FromClerk | undefined;
  const line = openLine((clerk.stdio as readonly unknown[])[descriptor.launcher] as Socket, {
    maxBytes: cap.own,
    message: (value) => {
      last = value as FromClerk;
    },
    fault: () => clerk.kill('SIGKILL'),
    end: () => undefined,
  });
  line.send(asked);
  await new Promise<void>((resolve) => {
    clerk.once('exit', () => resolve());
    clerk.once('error', () => resolve());
  });
  return (
    last ?? { code: 1, says: 'The command ended without a word.', fix: 'Run it again, and look at what it printed.' }
  );
}
