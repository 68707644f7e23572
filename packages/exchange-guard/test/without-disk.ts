import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Secret } from '@gatehouse/secrets';
import {
  auditPermissions,
  checkIds,
  clientOrderIds,
  issueClearance,
  openGate,
  openVenue,
  warmUp,
} from '../src/index.ts';
import { limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';

/* Runs in a child process under the permission flags: opens a venue, drops reading, and does everything. */

const clock = () => new Date();
const permission = (process as unknown as { permission: { drop(scope: string): void } }).permission;
let input = '';
for await (const chunk of process.stdin) input += chunk;
const { url, apiKey, secret } = JSON.parse(input) as Record<string, string>;
const fields = new Map([
  ['apiKey' as const, Secret.of(apiKey ?? '')],
  ['secret' as const, Secret.of(secret ?? '')],
]);
const credentials = { exchange: 'binance', fields, origin: 'a test', exempt: [] };

await warmUp('binance');
const venue = await openVenue({ exchange: 'binance', credentials, exchangeUrl: url ?? '', clock, bot: 'test' });
// A second one that speaks TLS: what only that needs must be loaded too.
const broken = createServer((socket) => socket.end('not TLS'));
await new Promise<void>((done) => broken.listen(0, '127.0.0.1', done));
const { port } = broken.address() as { port: number };
const secure = await openVenue({
  exchange: 'binance',
  credentials,
  exchangeUrl: `https://127.0.0.1:${port}`,
  clock,
  bot: 'test',
});

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
const reading = (): unknown => {
  try {
    readFileSync(new URL(import.meta.url));
    return 'it could be read';
  } catch (error) {
    return codeOf(error);
  }
};
const before = reading();
permission.drop('fs.read');
const after = reading();

const audit = await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock });
await venue.loadMarkets();
await Promise.all([
  venue.serverTime(),
  venue.balances(),
  venue.openOrders(),
  venue.candles('BTC/USDT', '1m'),
  venue.trades('BTC/USDT'),
]);
const { journal } = memoryJournal(clock);
const gate = openGate({
  venue,
  journal,
  clearance: issueClearance({
    checks: checkIds.map((id) => ({ id, result: 'pass' })),
    fingerprint: 'f',
    permissions: audit.permissions ?? ({} as never),
    clock,
  }),
  limits,
  ids: clientOrderIds(createSecretKey(Buffer.alloc(32, 1)), { venue: 'binance', bot: 'test' }),
  strategy: 'test',
  clock,
});
const submission = await gate.submit({
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99500',
  reason: 'a test',
});
const cancelled = 'clientOrderId' in submission ? await gate.cancel(submission.clientOrderId) : undefined;
const refused = await secure.serverTime().catch(codeOf);

console.log(
  JSON.stringify({
    before,
    after,
    audit: audit.result,
    outcome: submission.outcome,
    cancelled: cancelled?.outcome,
    secure: refused,
  }),
);
venue.close();
broken.close();
