import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '@gatehouse/config';
import { clientOrderIds, type Order } from '@gatehouse/exchange-guard';
import { type Intent, type Journal, openJournal } from '@gatehouse/journal';
import { Redactor, Secret } from '@gatehouse/secrets';
import { startSimExchange } from '@gatehouse/sim-exchange';
import { vi } from 'vitest';
import type { CourierLine } from '../../src/courier-line.ts';
import type { Log } from '../../src/log.ts';
import type { Errand, FromCourier, SearchResult } from '../../src/messages.ts';
import type { SimulatorLine } from '../../src/simulator-line.ts';
import { type Desk, realmOf } from '../../src/world.ts';
import { simulatedConfig } from './configs.ts';

type Host = Extract<FromCourier, { answer: 'host' }>;

export const clean: SearchResult = { findings: [], complete: true, looked: { files: 1, blobs: 2, bytes: 3 } };

interface Wanted {
  /** `live` goes to the same exchange, as a stand-in whose key the courier hands over. */
  readonly mode?: 'simulated' | 'live';
  readonly errand?: Errand;
  readonly file?: object;
  readonly settings?: Readonly<Record<string, string>>;
  readonly desk?: Partial<Desk>;
}

/**
 * What a check sees from inside the desk: a real state folder and a real exchange on loopback, with the courier and
 * the launcher played by the test. `using` lets go of all of it.
 */
export async function inside({
  mode = 'simulated',
  errand = { verb: 'preflight', json: false },
  ...given
}: Wanted = {}) {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'inside-'));
  const state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  const clock = () => new Date();
  const exchange = await startSimExchange({
    seed: 7,
    balances: { USDT: '10000' },
    candleMs: 1_000,
    lockStep: true,
    clock,
  });
  const key = exchange.mintKey();
  const settings =
    mode === 'simulated'
      ? { ...given.settings }
      : {
          BOT_MODE: 'live',
          BOT_EXCHANGE_URL: exchange.url,
          BOT_PUBLIC_IP_URLS: `${exchange.url}/ip,${exchange.url.replace('127.0.0.1', 'localhost')}/ip.json`,
          ...given.settings,
        };
  const file = { ...simulatedConfig, ...given.file };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const host: Host = { answer: 'host', dotenv: { present: false, problems: [] } };
  let rest: ((result: SearchResult) => void) | undefined;
  const courier = {
    host: vi.fn(async () => host),
    credentials: vi.fn(async () => ({
      answer: 'credentials',
      fields: { apiKey: base64(key.apiKey), secret: base64(key.secret) },
      origin: 'a test',
      exported: [] as readonly string[],
    })),
    search: vi.fn(async () => ({ answer: 'search', result: clean, done: true })),
    onRest: (listener: (result: SearchResult) => void) => {
      rest = listener;
    },
  };
  const simulator = {
    url: vi.fn(async () => exchange.url),
    mint: vi.fn(async () => key),
  };
  const written: string[] = [];
  const desk: Desk = {
    errand,
    root: folder,
    state,
    settings,
    machine: {
      node: 'v26.10.0',
      root: false,
      locks: join(folder, 'locks'),
      strategies: [String(file.strategy)],
      hostile: [],
      installed: 'same',
    },
    hooks: Promise.resolve({ state: 'active' }),
    redactor: new Redactor(),
    clock,
    began: new Date(),
    courier: courier as unknown as CourierLine,
    loadConfig: async () => file,
    simulator: () => simulator as unknown as SimulatorLine,
    screen: 'plain',
    write: (text) => void written.push(text),
    strategy: async () => ({ problem: 'none here' }),
    stop: new Promise(() => undefined),
    ...given.desk,
  };
  const journals: Journal[] = [];
  return {
    desk,
    folder,
    exchange,
    key,
    courier,
    simulator,
    written,
    config: (): Promise<Config> => readConfig({ file, settings }),
    /** A journal of the realm, opened beside whoever else works on it. */
    async journal(config: Config, readOnly = false): Promise<Journal> {
      const realm = join(state, realmOf(config));
      const installationKeyFile = join(realm, 'installation.key');
      const journal = await openJournal({ folder: realm, installationKeyFile, clock, actor: 'test', readOnly });
      journals.push(journal);
      return journal;
    },
    /** What the search that went on beside the run came to in the end. */
    finishSearch: (result: SearchResult) => rest?.(result),
    async [Symbol.asyncDispose]() {
      await Promise.all(journals.map((journal) => journal.close()));
      await exchange.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Inside = Awaited<ReturnType<typeof inside>>;

/** The proofs that later checks build on, made without the checks that would have made them. */
export async function proofs(house: Inside) {
  const config = await house.config();
  const journal = await house.journal(config);
  const realm = realmOf(config);
  return {
    config,
    journal,
    stand: { realm, folder: join(house.desk.state, realm), journal },
    key: {
      credentials: {
        exchange: config.exchange,
        fields: new Map([
          ['apiKey', Secret.of(house.key.apiKey)],
          ['secret', Secret.of(house.key.secret)],
        ] as const),
        origin: 'a test',
        exempt: [],
      },
      fingerprint: 'f'.repeat(32),
    },
    ids: clientOrderIds(journal.installationKey, { venue: config.exchange, bot: config.name }),
  };
}

/** A log that remembers its sentences. */
export function logOf() {
  const said: string[] = [];
  const say = (...words: readonly unknown[]) => void said.push(String(words.at(-1)));
  return { said, log: { info: say, warn: say, error: say } as unknown as Log };
}

export function orderOf(changes: Partial<Order> = {}): Order {
  return {
    exchangeOrderId: '7',
    clientOrderId: 'a'.repeat(32),
    symbol: 'BTC/USDT',
    marketId: 'BTCUSDT',
    side: 'buy',
    kind: 'limit',
    amount: '0.01',
    filled: '0',
    price: '50000',
    status: 'open',
    reduceOnly: false,
    ...changes,
  };
}

/** Writes one order that is on its way; returns its id. */
export async function placeIn(journal: Journal, clientOrderId: string, changes: Partial<Intent> = {}): Promise<void> {
  await journal.intend(({ epoch, nextSequence }) => ({
    clientOrderId,
    sequence: nextSequence,
    epoch,
    symbol: 'BTC/USDT',
    side: 'buy' as const,
    kind: 'limit' as const,
    amount: '0.01',
    price: '50000',
    value: '500',
    quote: 'USDT',
    reason: 'test',
    strategy: 'test',
    asked: null,
    ...changes,
  }));
  await journal.recordSent(clientOrderId, 1);
}
