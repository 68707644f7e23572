import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CcxtClient, CcxtConstructor } from '../src/ccxt-class.ts';
import type { Door, VenueRow } from '../src/venues/row.ts';
import { type FakeExchange, send } from './fake-exchange.ts';
import { anewForEach, Base, build, call, client, exchange, row } from './guarded.ts';

anewForEach();

describe('a call to the guarded client', () => {
  it.each([300, 304, 307, 399])('follows no answer with the status %i', async (status) => {
    exchange.answer('GET /api/v3/time', (response) => void response.writeHead(status, { location: '/' }).end('{}'));
    await expect(client.fetchTime()).rejects.toMatchObject({
      code: 'HOST_FOREIGN',
      message: 'Binance answered with a redirect, which is never followed.',
      answer: { status },
    });
  });

  it.each(['7', 'null', '"text"', 'true'])('takes %s for no answer', async (body) => {
    exchange.answer('GET /api/v3/time', (response) => send(response, 200, body));
    await expect(client.fetchTime()).rejects.toMatchObject({
      code: 'VENUE_MALFORMED',
      message: 'Binance answered GET time with something that is not the documented JSON.',
      answer: { status: 200 },
    });
  });

  it('reads a mebibyte where its door says nothing else, and as much as that where it does', async () => {
    const large = (bytes: number) =>
      exchange.answer('GET /api/v3/time', (response) => {
        const rest = '{"serverTime":1,"x":""}'.length;
        send(response, 200, `{"serverTime":1,"x":"${'x'.repeat(bytes - rest)}"}`);
      });
    large(1024 * 1024);
    expect(await client.fetchTime()).toBe(1);
    large(1024 * 1024 + 1);
    await expect(client.fetchTime()).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
    const doors = row.doors.map((door) => (door.path === 'time' ? { ...door, maxBytes: 100 } : door));
    const small = build(exchange, { ...row, doors });
    large(100);
    expect(await small.fetchTime()).toBe(1);
    large(101);
    await expect(small.fetchTime()).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
  });

  it.each([400, 418, 499])(
    'takes no answer with the status %i for one that is well, whatever it says',
    async (status) => {
      exchange.answer('GET /api/v3/time', (response) => send(response, status, '{"serverTime":1}'));
      await expect(client.fetchTime()).rejects.toMatchObject({ code: 'VENUE_REFUSED', answer: { status } });
    },
  );
});

describe('what ccxt makes of an answer', () => {
  type Loose = new (config: object) => CcxtClient;
  const open: Door = { api: 'public', method: 'GET', path: 'ping', use: 'public' };
  const its: VenueRow = { ...row, doors: [...row.doors, open] };

  it.each([7, null, undefined, 'text', true])('is not believed when it is %s', async (answer) => {
    class Odd extends (Base as unknown as Loose) {
      override async handleRestResponse(): Promise<unknown> {
        return answer;
      }
    }
    exchange.answer('GET /api/v3/ping', {});
    const odd = build(exchange, its, Odd as unknown as CcxtConstructor);
    await expect(call(odd, 'publicGetPing')).rejects.toMatchObject({
      code: 'VENUE_MALFORMED',
      answer: { status: 200 },
    });
  });

  it('that it cannot read is told with its status', async () => {
    class Failing extends (Base as unknown as Loose) {
      override async handleRestResponse(): Promise<unknown> {
        throw new Error('ccxt has a bad day');
      }
    }
    exchange.answer('GET /api/v3/ping', (response) => send(response, 503, {}));
    const failing = build(exchange, its, Failing as unknown as CcxtConstructor);
    await expect(call(failing, 'publicGetPing')).rejects.toMatchObject({
      code: 'VENUE_UNAVAILABLE',
      answer: { status: 503 },
    });
  });

  it.each([400, 503])('is no answer when its status is %i, even if ccxt sees nothing wrong', async (status) => {
    class Easy extends (Base as unknown as Loose) {
      override handleErrors(): undefined {}
      override handleHttpStatusCode(): undefined {}
    }
    exchange.answer('GET /api/v3/ping', (response) => send(response, status, {}));
    const easy = build(exchange, its, Easy as unknown as CcxtConstructor);
    await expect(call(easy, 'publicGetPing')).rejects.toMatchObject({ answer: { status } });
  });

  it('is kept as the cause where it was an error', async () => {
    exchange.answer('GET /api/v3/time', (response) => send(response, 404, '<html>'));
    const error = await client.fetchTime().catch((thrown: unknown) => thrown);
    expect((error as Error).cause).toBeDefined();
  });
});

describe('what comes back', () => {
  const answers: readonly (readonly [string, string, (text: FakeExchange) => void])[] = [
    [
      'a redirect',
      'HOST_FOREIGN',
      (x) => x.answer('GET /api/v3/account', (r) => void r.writeHead(302, { location: '/api/v3/time' }).end()),
    ],
    ['HTML with 200', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, '<html></html>'))],
    ['nothing', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, ''))],
    ['half of it', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, '{"balances":['))],
    ['another shape', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', {})],
    ['a list', 'VENUE_MALFORMED', (x) => x.answer('GET /api/v3/account', [])],
    [
      'too much',
      'VENUE_MALFORMED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 200, `{"balances":[],"x":"${'x'.repeat(5_000_000)}"}`)),
    ],
    ['a server error', 'VENUE_UNAVAILABLE', (x) => x.answer('GET /api/v3/account', (r) => send(r, 502, '<html>'))],
    [
      'a refusal',
      'VENUE_REFUSED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 401, { code: -2015, msg: 'Invalid' })),
    ],
    ['a refusal without words', 'VENUE_REFUSED', (x) => x.answer('GET /api/v3/account', (r) => send(r, 418, ''))],
    [
      'a teapot of an unknown kind',
      'VENUE_REFUSED',
      (x) => x.answer('GET /api/v3/account', (r) => send(r, 499, '{"balances":[]}')),
    ],
  ];
  it.each(answers)('%s becomes %s', async (_what, code, arrange) => {
    arrange(exchange);
    await expect(call(client, 'privateGetAccount')).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('carries no key, signature or query in an error, however it is printed', async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      exchange.answer('GET /api/v3/account', (response, { params }) =>
        send(response, status, {
          code: -1,
          msg: `key ${exchange.apiKey} and ${exchange.secret} signature=${params.get('signature')}`,
        }),
      );
      const error = await call(client, 'privateGetAccount').catch((thrown: unknown) => thrown);
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + (error as Error).stack;
      expect(shown).toContain('GuardError');
      expect(shown).not.toContain(exchange.apiKey);
      expect(shown).not.toContain(exchange.secret);
      expect(shown).not.toMatch(/signature=[0-9a-f]{64}|timestamp=\d/);
    }
  });

  it('keeps the code of the exchange where ccxt drops it', async () => {
    exchange.answer('GET /api/v3/account', (response) =>
      send(response, 400, { code: -2010, msg: 'Account has insufficient balance for requested action.' }),
    );
    await expect(call(client, 'privateGetAccount')).rejects.toThrow(
      expect.objectContaining({ answer: expect.objectContaining({ code: '-2010', status: 400 }) }),
    );
  });
});
