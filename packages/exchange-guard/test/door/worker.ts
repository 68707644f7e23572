import { parentPort } from 'node:worker_threads';
import { loopback } from '../../doors/loopback.ts';
import { allowEgress } from '../../src/allow-egress.ts';
import { sweep } from './sweep.ts';

// Whatever is called below, and whatever it leads to: nothing but this machine can be reached.
allowEgress(['127.0.0.1']);

// Raw ccxt leaves promises and sockets behind when it is called like this. What counts is what reached the server.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

const servers = { raw: await loopback(), guarded: await loopback() };
parentPort?.on('message', (id: string) => {
  sweep(id, servers).then(
    (swept) => parentPort?.postMessage(swept),
    (error: unknown) => parentPort?.postMessage({ id, failed: String(error) }),
  );
});
parentPort?.postMessage({ ready: true });
