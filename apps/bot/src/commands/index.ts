import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Journal, openJournal } from '@gatehouse/journal';
import { checkConfig } from '../checks/config.ts';
import type { FromClerk, ToClerk } from '../consult.ts';
import { realmOf } from '../world.ts';
import { halt, unwritten } from './halt.ts';
import { resume } from './resume.ts';
import { settle } from './settle.ts';
import type { Short, ShortCommand } from './short.ts';
import { status } from './status.ts';
import { verifyTrail } from './trail.ts';

interface Around extends Omit<ToClerk, 'command'> {
  readonly clock: () => Date;
  readonly print: (text: string) => void;
}

/** Performs a command that works on the journal beside a running desk. */
export async function perform(
  command: ShortCommand,
  { config: file, settings, state, clock, print }: Around,
): Promise<FromClerk> {
  const { proof: config, says, fix } = await checkConfig({ settings, loadConfig: () => defaultOf(file) });
  if (config === undefined) return { code: 2, says, ...(fix === undefined ? {} : { fix }) };
  const folder = join(state, realmOf(config));
  let journal: Journal;
  try {
    const installationKeyFile = join(folder, 'installation.key');
    journal = await openJournal({ folder, installationKeyFile, clock, actor: command.verb });
  } catch (error) {
    // Cancelling does not wait for a disk.
    if (command.verb === 'halt') return unwritten(error);
    throw error;
  }
  const short: Short = { config, folder, journal, clock, print };
  try {
    switch (command.verb) {
      case 'halt':
        return await halt(short, command.signed);
      case 'resume':
        return await resume(short, command.id, command.signed);
      case 'trail verify':
        return await verifyTrail(short, command.head);
      case 'intent settle':
        return await settle(short, command);
      case 'status':
        return await status(short, command.json);
    }
  } finally {
    await journal.close();
  }
}

async function defaultOf(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  return module.default;
}
