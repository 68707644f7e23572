import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import {
  createServer as createTls,
  getCACertificates,
  setDefaultCACertificates,
  type Server as TlsServer,
} from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clearance } from '../src/clearance.ts';
import { checkIds, issueClearance, type KeyPermissions, type OrderGate, openVenue, type Venue } from '../src/index.ts';
import { buy, type House, house, limits } from './house.ts';
import { ownCertificate } from './own-certificate.ts';

/* An order whose connection takes its time: what happens meanwhile must hold for it. */

const authorities = getCACertificates('default');
const certificate = ownCertificate();
const lease = { fingerprint: 'f'.repeat(32), atLeast: 0 };
let at: House;
let tls: TlsServer;
let way: Server;
let venue: Venue;
let gate: OrderGate;
let clearance: Clearance;
/** Connections that stand, and wait for their handshake to be answered. */
let held: Socket[] | undefined;
const open = new Set<Socket>();

beforeAll(async () => {
  setDefaultCACertificates([certificate.cert]);
  at = await house();
  const { port } = new URL(at.exchange.url);
  tls = createTls(certificate, (socket) => {
    const inner = connect(Number(port), '127.0.0.1');
    for (const end of [socket, inner]) end.on('error', () => undefined);
    socket.on('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  tls.on('tlsClientError', () => undefined);
  way = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    if (held === undefined) tls.emit('connection', socket);
    else held.push(socket);
  });
  await new Promise<void>((done) => way.listen(0, '127.0.0.1', done));
  venue = await openVenue({
    exchange: 'binance',
    credentials: at.exchange.credentials,
    exchangeUrl: `https://127.0.0.1:${(way.address() as AddressInfo).port}`,
    clock: at.clock,
    bot: 'test',
    timeoutMs: 700,
  });
  await venue.loadMarkets();
});
afterAll(async () => {
  setDefaultCACertificates(authorities);
  venue.close();
  for (const socket of open) socket.destroy();
  await new Promise((done) => way.close(done));
  await at.close();
});

beforeEach(async () => {
  at.exchange.seen.length = 0;
  clearance = issueClearance({
    checks: checkIds.map((id) => ({ id, result: 'pass' })),
    fingerprint: lease.fingerprint,
    permissions: {} as KeyPermissions,
    clock: at.clock,
  });
  gate = at.gate({ venue, clearance, limits: { ...limits, priceCollarBps: 'none', duplicateWindowMs: 0 } });
  // From here on every connection is a new one, and waits.
  held = [];
  for (const socket of open) socket.destroy();
  await new Promise((done) => setTimeout(done, 20));
});
afterEach(async () => {
  for (const { id } of (await at.journal.standing()).restrictions) {
    await at.journal.lift({ id, by: 'test', reason: 'the next test' });
  }
});

const placed = () => at.exchange.asked('POST', '/api/v3/order');
const release = (): void => {
  for (const socket of held ?? []) tls.emit('connection', socket);
};

/** Asks for an order, lets something happen while its connection is being made, and lets that be made then. */
async function meanwhile(happen: () => unknown) {
  const submitting = gate.submit(buy);
  await expect.poll(() => held?.length, { interval: 5 }).toBe(1);
  await happen();
  release();
  return submitting;
}

describe('an order whose connection takes its time', () => {
  it.each<readonly [string, string, () => unknown]>([
    ['a halt', 'trading-state', () => at.journal.restrict({ kind: 'halt', by: 'test', reason: 'a test' })],
    ['another holder of the lease', 'lease-epoch', () => at.journal.takeLease({ ...lease, holder: 'another' })],
    ['a revocation', 'clearance', () => clearance.revoke('a test')],
    ['too long a wait', 'order-age', () => at.later(limits.maxSubmitDelayMs + 1)],
  ])('does not leave after %s', async (_what, control, happen) => {
    expect(await meanwhile(happen)).toMatchObject({ outcome: 'refused', control });
    expect(placed()).toHaveLength(0);
    expect(at.exchange.seen.filter(({ method }) => method === 'POST')).toHaveLength(0);
    expect(await at.journal.unresolvedIntents()).toEqual([]);
    expect(await at.journal.openIntents()).toEqual([]);
  });

  it('leaves once when nothing happened, and the next one over the same connection', async () => {
    expect(await meanwhile(() => undefined)).toMatchObject({ outcome: 'placed' });
    expect(await gate.submit({ ...buy, amount: '0.002' })).toMatchObject({ outcome: 'placed' });
    expect([placed().length, held?.length]).toEqual([2, 1]);
  });

  it('never left when that is not made in time', async () => {
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'rejected', code: 'VENUE_TIMEOUT' });
    release();
    await new Promise((done) => setTimeout(done, 50));
    expect(placed()).toHaveLength(0);
  });
});
