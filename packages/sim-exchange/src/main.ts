import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { readCommandLine } from './command-line.ts';
import { serveControl } from './control.ts';
import { SimExchangeError } from './error.ts';
import { type SimExchange, startSimExchange } from './exchange.ts';

/** The process: an exchange that lives as long as its control sockets, or alone until it is interrupted. */
async function main(args: readonly string[]): Promise<void> {
  const { options, control } = readCommandLine(args, (file) => readFileSync(file, 'utf8'));
  const exchange = await startSimExchange({ ...options, clock: () => new Date() });
  await (control.length > 0 ? untilAllClosed(exchange, control) : untilInterrupted(exchange));
  await exchange.close();
}

async function untilAllClosed(exchange: SimExchange, control: readonly number[]): Promise<void> {
  // Ctrl-C reaches every process of a terminal; this one ends when those that need it have let go.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const sockets = control.map((fd) => new Socket({ fd, readable: true, writable: true }));
  await Promise.all(sockets.map((socket) => serveControl(exchange, socket)));
}

async function untilInterrupted(exchange: SimExchange): Promise<void> {
  // Before anything is printed: whoever reads it may interrupt at once.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const { apiKey, secret } = exchange.mintKey();
  console.log(`exchange  ${exchange.url}
key       ${apiKey}
secret    ${secret}
The key was minted by this exchange and opens nothing else. Point every API host of a Binance client at the address above.`);
  await interrupted;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SimExchangeError)) throw error;
  console.error(error.message);
  process.exitCode = error.code === 'PORT_BUSY' || error.code === 'LISTEN_FAILED' ? 1 : 2;
}
