import type { Attempt } from './attempt.ts';

/** What these hit is gone afterwards. */
export const killing: Readonly<Record<string, Attempt>> = {
  'kill-named-import': {
    does: 'kills with the copy that a module exports',
    tries: `const { kill } = await import('node:process'); kill(at.victim, 'SIGSTOP');`,
    came: (outside) => outside.victim().stopped,
  },
  'kill-other': {
    does: 'kills another process of the same user',
    tries: `process.kill(at.doomed, 'SIGKILL'); await rest(100);`,
    came: (outside) => outside.doomedIsGone(),
  },
};

/** Attempts that would end everything: the control has a run for each, in the house they come last. */
export const killings: Readonly<Record<string, { readonly does: string; readonly tries: string }>> = {
  'kill-parent': { does: 'kills its parent', tries: `process.kill(process.ppid, 'SIGKILL');` },
  'kill-parent-raw': {
    does: 'kills its parent through the binding behind process.kill',
    tries: `process._kill(process.ppid, 9);`,
  },
  'kill-group': { does: 'kills its whole group', tries: `process.kill(0, 'SIGKILL');` },
};
