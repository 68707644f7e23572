import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auditPermissions } from '@gatehouse/exchange-guard';
import type { BenchExchange } from './exchange.ts';
import { figuresOf, type Row } from './figures.ts';
import { openDesk, openedVenue, rawClient, symbol } from './order.ts';

const clock = (): Date => new Date();
const audited = /apiRestrictions/;

/** What it costs to ask what the key may do: requests counted on their way to the exchange, and time beside a bare call. */
export async function measureAudit(exchange: BenchExchange, runs: number): Promise<readonly Row[]> {
  const orders = 20;
  const { atStart, perOrder, ofOrders } = await counted(exchange, orders);
  const venue = await openedVenue(exchange);
  const raw = await rawClient(exchange);
  const series = { guarded: [] as number[], raw: [] as number[] };
  for (let run = -20; run < runs; run += 1) {
    let begun = performance.now();
    const verdict = await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock });
    const guarded = performance.now() - begun;
    if (verdict.result !== 'pass') throw new Error(`the audit of the bench key said: ${verdict.says}`);
    begun = performance.now();
    await raw.sapiGetAccountApiRestrictions();
    const bare = performance.now() - begun;
    if (run < 0) continue;
    series.guarded.push(guarded);
    series.raw.push(bare);
  }
  venue.close();
  const [g, r] = [figuresOf(series.guarded), figuresOf(series.raw)];
  return [
    {
      what: 'the audit at start',
      measured: `${atStart} round trip${atStart === 1 ? '' : 's'}`,
      beside: 'counted on the way to the exchange',
      bar: { says: '1', held: atStart === 1 },
    },
    {
      what: 'the audit per order',
      measured: `${perOrder} round trips`,
      beside: `${ofOrders} requests left for ${orders} orders, all of them orders`,
      bar: { says: '0', held: perOrder === 0 && ofOrders === orders },
    },
    {
      what: 'the audit, asked and judged',
      measured: `${(g.p50 * 1000).toFixed(0)} µs p50`,
      beside: `p95 ${(g.p95 * 1000).toFixed(0)} µs, ${g.count} audits`,
    },
    {
      what: 'bare ccxt, the same signed call',
      measured: `${(r.p50 * 1000).toFixed(0)} µs p50`,
      beside: `the audit is ${(g.p50 / r.p50).toFixed(2)} × it`,
    },
  ];
}

/** Counts what passes on its way to the exchange, at a start and then for some orders. */
async function counted(exchange: BenchExchange, orders: number) {
  const seen: string[] = [];
  const between = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const { method, headers } = incoming;
    const passed = request(
      new URL(incoming.url ?? '/', exchange.url),
      { method: method ?? 'GET', headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.once('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((done) => between.listen(0, '127.0.0.1', done));
  const { port } = between.address() as AddressInfo;
  const { gate, price, close } = await openDesk({ ...exchange, url: `http://127.0.0.1:${port}` });
  const asksOf = (requests: readonly string[]): number => requests.filter((one) => audited.test(one)).length;
  const atStart = asksOf(seen);
  const placed: string[] = [];
  // The price to compare with is taken once a minute; the first order takes it.
  for (let order = 0; order <= orders; order += 1) {
    if (order === 1) seen.length = 0;
    const amount = (0.001 + order * 0.00001).toFixed(5);
    const submitted = await gate.submit({ symbol, side: 'buy', kind: 'limit', amount, price, reason: 'counted' });
    if (submitted.outcome !== 'placed') throw new Error(`the gate answered ${submitted.outcome}`);
    placed.push(submitted.clientOrderId);
  }
  const sent = [...seen];
  for (const id of placed) await gate.cancel(id);
  await close();
  between.closeAllConnections();
  await new Promise<void>((done) => between.close(() => done()));
  return { atStart, perOrder: asksOf(sent), ofOrders: sent.length };
}
