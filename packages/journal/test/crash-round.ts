import { setTimeout as pass } from 'node:timers/promises';
import { type JournalOptions, openJournal } from '../src/index.ts';
import { startProgram } from './fixture.ts';

export interface CrashRound {
  /** Writes that the journal had said were durable before the kill. */
  readonly acknowledged: number;
  /** What a look afterwards found wrong; empty when the crash did no harm. */
  readonly harm: readonly string[];
}

/** Lets a desk and a command write side by side, kills the desk at some moment, and looks at what is left. */
export async function crashRound(options: JournalOptions, delayMs: number): Promise<CrashRound> {
  const folders = { folder: options.folder, installationKeyFile: options.installationKeyFile };
  const desk = startProgram('writer.ts', folders);
  const command = startProgram('writer.ts', { ...folders, command: true });
  while (!desk.said.stdout.includes('ready') && desk.child.exitCode === null) await pass(2);
  await pass(delayMs);
  desk.child.kill('SIGKILL');
  const { stdout, stderr } = await desk.ended;
  command.child.kill('SIGKILL');
  const other = await command.ended;

  const journal = await openJournal(options);
  const lines = stdout.split('\n').filter((line) => /^(intent|filled) .*\d$/.test(line));
  const harm = [stderr, other.stderr].filter((text) => text !== '');
  if (!(await journal.integrity()).whole) harm.push('the journal is not whole at the next start');
  const verdict = await journal.verifyTrail();
  if (!verdict.whole) harm.push(verdict.says);
  const recovered = await journal.entries({ kind: 'recovered' });
  if (!recovered.some(({ detail }) => (detail as { actor: string }).actor === 'desk'))
    harm.push('the crash was not noticed');
  for (const line of lines) {
    const [what, id = ''] = line.split(' ');
    const row = await journal.intent(id);
    if (!row || (what === 'filled' && row.status !== 'filled')) harm.push(`${line} was durable, and is gone`);
  }
  await journal.close();
  return { acknowledged: lines.length, harm };
}
