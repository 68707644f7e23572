import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { laidOut } from '../../doors/layout.ts';
import { listFor } from '../../doors/list.ts';
import { loopback } from '../../doors/loopback.ts';
import { allowEgress } from '../../src/allow-egress.ts';
import { openVenue } from '../../src/venue.ts';
import { sweep } from './sweep.ts';

// Whatever is called below, and whatever it leads to: nothing but this machine can be reached.
allowEgress(['127.0.0.1']);

// Raw ccxt leaves promises and sockets behind when it is called like this. What counts is what reached the server.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

// One of the methods that are called prints.
console.log = () => undefined;

const servers = { raw: await loopback(), guarded: await loopback() };
parentPort?.on('message', (id: string) => {
  look(id).then(
    (looked) => parentPort?.postMessage(looked),
    (error: unknown) => parentPort?.postMessage({ id, failed: String(error) }),
  );
});
parentPort?.postMessage({ ready: true });

/** Sweeps one exchange, and makes its list anew: whatever a reading of ccxt comes to has to stand in the file. */
async function look(id: string) {
  const swept = await sweep(id, servers);
  // At its own addresses this time, none of which is called: each has to be https, on a host that its list names.
  (await openVenue({ exchange: id, credentials: undefined, clock: () => new Date(), bot: 'campaign' })).close();
  const file = await readFile(new URL(`../../doors/${id}.json`, import.meta.url), 'utf8');
  return { ...swept, stale: laidOut(await listFor(id, servers.raw)) !== file };
}
