import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { dateIn, dateOf, keepDate } from '../src/answer-date.ts';
import { checkConnection, openVenue, type Venue } from '../src/index.ts';

const second = 'Fri, 27 Nov 2026 10:00:00 GMT';
const middle = new Date('2026-11-27T10:00:00.500Z');

describe('the date of an answer', () => {
  it('is the middle of the second that its head names', () => {
    expect(dateIn({ date: second })).toEqual(middle);
    expect(dateIn({ date: second, age: '0' })).toEqual(middle);
  });

  it.each([
    ['none', {}],
    ['nothing', { date: '' }],
    ['words', { date: 'yesterday' }],
    ['another spelling', { date: '2026-11-27T10:00:00Z' }],
    ['no date', { date: 'Fri, 99 Nov 2026 10:00:00 GMT' }],
    ['words before it', { date: `about ${second}` }],
    ['words behind it', { date: `${second} (or so)` }],
    ['another zone', { date: 'Fri, 27 Nov 2026 10:00:00 EST' }],
    ['an answer that was stored a while ago', { date: second, age: '7' }],
    ['an answer that was stored for an untold time', { date: second, age: '' }],
  ])('is not known from %s', (_what, headers) => {
    expect(dateIn(headers)).toBeUndefined();
  });

  it('stays with the answer that it came with', () => {
    const [answer, other] = [{}, {}];
    keepDate(answer, middle);
    keepDate(other, undefined);
    expect([answer, other, undefined, null, 'text'].map(dateOf)).toEqual([middle, ...Array(4).fill(undefined)]);
  });
});

describe('an exchange that tells no time', () => {
  let server: Server | undefined;
  let venue: Venue | undefined;
  afterEach(() => {
    venue?.close();
    server?.close();
  });

  async function opened(head: () => Record<string, string>, clock = () => new Date()): Promise<Venue> {
    server = createServer((_request, response) => {
      response.sendDate = false;
      response.writeHead(200, { 'content-type': 'application/json', ...head() }).end('["btcusd"]');
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const exchangeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    venue = await openVenue({ exchange: 'bitstamp', credentials: undefined, exchangeUrl, clock, bot: 'test' });
    return venue;
  }
  const dated = (offMs: number) => () => ({ date: new Date(Date.now() + offMs).toUTCString() });

  it('is measured by the date of a public answer, and how exact that is stands beside it', async () => {
    const verdict = await checkConnection(await opened(dated(0)));
    expect(verdict).toMatchObject({ result: 'warn', evidence: { exactMs: 500 } });
    expect(verdict.says).toContain('give or take 500 ms');
    expect(Math.abs(Number(verdict.evidence.skewMs))).toBeLessThanOrEqual(600);
  });

  it.each([5_000, -5_000])('fails when the clocks are %d ms apart', async (off) => {
    const verdict = await checkConnection(await opened(dated(off)));
    expect(verdict).toMatchObject({ result: 'fail', fix: expect.stringContaining('NTP') });
    expect(verdict.says).toContain(off > 0 ? 'behind' : 'ahead of');
  });

  it.each([
    ['no date', () => ({})],
    ['the date of a stored answer', () => ({ ...dated(0)(), age: '60' })],
  ])('fails for %s', async (_what, head) => {
    expect(await checkConnection(await opened(head))).toMatchObject({
      result: 'fail',
      evidence: { code: 'VENUE_MALFORMED' },
    });
  });
});
