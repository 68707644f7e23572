import { beginLook } from './scan-staged.ts';
import { leave, surroundingsOf } from './terminal.ts';

/** Looks through what is staged, as `--staged` does, with git at work while the rules are still being loaded. */
export async function runHook(process: NodeJS.Process): Promise<void> {
  const surroundings = { ...surroundingsOf(process), words: ['--staged'] };
  const end = beginLook(surroundings.folder, surroundings.env);
  try {
    const { runCommand } = await import('./command.ts');
    leave(process, await runCommand(surroundings));
  } finally {
    end();
  }
}
