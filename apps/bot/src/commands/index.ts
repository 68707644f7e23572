import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfig } from '@gatehouse/config';
import { openJournal } from '@gatehouse/journal';
import type { Command } from '../command-line.ts';
import type { Ending } from '../launcher.ts';
import type { Errand } from '../messages.ts';
import type { Places } from '../walls.ts';
import { realmOf } from '../world.ts';
import { halt } from './halt.ts';
import { resume } from './resume.ts';
import { settle } from './settle.ts';
import type { Short } from './short.ts';
import { status } from './status.ts';
import { verifyTrail } from './trail.ts';

interface Around {
  readonly places: Places;
  readonly settings: Readonly<Record<string, string>>;
  readonly clock: () => Date;
  readonly print: (text: string) => void;
  readonly order: (errand: Errand) => Promise<Ending>;
}

type ShortCommand = Extract<Command, { verb: 'halt' | 'resume' | 'trail verify' | 'intent settle' | 'status' }>;

/** Performs a command that works on the journal beside a running desk. None of them holds a key. */
export async function perform(command: ShortCommand, around: Around): Promise<Ending> {
  const module = (await import(pathToFileURL(around.places.config).href)) as { default?: unknown };
  const config = await readConfig({ file: module.default, settings: around.settings });
  const folder = join(around.places.state, realmOf(config));
  const journal = await openJournal({
    folder,
    installationKeyFile: join(folder, 'installation.key'),
    clock: around.clock,
    actor: command.verb,
  });
  const table: Short = { config, folder, journal, clock: around.clock, print: around.print, order: around.order };
  try {
    switch (command.verb) {
      case 'halt':
        return await halt(table, command.signed);
      case 'resume':
        return await resume(table, command.id, command.signed);
      case 'trail verify':
        return await verifyTrail(table, command.head);
      case 'intent settle':
        return await settle(table, command);
      case 'status':
        return await status(table, command.json);
    }
  } finally {
    await journal.close();
  }
}
