import { writeFile } from 'node:fs/promises';
import { allowEgress } from '../src/allow-egress.ts';
import { ccxtIds } from '../src/ccxt-ids.ts';
import { laidOut } from './layout.ts';
import { listFor } from './list.ts';
import { loopback } from './loopback.ts';

// Nothing but the server below can be reached from here on, whatever ccxt would like to ask.
allowEgress(['127.0.0.1']);

const server = await loopback();
for (const id of ccxtIds) {
  const list = await listFor(id, server);
  await writeFile(new URL(`./${id}.json`, import.meta.url), laidOut(list));
  console.log(`${id}: ${list.doors.length} doors, ${list.refused.length} refused, ${list.census.names} names`);
}
await server.stop();
