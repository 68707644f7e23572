import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditPermissions, openVenue, type Venue } from '../src/index.ts';
import { FakeExchange, restrictions, send } from './fake-exchange.ts';

const ENDPOINT = 'GET /sapi/v1/account/apiRestrictions';
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

const audit = () => auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock });

describe('asking the exchange what the key may do', () => {
  it('clears a trade-only key by one signed call, before anything else is asked', async () => {
    expect(await audit()).toMatchObject({ result: 'pass', permissions: { exchange: 'binance', ipBinding: true } });
    expect(exchange.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([ENDPOINT]);
  });

  it.each([
    ['can withdraw', { enableWithdrawals: true }],
    ['can transfer inside', { enableInternalTransfer: true }],
    ['can transfer anywhere', { permitsUniversalTransfer: true }],
    ['can trade futures', { enableFutures: true }],
    ['can borrow', { enableMargin: true }],
    ['can trade options', { enableVanillaOptions: true }],
    ['cannot trade', { enableSpotAndMarginTrading: false }],
    ['cannot read', { enableReading: false }],
    ['can do something new', { enableTeleport: true }],
    ['has expired', { tradingAuthorityExpirationTime: 1_600_000_000_000 }],
  ])('refuses a key that %s, and still tells what it saw', async (_what, over) => {
    exchange.answer(ENDPOINT, { ...restrictions, ...over });
    const verdict = await audit();
    expect(verdict).toMatchObject({ result: 'fail', permissions: { exchange: 'binance' } });
    expect(verdict.fix).toBeDefined();
  });

  const { ipRestrict: _, ...missing } = restrictions;
  const answers: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ['a server error', (response) => send(response, 500, '{}')],
    ['a server error that looks right', (response) => send(response, 500, restrictions)],
    ['nothing of that name', (response) => send(response, 404, restrictions)],
    ['a page', (response) => send(response, 200, '<html><body>maintenance</body></html>')],
    ['nothing', (response) => send(response, 200, '')],
    ['nothing at all', (response) => send(response, 204, '')],
    ['a torn answer', (response) => send(response, 200, JSON.stringify(restrictions).slice(0, -5))],
    ['a connection that breaks', (response) => void response.destroy()],
    ['silence', () => undefined],
    ['half and silence', (response) => void response.write('{"ipRestrict":true,')],
    ['a list', (response) => send(response, 200, [restrictions])],
    ['a number', (response) => send(response, 200, '7')],
    ['null', (response) => send(response, 200, 'null')],
    ['text that says true', (response) => send(response, 200, { ...restrictions, enableReading: 'true' })],
    ['a null', (response) => send(response, 200, { ...restrictions, enableWithdrawals: null })],
    ['a missing field', (response) => send(response, 200, missing)],
    ['an envelope', (response) => send(response, 200, { data: restrictions })],
    ['a redirect', (response) => void response.writeHead(302, { location: '/sapi/v1/elsewhere' }).end()],
    ['a flood', (response) => send(response, 200, { ...restrictions, note: 'x'.repeat(3_000_000) })],
    ['a refusal in a good status', (response) => send(response, 200, { code: -2015, msg: 'Invalid API-key' })],
  ];
  it.each(answers)('fails for %s, with a sentence and what to do', async (_what, answer) => {
    exchange.answer(ENDPOINT, answer);
    const verdict = await audit();
    expect(verdict.result).toBe('fail');
    expect(verdict.says.length).toBeGreaterThan(20);
    expect(verdict.fix?.length).toBeGreaterThan(10);
    expect(verdict.permissions).toBeUndefined();
    const shown = JSON.stringify(verdict);
    expect(shown).not.toContain(exchange.apiKey);
    expect(shown).not.toMatch(/signature/);
  });

  it('has different sentences for a wrong key, a wrong address, a wrong clock and a wrong signature', async () => {
    const said = new Set<string>();
    for (const code of [-2014, -2015, -2008, -1021, -1022, -1002]) {
      exchange.answer(ENDPOINT, (response) => send(response, 400, { code, msg: 'words' }));
      const verdict = await audit();
      expect(verdict).toMatchObject({ result: 'fail', evidence: { venueCode: String(code) } });
      said.add(`${verdict.says} ${verdict.fix}`);
    }
    expect(said.size).toBe(6);
  });

  it('never passes and never throws for anything but the documented answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => text.slice(0, -1)),
        ),
        fc.constantFrom(200, 201, 400, 403, 500),
        async (body, status) => {
          exchange.answer(ENDPOINT, (response) => send(response, status, body));
          expect((await audit()).result).toBe('fail');
        },
      ),
      { numRuns: 60 },
    );
  });
});
