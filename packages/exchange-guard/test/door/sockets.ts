import { callableNames } from '../../doors/census.ts';
import type { Arrived, Loopback } from '../../doors/loopback.ts';
import type { RawExchange } from '../../doors/raw-ccxt.ts';
import { attempt, everyAttempt } from './attempts.ts';
import { guardedClient, rawClient, socketClass } from './clients.ts';

/** What came of everything that ccxt's class with web sockets has beyond the one without. */
export interface Sockets {
  readonly tried: number;
  readonly refused: number;
  readonly arrived: readonly (Arrived & { readonly name: string })[];
  /** Whether the same ways open a connection on raw ccxt. */
  readonly reached: boolean;
}

const ofSockets = /Ws$|_ws$|^(?:un)?_?watch|^client$|^authenticate$/i;

/** Tries every way to a web socket of one exchange. Undefined where ccxt has none. */
export async function trySockets(
  id: string,
  without: RawExchange,
  raw: Loopback,
  guarded: Loopback,
): Promise<Sockets | undefined> {
  const Class = await socketClass(id);
  if (Class === undefined) return undefined;
  const control = await rawClient(`pro/${id}`, raw.url);
  const own = new Set(callableNames(without));
  const names = callableNames(control).filter((name) => ofSockets.test(name) || !own.has(name));
  const { client, close } = await guardedClient(id, guarded.url, Class);
  const tried = await everyAttempt(client, guarded, { names, symbol: 'BTC/USDT', insist: false });
  close();
  const address = raw.url.replace('http', 'ws');
  await attempt(control, 'loadHttpProxyAgent', [], raw);
  const opened = await attempt(control, 'watch', [address, 'orders', {}, 'orders'], raw);
  return {
    tried: tried.length,
    refused: tried.filter((one) => one.guarded && one.arrived.length === 0).length,
    arrived: tried.flatMap(({ name, arrived }) => arrived.map((one) => ({ ...one, name: `pro ${name}` }))),
    reached: opened.arrived.length > 0,
  };
}
