import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Journal, openJournal } from '@gatehouse/journal';
import { Secret } from '@gatehouse/secrets';
import { ccxtClassOf } from '../src/ccxt-class.ts';
import { checkIds, clientOrderIds, issueClearance, type OrderGate, openGate, openVenue } from '../src/index.ts';
import { memoryJournal } from './memory-journal.ts';

/*
 * What the gate costs per order, beside a raw ccxt `createOrder` on the same loopback server in the same run, with the
 * durable write and without it. Run it: `node packages/exchange-guard/test/bench.ts`. It is not a test.
 */

const rounds = Number(process.argv[3] ?? 2000);

if (process.argv[2] === 'server') serve();
else await measure();

function serve(): void {
  const symbols = [
    {
      symbol: 'BTCUSDT',
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      orderTypes: ['LIMIT', 'MARKET'],
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '0.01', maxPrice: '1000000', tickSize: '0.01' },
        { filterType: 'LOT_SIZE', minQty: '0.00001', maxQty: '900', stepSize: '0.00001' },
      ],
    },
  ];
  const depth = { bids: [['99990.00', '1']], asks: [['100010.00', '1']] };
  let next = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      const params = new URLSearchParams(body);
      next += 1;
      const order = {
        symbol: 'BTCUSDT',
        orderId: next,
        clientOrderId: params.get('newClientOrderId'),
        transactTime: Date.now(),
        price: params.get('price'),
        origQty: params.get('quantity'),
        executedQty: '0',
        cummulativeQuoteQty: '0',
        status: 'NEW',
        timeInForce: 'GTC',
        type: 'LIMIT',
        side: 'BUY',
        fills: [],
      };
      const path = request.url ?? '';
      const answer = path.includes('exchangeInfo') ? { symbols } : path.includes('depth') ? depth : order;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
  process.stdin.resume().on('end', () => process.exit());
}

async function measure(): Promise<void> {
  const server = spawn(process.execPath, [process.argv[1] ?? '', 'server'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = Number(await new Promise<Buffer>((done) => server.stdout.once('data', done)));
  const exchangeUrl = `http://127.0.0.1:${port}`;
  const clock = () => new Date();
  const folder = mkdtempSync(join(tmpdir(), 'guard-bench-'));
  const apiKey = randomBytes(32).toString('hex');
  const secret = randomBytes(32).toString('hex');

  const Raw = (await ccxtClassOf('binance')) as unknown as new (
    config: object,
  ) => {
    loadMarkets(): Promise<unknown>;
    createOrder(...args: unknown[]): Promise<unknown>;
  };
  const api = { public: `${exchangeUrl}/api/v3`, private: `${exchangeUrl}/api/v3` };
  const raw = new Raw({
    apiKey,
    secret,
    enableRateLimit: false,
    urls: { api },
    options: { fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false },
  });
  await raw.loadMarkets();

  const credentials = {
    exchange: 'binance',
    fields: new Map([
      ['apiKey' as const, Secret.of(apiKey)],
      ['secret' as const, Secret.of(secret)],
    ]),
    origin: 'bench',
    exempt: [],
  };
  const venue = await openVenue({ exchange: 'binance', credentials, exchangeUrl, clock, bot: 'bench' });
  await venue.loadMarkets();
  const durable = await openJournal({
    folder: join(folder, 'realm'),
    installationKeyFile: join(folder, 'installation.key'),
    clock,
    actor: 'bench',
  });
  await durable.takeLease({ holder: 'bench', fingerprint: 'f'.repeat(32), atLeast: 0 });
  const gateOver = (journal: Journal): OrderGate =>
    openGate({
      venue,
      journal,
      clearance: issueClearance({
        checks: checkIds.map((id) => ({ id, result: 'pass' })),
        fingerprint: 'f'.repeat(32),
        permissions: {} as never,
        clock,
      }),
      limits: {
        maxOrderValue: { USDT: '500' },
        maxOrderVolume: { BTC: '1' },
        priceCollarBps: 200,
        referenceMaxAgeMs: 60_000,
        maxOpenOrders: 'unlimited',
        maxMessagesPerMinute: 'unlimited',
        duplicateWindowMs: 'allowed',
        maxSubmitDelayMs: 2000,
        symbols: ['BTC/USDT'],
      },
      ids: clientOrderIds(journal.installationKey, { venue: 'binance', bot: 'bench' }),
      strategy: 'bench',
      clock,
    });

  const order = {
    symbol: 'BTC/USDT',
    side: 'buy',
    kind: 'limit',
    amount: '0.001',
    price: '99500',
    reason: 'bench',
  } as const;
  const memory = memoryJournal(clock);
  const light = gateOver(memory.journal);
  const full = gateOver(durable);
  const sent = async (gate: OrderGate): Promise<void> => {
    const { outcome } = await gate.submit(order);
    if (outcome !== 'placed') throw new Error(`the bench's order was ${outcome}`);
  };
  const ways = {
    'raw ccxt createOrder': () => raw.createOrder('BTC/USDT', 'limit', 'buy', 0.001, 99500),
    'gate, journal in memory': async () => {
      memory.forget();
      await sent(light);
    },
    'gate, durable journal': () => sent(full),
  };
  const times = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds + 200; round += 1) {
    for (const [name, act] of Object.entries(ways)) {
      const began = performance.now();
      await act();
      if (round >= 200) times.get(name)?.push(performance.now() - began);
    }
  }
  const at = (name: string, part: number): number => {
    const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 1000);
  };
  for (const name of Object.keys(ways)) console.log(`${name}: p50 ${at(name, 0.5)} us, p99 ${at(name, 0.99)} us`);
  const overhead = at('gate, journal in memory', 0.5) - at('raw ccxt createOrder', 0.5);
  console.log(`guard without the durable write: ${overhead} us p50 over raw ccxt`);

  await durable.close();
  venue.close();
  rmSync(folder, { recursive: true });
  server.stdin.end();
  process.exit();
}
