import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  auditPermissions,
  type CheckId,
  checkIds,
  clientOrderIds,
  issueClearance,
  openGate,
  openVenue,
  type Venue,
} from '@gatehouse/exchange-guard';
import { type Journal, openJournal } from '@gatehouse/journal';
import { Secret } from '@gatehouse/secrets';
import type { BenchExchange } from './exchange.ts';
import { figuresOf, type Row } from './figures.ts';

const clock = (): Date => new Date();
export const symbol = 'BTC/USDT';

/** Everything that an order passes through, for real, at this exchange. */
export async function openDesk(exchange: BenchExchange) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const opened = await openJournal({
    folder: join(folder, 'realm'),
    installationKeyFile: join(folder, 'realm', 'installation.key'),
    clock,
    actor: 'bench',
  });
  const { journal, spentMs } = timed(opened);
  const venue = await openedVenue(exchange);
  const { permissions } = await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock });
  if (permissions === undefined) throw new Error('the bench key could not be audited');
  await venue.loadMarkets();
  await opened.takeLease({ holder: 'bench', fingerprint: 'bench', atLeast: 0 });
  const clearance = issueClearance({
    checks: checkIds.map((id: CheckId) => ({ id, result: 'pass' as const })),
    fingerprint: 'bench',
    permissions,
    clock,
  });
  const ids = clientOrderIds(opened.installationKey, { venue: 'binance', bot: 'bench' });
  const limits = {
    maxOrderValue: { USDT: '1000000' },
    maxOrderVolume: { BTC: '100' },
    priceCollarBps: 1000,
    referenceMaxAgeMs: 60_000,
    maxOpenOrders: 1000,
    maxMessagesPerMinute: 1_000_000,
    duplicateWindowMs: 'allowed' as const,
    maxSubmitDelayMs: 5_000,
    symbols: [symbol],
  };
  const gate = openGate({ venue, journal, clearance, limits, ids, strategy: 'bench', clock });
  const { mid } = await venue.reference(symbol);
  // A limit order that rests: matching work is the same for both and as small as it can be.
  const price = (Math.floor(Number(mid) * 0.95 * 100) / 100).toFixed(2);
  return {
    gate,
    price,
    spentMs,
    async close() {
      venue.close();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A guarded client with the key of this exchange, before anything was asked with it. */
export function openedVenue({ url, apiKey, secret }: BenchExchange): Promise<Venue> {
  const credentials = {
    exchange: 'binance',
    fields: new Map([['apiKey', Secret.of(apiKey)] as const, ['secret', Secret.of(secret)] as const]),
    origin: 'bench',
    exempt: [],
  };
  return openVenue({ exchange: 'binance', credentials, exchangeUrl: url, clock, bot: 'bench' });
}

/** A guarded order beside a raw ccxt `createOrder` at the same exchange, in turn, and where the difference goes. */
export async function measureOrder(exchange: BenchExchange, runs: number): Promise<readonly Row[]> {
  const { gate, price, spentMs, close } = await openDesk(exchange);
  const raw = await rawClient(exchange);

  const series = { guarded: [] as number[], raw: [] as number[], durable: [] as number[] };
  for (let run = -20; run < runs; run += 1) {
    const amount = (0.001 + (run & 63) * 0.00001).toFixed(5);
    spentMs.durable = 0;
    let begun = performance.now();
    const placed = await gate.submit({ symbol, side: 'buy', kind: 'limit', amount, price, reason: 'measured' });
    const guarded = performance.now() - begun;
    if (placed.outcome !== 'placed') throw new Error(`the gate answered ${placed.outcome}: ${JSON.stringify(placed)}`);
    const { durable } = spentMs;
    begun = performance.now();
    const order = await raw.createOrder(symbol, 'limit', 'buy', amount, price);
    const bare = performance.now() - begun;
    await gate.cancel(placed.clientOrderId);
    await raw.cancelOrder(order.id, symbol);
    if (run < 0) continue;
    series.guarded.push(guarded);
    series.raw.push(bare);
    series.durable.push(durable);
  }
  await close();

  const [g, r, d] = [figuresOf(series.guarded), figuresOf(series.raw), figuresOf(series.durable)];
  // Order by order what was not spent on the disk, so that a slow write does not count twice.
  const apart = figuresOf(series.guarded.map((spent, run) => spent - (series.durable[run] ?? 0)));
  const guardUs = (apart.p50 - r.p50) * 1000;
  return [
    {
      what: 'guarded order',
      measured: `${(g.p50 * 1000).toFixed(0)} µs p50`,
      beside: `p95 ${(g.p95 * 1000).toFixed(0)} µs, ${g.count} orders`,
    },
    {
      what: 'raw ccxt createOrder, same exchange',
      measured: `${(r.p50 * 1000).toFixed(0)} µs p50`,
      beside: `guarded is ${(g.p50 / r.p50).toFixed(2)} × it`,
    },
    {
      what: 'of the difference: durable writes',
      measured: `${(d.p50 * 1000).toFixed(0)} µs p50`,
      beside: 'SQLite, synchronous FULL, intent and outcome',
    },
    {
      what: 'of the difference: the guard',
      measured: `${guardUs.toFixed(0)} µs p50`,
      beside: 'controls, identity, walls, last look',
      bar: { says: '≤ 150 µs', held: guardUs <= 150 },
    },
  ];
}

/** Adds up the time that a submit spends waiting for the journal to be on disk. */
function timed(journal: Journal): { readonly journal: Journal; readonly spentMs: { durable: number } } {
  const spentMs = { durable: 0 };
  const durable = new Set(['intend', 'recordSent', 'recordOutcome', 'recordFill']);
  const proxy = new Proxy(journal, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (!durable.has(String(name))) return member.bind(target);
      return async (...args: unknown[]) => {
        const begun = performance.now();
        try {
          return await member.apply(target, args);
        } finally {
          spentMs.durable += performance.now() - begun;
        }
      };
    },
  });
  return { journal: proxy, spentMs };
}

interface RawClient {
  /** The same call as the audit's. */
  sapiGetAccountApiRestrictions(): Promise<unknown>;
  createOrder(symbol: string, type: string, side: string, amount: string, price: string): Promise<{ id: string }>;
  cancelOrder(id: string, symbol: string): Promise<unknown>;
}

/** ccxt as it comes, with the same key. */
export async function rawClient({ url, apiKey, secret }: BenchExchange): Promise<RawClient> {
  const file = new URL('./src/binance.js', import.meta.resolve('ccxt')).href;
  const { default: Binance } = (await import(file)) as {
    default: new (
      options: object,
    ) => RawClient & {
      urls: { api: Record<string, unknown> };
      has: Record<string, unknown>;
      loadMarkets(): Promise<unknown>;
    };
  };
  const client = new Binance({
    apiKey,
    secret,
    enableRateLimit: false,
    options: { fetchMarkets: { types: ['spot'] }, fetchMargins: false },
  });
  client.has.fetchCurrencies = false;
  for (const [name, address] of Object.entries(client.urls.api)) {
    if (typeof address === 'string') client.urls.api[name] = url + new URL(address).pathname.replace(/\/$/, '');
  }
  await client.loadMarkets();
  return client;
}
