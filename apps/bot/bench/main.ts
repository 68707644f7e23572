import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureAudit } from './audit.ts';
import { startExchange } from './exchange.ts';
import { printRows } from './figures.ts';
import { measureMemory } from './memory.ts';
import { measureOrder } from './order.ts';
import { measureRoundTrip } from './round-trip.ts';
import { measureStart } from './start.ts';

// Prints each figure beside its baseline of the same run. Machines differ and are noisy: quote the ratios.
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const path = process.env.PATH ?? '';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

print(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores`);
const exchange = await startExchange(root);
try {
  printRows('Start to clearance', await measureStart(root, exchange, 9, path), print);
  printRows('The audit of the key', await measureAudit(exchange, 300), print);
  printRows('One order', await measureOrder(exchange, 400), print);
  printRows('Strategy', await measureRoundTrip(root, 2_000), print);
  printRows('Memory', await measureMemory(root, exchange, path), print);
} finally {
  await exchange.close();
}
