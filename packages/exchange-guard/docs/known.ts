import { ccxtIds } from '../src/ccxt-ids.ts';
import { doorListOf } from '../src/door-list.ts';
import { readers } from '../src/readers.ts';
import { credentialFieldsOf, venueIds } from '../src/venues.ts';
import type { RowOutcome } from '../test/contract/run.ts';
import type { Known } from './page.ts';

/** What the page is made of, besides the scenes that were played. */
export async function known(results: readonly RowOutcome[]): Promise<Known> {
  const lists = await Promise.all(ccxtIds.filter((id) => readers[id] === undefined).map(doorListOf));
  const silent = lists.map(({ exchange, title, doors }) => ({
    id: exchange,
    title,
    answers: doors.some(({ use }) => use === 'audit'),
  }));
  const read = Object.keys(readers);
  const fields = new Map(await Promise.all(read.map(async (id) => [id, await credentialFieldsOf(id)] as const)));
  return { results, orderedAt: venueIds, read, silent, fields };
}
