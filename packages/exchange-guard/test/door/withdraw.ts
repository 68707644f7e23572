import type { Arrived, Loopback } from '../../doors/loopback.ts';
import type { RawExchange } from '../../doors/raw-ccxt.ts';
import { type Attempt, attempt } from './attempts.ts';
import type { Withdrawal } from './withdrawals.ts';

const ADDRESS = `0x${'1234567890'.repeat(4)}`;

/** Some ask several questions first, and some sign in curves that take JavaScript a while. */
const PATIENCE_MS = 10_000;

/** Asks a client for a withdrawal, in both spellings, as well as can be asked. */
export async function tryWithdrawal(
  client: RawExchange,
  how: Withdrawal,
  server: Loopback,
): Promise<readonly Attempt[]> {
  server.answer('{}', how.answers);
  if (how.options !== undefined) Object.assign(client.options, how.options);
  const params = how.params ?? { network: 'ETH', key: 'key' };
  const asked = [how.code ?? 'USDT', 10, how.address ?? ADDRESS, undefined, { ...params }];
  const attempts = [await attempt(client, 'withdraw', asked, server, PATIENCE_MS)];
  if (how.endpoint !== undefined)
    attempts.push(await attempt(client, how.endpoint, [{ tx: '1' }], server, PATIENCE_MS));
  return attempts;
}

/** Whether one of the requests is the one that takes the money. */
export function tookMoney(how: Withdrawal, arrived: readonly Arrived[]): boolean {
  return arrived.some(
    ({ method, path, body }) => `${method} ${path}` === how.to && (how.body === undefined || body.includes(how.body)),
  );
}
