import Big from 'big.js';
import { afterAll, expect } from 'vitest';
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

interface Opened {
  readonly there: There;
  readonly venue: Venue;
  readonly time: { moved: number };
}

/** The exchanges that were opened in this file: building one takes many times as long as a scene at it. */
const opened = new Map<string, Opened>();
const closing: (() => unknown)[] = [];
let openedIn: string | undefined;

async function closeAll(): Promise<void> {
  opened.clear();
  for (const close of closing.splice(0)) await close();
}
afterAll(closeAll);

/** Files that share a worker share this module, and its `afterAll` belongs to the first of them. */
async function beginFile(): Promise<void> {
  const { testPath } = expect.getState();
  if (testPath !== openedIn) await closeAll();
  openedIn = testPath;
}

async function open(dialect: Dialect): Promise<Opened> {
  const time = { moved: 0 };
  const there = await new There(dialect).start();
  const { exchange, account = 'classic' } = dialect;
  const venue = await openVenue({
    exchange,
    market: marketOf(rowOf(dialect)),
    account,
    credentials: there.credentials,
    exchangeUrl: there.url,
    clock: () => new Date(Date.now() + time.moved),
    bot: 'test',
    symbols: [symbolOf(dialect)],
    timeoutMs: 4000,
  });
  closing.push(
    () => venue.close(),
    () => there.stop(),
  );
  return { there, venue, time };
}

/**
 * A house at this exchange, on loopback, with nothing in it: no order, no journal, no request. The exchange itself is
 * the one of the scene before, unless one is wanted that nobody has loaded the markets of.
 */
export async function house(dialect: Dialect, { loaded = true } = {}): Promise<House> {
  await beginFile();
  const played = dialect.played ?? dialect.exchange;
  const before = opened.get(played);
  const knows = before?.venue.instrument(symbolOf(dialect)) !== undefined;
  const { there, venue, time } = before === undefined || (knows && !loaded) ? await open(dialect) : before;
  opened.set(played, { there, venue, time });
  if (loaded) await venue.loadMarkets();
  there.clear();
  time.moved = 0;
  const clock = (): Date => new Date(Date.now() + time.moved);
  const later = (ms: number): void => {
    time.moved += ms;
  };
  const memory = memoryJournal(clock);
  const ids = clientOrderIds(memory.journal.installationKey, { venue: dialect.exchange, bot: 'test' });
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
