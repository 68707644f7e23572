import { runCommand } from './command/command.ts';
import { leave, surroundingsOf } from './command/terminal.ts';
import type { Ready } from './scan/way.ts';

/** Looks through what is staged, as `--staged` does; after a dash it is handed over by start/staged.sh. */
export async function runHook(process: NodeJS.Process, ready?: Ready): Promise<void> {
  const { words, ...surroundings } = surroundingsOf(process);
  const handed = words[0] === '-' ? { handed: 0 } : {};
  leave(process, await runCommand({ ...surroundings, ...handed, ...(ready && { ready }), words: ['--staged'] }));
}
