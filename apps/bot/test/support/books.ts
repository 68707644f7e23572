import { join } from 'node:path';
import { type Journal, openJournal } from '@gatehouse/journal';
import type { House } from './house.ts';

/** Reads the journal of a house through its public face, beside the bot or after it, and lets it go again. */
export async function booksOf<Result>(house: House, read: (journal: Journal) => Promise<Result>): Promise<Result> {
  const folder = join(house.state, house.realm);
  const journal = await openJournal({
    folder,
    installationKeyFile: join(folder, 'installation.key'),
    clock: () => new Date(),
    actor: 'e2e',
    readOnly: true,
  });
  try {
    return await read(journal);
  } finally {
    await journal.close();
  }
}

/** The whole trail, read from its first entry. */
export function trailOf(house: House): Promise<unknown> {
  return booksOf(house, (journal) => journal.verifyTrail());
}
