import { runCommand } from './command/command.ts';
import { leave, surroundingsOf } from './command/terminal.ts';
import type { Ready } from './scan/way.ts';

export { listen } from './scan/listen.ts';

/** Does what the command line says. */
export async function runScan(process: NodeJS.Process, ready?: Ready): Promise<void> {
  leave(process, await runCommand({ ...surroundingsOf(process), ...(ready && { ready }) }));
}
