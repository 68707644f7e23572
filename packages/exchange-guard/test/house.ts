import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Journal, openJournal } from '@gatehouse/journal';
import type { Clearance } from '../src/clearance.ts';
import {
  type ClientOrderIds,
  checkIds,
  clientOrderIds,
  type GateOptions,
  issueClearance,
  type KeyPermissions,
  type Limits,
  type OrderGate,
  type OrderRequest,
  openGate,
  openVenue,
  type Venue,
} from '../src/index.ts';
import { FakeExchange } from './fake-exchange.ts';

export const limits: Limits = {
  maxOrderValue: { USDT: '500' },
  maxOrderVolume: { BTC: '0.1' },
  priceCollarBps: 200,
  referenceMaxAgeMs: 5000,
  maxOpenOrders: 3,
  maxMessagesPerMinute: 50,
  duplicateWindowMs: 5000,
  maxSubmitDelayMs: 2000,
  symbols: ['BTC/USDT'],
};

export const buy: OrderRequest = {
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99500',
  reason: 'a test',
};

export interface House {
  readonly exchange: FakeExchange;
  readonly venue: Venue;
  readonly journal: Journal;
  readonly ids: ClientOrderIds;
  readonly clearance: Clearance;
  readonly clock: () => Date;
  /** How far our clock has been moved, in ms. */
  later(ms: number): void;
  gate(over?: Partial<GateOptions>): OrderGate;
  close(): Promise<void>;
}

/** Everything a gate needs, for real: a journal on disk, a guarded ccxt client, and an exchange on loopback. */
export async function house(options: { readonly journal?: Journal; readonly timeoutMs?: number } = {}): Promise<House> {
  let moved = 0;
  const clock = (): Date => new Date(Date.now() + moved);
  const folder = await mkdtemp(join(tmpdir(), 'exchange-guard-'));
  const exchange = await new FakeExchange().start();
  const journal =
    options.journal ??
    (await openJournal({
      folder: join(folder, 'realm'),
      installationKeyFile: join(folder, 'installation.key'),
      clock,
      actor: 'test',
    }));
  const fingerprint = randomBytes(16).toString('hex');
  if (options.journal === undefined) await journal.takeLease({ holder: 'test', fingerprint, atLeast: 0 });
  const venue = await openVenue({
    exchange: 'binance',
    credentials: exchange.credentials,
    exchangeUrl: exchange.url,
    clock,
    bot: 'test',
    timeoutMs: options.timeoutMs ?? 2000,
  });
  await venue.loadMarkets();
  const ids = clientOrderIds(journal.installationKey, { venue: 'binance', bot: 'test' });
  const clearance = issueClearance({
    checks: checkIds.map((id) => ({ id, result: 'pass' })),
    fingerprint,
    permissions: {} as KeyPermissions,
    clock,
  });
  return {
    exchange,
    venue,
    journal,
    ids,
    clearance,
    clock,
    later(ms) {
      moved += ms;
      exchange.clockOffMs += ms;
    },
    gate: (over = {}) => openGate({ venue, journal, clearance, limits, ids, strategy: 'test', clock, ...over }),
    async close() {
      venue.close();
      await exchange.stop();
      if (options.journal === undefined) await journal.close();
      await rm(folder, { recursive: true });
    },
  };
}
