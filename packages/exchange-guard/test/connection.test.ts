import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConnection, openVenue, type Venue } from '../src/index.ts';
import { FakeExchange, send } from './fake-exchange.ts';

const clock = () => new Date();
let exchange: FakeExchange;
let venue: Venue;

beforeEach(async () => {
  exchange = await new FakeExchange().start();
  const { credentials, url } = exchange;
  venue = await openVenue({ exchange: 'binance', credentials, exchangeUrl: url, clock, bot: 'test', timeoutMs: 300 });
});
afterEach(async () => {
  venue.close();
  await exchange.stop();
});

describe('the connection', () => {
  it('warns of a stand-in that answers with the right time', async () => {
    expect(await checkConnection(venue)).toMatchObject({ result: 'warn', evidence: { standIn: true } });
  });

  it('passes for the exchange itself', async () => {
    const itself = Object.assign(Object.create(null), {
      exchange: 'binance',
      standIn: false,
      hosts: ['api.binance.com:443'],
      serverTime: () => venue.serverTime(),
    });
    expect(await checkConnection(itself)).toMatchObject({ result: 'pass' });
  });

  it.each([10_000, -10_000, 1500, -1500])('fails when the clocks are %d ms apart', async (off) => {
    exchange.clockOffMs = off;
    const verdict = await checkConnection(venue);
    expect(verdict).toMatchObject({ result: 'fail', fix: expect.stringContaining('clock') });
    expect(verdict.says).toContain(off > 0 ? 'behind' : 'ahead of');
  });

  it('asks again when the first answer took long, and believes the quickest', async () => {
    const late = (delay: number) => (response: Parameters<typeof send>[0]) => {
      const serverTime = Date.now() + (delay > 0 ? 2000 : 0);
      setTimeout(() => send(response, 200, { serverTime }), delay);
    };
    exchange.answer('GET /api/v3/time', late(200), late(0));
    expect(await checkConnection(venue)).toMatchObject({ result: 'warn' });
  });

  it.each([
    ['a server error', (response: Parameters<typeof send>[0]) => send(response, 500, '')],
    ['a page', (response: Parameters<typeof send>[0]) => send(response, 200, '<html>')],
    ['a time that is none', (response: Parameters<typeof send>[0]) => send(response, 200, { serverTime: 'now' })],
    ['no time', (response: Parameters<typeof send>[0]) => send(response, 200, {})],
    ['silence', () => undefined],
  ])('fails for %s and does not throw', async (_what, answer) => {
    exchange.answer('GET /api/v3/time', answer);
    expect(await checkConnection(venue)).toMatchObject({ result: 'fail', fix: expect.any(String) });
  });

  it('uses no key', async () => {
    await checkConnection(venue);
    expect(exchange.seen.every(({ headers }) => headers['x-mbx-apikey'] === undefined)).toBe(true);
  });
});
