import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CredentialField, Secret } from '@gatehouse/secrets';
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

describe('a refusal', () => {
  const refused = async (status: number, answer: unknown) => {
    exchange.answer(ENDPOINT, (response) => send(response, status, answer));
    return audit();
  };
  const head = 'binance did not say what the key may do. ';

  it('is told in our words and in the exchange’s, which are kept short', async () => {
    const verdict = await refused(400, { code: -2014, msg: 'w'.repeat(300) });
    expect(verdict).toEqual({
      result: 'fail',
      says: `${head}Binance says that the API key has the wrong format (-2014). It said: -2014 ${'w'.repeat(154)}`,
      evidence: { exchange: 'binance', code: 'VENUE_REFUSED', status: 400, venueCode: '-2014' },
      fix: 'Copy the API key again, whole: it is 64 letters and digits.',
    });
  });

  it('is not told twice when it has no words, or those that we have', async () => {
    const { says } = await refused(400, { code: -2014 });
    expect(says).toBe(`${head}Binance says that the API key has the wrong format (-2014).`);
  });

  it('is not told in words that are none', async () => {
    const { says, evidence } = await refused(400, { code: -2014, msg: '' });
    expect(says).toBe(`${head}Binance says that the API key has the wrong format (-2014).`);
    expect(evidence).toStrictEqual({ exchange: 'binance', code: 'VENUE_REFUSED', status: 400, venueCode: '-2014' });
  });

  it('of our own making is told, too: the audit throws nothing', async () => {
    const broken = (): Date => {
      throw new Error('the clock is gone');
    };
    expect(await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock: broken })).toStrictEqual({
      result: 'fail',
      says: `${head}The call failed.`,
      evidence: { exchange: 'binance', code: 'UNKNOWN', status: null, venueCode: null },
      fix: 'Check the network and that the exchange is up, then start again.',
    });
    expect(exchange.seen).toEqual([]);
  });

  it('that stands for three causes is marked, with the address that the exchange names', async () => {
    const { evidence } = await refused(401, { code: -2015, msg: 'Invalid API-key, IP, or permissions, 203.0.113.7' });
    expect(evidence).toEqual({
      exchange: 'binance',
      code: 'VENUE_REFUSED',
      status: 401,
      venueCode: '-2015',
      exchangeSees: '203.0.113.7',
      ambiguous: true,
    });
  });

  it('of a kind that nobody here knows is told as it came', async () => {
    const { says, fix } = await refused(400, { code: -9999, msg: 'the moon' });
    expect(says).toBe(`${head}Binance answered -9999: the moon.`);
    expect(fix).toBe('Check the network and that the exchange is up, then start again.');
  });

  it('that never came is told as that', async () => {
    exchange.answer(ENDPOINT, () => undefined);
    expect(await audit()).toEqual({
      result: 'fail',
      says: `${head}The exchange did not answer whole within 300 ms.`,
      evidence: { exchange: 'binance', code: 'VENUE_TIMEOUT', status: null, venueCode: null },
      fix: 'Check the network and that the exchange is up, then start again.',
    });
  });

  it('to make sense names what is wrong, and no more than twelve things', async () => {
    const names = [
      ...Object.keys(restrictions),
      'enablePortfolioMarginTrading',
      'enableFixApiTrade',
      'enableFixReadOnly',
    ];
    exchange.answer(
      ENDPOINT,
      Object.fromEntries([...names, 'tradingAuthorityExpirationTime'].map((name) => [name, 'x'])),
    );
    const { says, evidence } = await audit();
    const problems = evidence.problems as readonly string[];
    expect(problems).toHaveLength(12);
    expect(evidence).toEqual({ exchange: 'binance', problems });
    expect(says).toBe(
      `binance did not say what the key may do in a way that can be relied on: ${problems.join('; ')}.`,
    );
  });
});

/** Asks one of the exchanges that take several questions, or answer otherwise, on loopback. */
async function asked(
  id: string,
  key: Readonly<Partial<Record<CredentialField, string>>>,
  answers: Readonly<Record<string, (response: ServerResponse) => void>>,
) {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const [path = '', query = ''] = (request.url ?? '').split('?');
    arrived.push(`${path.slice(path.lastIndexOf('/') + 1)}${/[?&]?(uid=\d+)/.exec(query)?.[1] ?? ''}`);
    const answer = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1];
    if (answer === undefined) send(response, 404, {});
    else answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const fields = new Map(
    (Object.entries(key) as [CredentialField, string][]).map(([name, value]) => [name, Secret.of(value)]),
  );
  const other = await openVenue({
    exchange: id,
    credentials: { exchange: id, fields, origin: 'a test', exempt: [] },
    exchangeUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    bot: 'test',
    timeoutMs: 300,
  });
  const verdict = await auditPermissions(other, { need: 'spot', acceptUnknown: {}, clock });
  other.close();
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
  return { verdict, arrived };
}

describe('several questions', () => {
  const key = () => ({ apiKey: randomUUID(), secret: randomUUID() });
  const passphrased = () => ({ ...key(), password: randomUUID() });
  const json =
    (answer: unknown, status = 200) =>
    (response: ServerResponse) =>
      send(response, status, answer);
  const detail = json({ user_id: 1, ip_whitelist: ['203.0.113.7'], tier: 0, key: { mode: 1 } });

  it('are asked one after the other, a later one about an earlier answer', async () => {
    const rights = {
      ipRestrict: true,
      createTime: 1_790_000_000_000,
      enableReading: true,
      enableSpotAndMarginTrading: true,
      enableWithdrawals: false,
      enableInternalTransfer: false,
      permitsUniversalTransfer: false,
      enableFutures: false,
      enableVanillaOptions: false,
    };
    const { verdict, arrived } = await asked('bingx', key(), {
      apiPermissions: json({ code: 0, msg: '', data: rights }),
      uid: json({ code: 0, msg: '', data: { uid: 42 } }),
      query: json({ code: 0, msg: '', data: { apiKeyList: [] } }),
    });
    expect(arrived).toEqual(['apiPermissions', 'uid', 'queryuid=42']);
    expect(verdict.result).toBe('pass');
  });

  it('are not asked when they need not be', async () => {
    const account = { authorities: ['stor', 'stow'], ips: '203.0.113.7', parentId: 1 };
    const { verdict, arrived } = await asked('bitget', passphrased(), {
      '/spot/account/info': json({ code: '00000', msg: 'success', data: account }),
    });
    expect(arrived).toEqual(['info']);
    expect(verdict.permissions?.addresses).toEqual(['203.0.113.7']);
  });

  it('may be refused where that is an answer in itself', async () => {
    const forbidden = json({ label: 'FORBIDDEN', message: 'no' }, 403);
    const { verdict, arrived } = await asked('gate', key(), { detail, main_keys: forbidden });
    expect(arrived).toEqual(['detail', 'main_keys']);
    expect(verdict.permissions).toMatchObject({ addresses: ['203.0.113.7'], scopes: { read: 'unknown' } });
  });

  it.each([
    ['another refusal', json({ label: 'INVALID_KEY', message: 'no' }, 401), 'VENUE_REFUSED'],
    ['a broken line', (response: ServerResponse) => void response.destroy(), 'VENUE_UNREACHABLE'],
  ])('end the audit with %s', async (_what, main_keys, code) => {
    const { verdict } = await asked('gate', key(), { detail, main_keys });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { exchange: 'gate', code } });
    expect(verdict.permissions).toBeUndefined();
  });

  it.each([
    ['1', 'warn', undefined],
    ['3', 'fail', true],
  ])('tell of an account whose orders mean something else: mode %s', async (acctLv, result, unfit) => {
    const account = {
      uid: '2',
      mainUid: '1',
      label: 'l'.repeat(100),
      perm: 'read_only,trade',
      ip: '203.0.113.7',
      acctLv,
    };
    const { verdict } = await asked('okx', passphrased(), {
      config: json({ code: '0', msg: '', data: [{ ...account, enableSpotBorrow: false }] }),
    });
    expect(verdict.result).toBe(result);
    expect(verdict.evidence.unfit).toBe(unfit);
    expect(verdict.permissions?.label).toBe('l'.repeat(60));
    if (unfit !== true) return;
    expect(verdict.evidence).toEqual({ exchange: 'okx', unfit });
    expect(verdict.fix).toMatch(/Use a key of an account/);
  });

  it('tell first what a key may do too much, whatever its account is', async () => {
    const account = { uid: '2', mainUid: '1', label: 'bot', perm: 'read_only,trade,withdraw', ip: '203.0.113.7' };
    const { verdict } = await asked('okx', passphrased(), {
      config: json({ code: '0', msg: '', data: [{ ...account, acctLv: '3', enableSpotBorrow: false }] }),
    });
    expect(verdict).toMatchObject({ result: 'fail', evidence: { against: ['withdraw', 'fiat'] } });
  });
});
