import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { FoundKey } from '@gatehouse/scanner';
import { type CredentialField, Secret } from '@gatehouse/secrets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyKey } from '../src/scan-verify.ts';
import { type StandIn, startStandIn } from './support/stand-in-binance.ts';

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

const finding = {
  path: 'a',
  line: 1,
  column: 1,
  rule: 'binance-key',
  severity: 'block',
  fingerprint: 'ab'.repeat(16),
} as const;

function found(fields: Readonly<Partial<Record<CredentialField, string>>>, exchange = 'binance'): FoundKey {
  const secrets = Object.entries(fields).map(([field, text]) => [field as CredentialField, Secret.of(text)] as const);
  return { exchange, title: 'Binance', finding, places: [finding], fields: new Map(secrets) };
}

const ask = (key: FoundKey, url = standIn.url) =>
  verifyKey(key, { env: { BOT_EXCHANGE_URL: url }, now: () => new Date() });
const whole = () => ({ apiKey: standIn.apiKey, secret: standIn.secret });

describe('a found key', () => {
  it('is live, and the exchange tells what it may do', async () => {
    Object.assign(standIn.restrictions, { enableWithdrawals: true, ipRestrict: false });
    const verdict = await ask(found(whole()));
    expect(verdict).toMatchObject({ state: 'live', can: ['read the account', 'trade spot', 'withdraw'] });
    expect(verdict.says).toMatch(/stand-in.*from any address/);
    expect(JSON.stringify(verdict)).not.toContain(standIn.apiKey);
    // One signed read and nothing else.
    expect(standIn.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /sapi/v1/account/apiRestrictions',
    ]);
    expect(standIn.withdrawals()).toBe(0);
  });

  it('of an exchange that the bot cannot trade at is asked about all the same', async () => {
    const paths: string[] = [];
    const account = { uid: '1', mainUid: '1', perm: 'read_only,withdraw', ip: '', label: 'old' };
    const okx = createServer((request, response) => {
      paths.push(request.url ?? '');
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: '0', data: [account] }));
    });
    await new Promise<void>((resolve) => okx.listen(0, '127.0.0.1', resolve));
    const { port } = okx.address() as AddressInfo;
    const key = {
      ...found({ apiKey: randomUUID(), secret: randomUUID(), password: randomUUID() }, 'okx'),
      title: 'OKX',
    };
    const url = `http://127.0.0.1:${port}`;
    const verdict = await ask(key, url);
    const incomplete = await ask(
      { ...found({ apiKey: randomUUID(), secret: randomUUID() }, 'okx'), title: 'OKX' },
      url,
    );
    okx.close();
    expect(verdict).toMatchObject({ state: 'live', can: expect.arrayContaining(['read the account', 'withdraw']) });
    expect(paths).toEqual(['/api/v5/account/config']);
    expect(incomplete).toMatchObject({ state: 'unknown', says: expect.stringContaining('password') });
  });

  it('is not called dead by an answer that has other causes', async () => {
    const other = await ask(found({ ...whole(), apiKey: 'x'.repeat(64) }));
    expect(other).toMatchObject({ state: 'unknown', says: expect.stringMatching(/-2015/) });
    const signature = await ask(found({ ...whole(), secret: 'x'.repeat(64) }));
    expect(signature).toMatchObject({ state: 'unknown', says: expect.stringMatching(/-1022/) });
  });

  it('is dead when the exchange says that there is none', async () => {
    standIn.script('GET /sapi/v1/account/apiRestrictions', {
      accepts: false,
      send: (response) =>
        void response
          .writeHead(401, { 'content-type': 'application/json' })
          .end(JSON.stringify({ code: -2008, msg: 'Invalid Api-Key ID.' })),
    });
    const verdict = await ask(found(whole()));
    expect(verdict).toMatchObject({ state: 'dead', can: [], says: expect.stringMatching(/-2008.*another region/) });
  });

  it('is not asked about without what the exchange needs, where nobody can ask, and anywhere but on loopback', async () => {
    expect(await ask(found({ apiKey: standIn.apiKey }))).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining('secret'),
    });
    expect(await ask(found(whole(), 'noexchange'))).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining('no reader'),
    });
    expect(await ask(found(whole()), 'http://192.0.2.1:80')).toMatchObject({ state: 'unknown' });
    expect(standIn.requests).toEqual([]);
  });

  it('leaves the network closed behind it, as it was before', async () => {
    await ask(found(whole()));
    const { port } = new URL(standIn.url);
    const refused = await new Promise((resolve) =>
      new Socket().on('error', resolve).connect(Number(port), '127.0.0.1'),
    );
    expect(refused).toMatchObject({ code: 'EGRESS_REFUSED' });
  });
});
