import Big from 'big.js';
import { afterEach, expect } from 'vitest';
import {
  checkIds,
  clientOrderIds,
  issueClearance,
  type KeyPermissions,
  type OrderGate,
  type OrderRequest,
  openGate,
  openVenue,
  type Submission,
  type Venue,
} from '../../src/index.ts';
import { marketOf, type VenueRow } from '../../src/venues/row.ts';
import { venueRow } from '../../src/venues.ts';
import { limits } from '../house.ts';
import { memoryJournal } from '../memory-journal.ts';
import { type Dialect, type Held, There } from './there.ts';

/** A gate at an exchange that answers as documented. */
export interface House {
  readonly there: There;
  readonly venue: Venue;
  readonly gate: OrderGate;
  readonly memory: ReturnType<typeof memoryJournal>;
  readonly ids: ReturnType<typeof clientOrderIds>;
  readonly clock: () => Date;
  later(ms: number): void;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Opens it on loopback, until the test is over. */
export async function house(dialect: Dialect, { loaded = true } = {}): Promise<House> {
  let moved = 0;
  const clock = (): Date => new Date(Date.now() + moved);
  const later = (ms: number): void => {
    moved += ms;
  };
  const there = await new There(dialect).start();
  const { exchange, account = 'classic' } = dialect;
  const market = marketOf(rowOf(dialect));
  const options = {
    exchange,
    market,
    account,
    credentials: there.credentials,
    exchangeUrl: there.url,
    clock,
    bot: 'test',
  };
  const venue = await openVenue({ ...options, symbols: [symbolOf(dialect)], timeoutMs: 4000 });
  closing.push(
    () => venue.close(),
    () => there.stop(),
  );
  if (loaded) await venue.loadMarkets();
  const memory = memoryJournal(clock);
  const ids = clientOrderIds(memory.journal.installationKey, { venue: exchange, bot: 'test' });
  const clearance = issueClearance({
    checks: checkIds.map((id) => ({ id, result: 'pass' })),
    fingerprint: 'f'.repeat(32),
    permissions: {} as KeyPermissions,
    clock,
  });
  const wide = {
    ...limits,
    symbols: [symbolOf(dialect)],
    maxOrderValue: { USDT: '500', USD: '500' },
    maxPositionValue: { USDT: '2000', USD: '2000' },
  };
  const gate = openGate({ venue, journal: memory.journal, clearance, limits: wide, ids, strategy: 'test', clock });
  return { there, venue, gate, memory, ids, clock, later };
}

/** The row that orders go by: an exchange may have one for its spot markets and one for contracts. */
export const rowOf = ({ exchange, settle, account }: Dialect): VenueRow =>
  venueRow(exchange, settle === undefined ? 'spot' : 'swap', account);

export const symbolOf = ({ symbol = 'BTC/USDT' }: Dialect): string => symbol;
/** So many of the smallest orders, in the exchange's own unit. */
export const lots = ({ lot = '0.001' }: Dialect, count: number): string => new Big(lot).times(count).toFixed();
export const buyAt = (dialect: Dialect): OrderRequest => ({
  symbol: symbolOf(dialect),
  side: 'buy',
  kind: 'limit',
  amount: lots(dialect, 1),
  price: '99500',
  reason: 'a test',
});
export const idOf = (submission: Submission): string =>
  'clientOrderId' in submission ? submission.clientOrderId : expect.fail(JSON.stringify(submission));
export const held = ({ there }: House, id: string): Held =>
  there.book.byClientId(id) ?? expect.fail('no such order there');

/** Where the key is asked about first: method and path. */
export function auditing(dialect: Dialect): string {
  const [audit] = rowOf(dialect).doors.filter(({ use }) => use === 'audit');
  return dialect.auditing ?? `${audit?.method} ${audit?.at?.path ?? `/${audit?.path}`}`;
}
