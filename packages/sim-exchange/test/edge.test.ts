import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimExchange } from '../src/index.ts';
import { call, sign } from './support/caller.ts';
import { NOON } from './support/ground.ts';

describe('the HTTP edge', () => {
  it('answers on 127.0.0.1 alone', async () => {
    const { exchange } = await call();
    expect(exchange.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(exchange.url).port);
    await expect(reach('127.0.0.2', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(reach('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('says in one sentence that a port is busy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => {
      other.close();
    });
    const { port } = other.address() as AddressInfo;
    const start = startSimExchange({ seed: 1, balances: {}, candleMs: 1_000, clock: () => new Date(NOON), port });
    await expect(start).rejects.toMatchObject({ code: 'PORT_BUSY', message: expect.stringContaining(`Port ${port}`) });
  });

  it('checks a signature over exactly the bytes sent', async () => {
    const { send, exchange } = await call();
    const { apiKey, secret } = exchange.mintKey();
    const headers = { 'X-MBX-APIKEY': apiKey, 'Content-Type': 'application/x-www-form-urlencoded' };
    const query = 'symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC';
    const body = `quantity=0.001&price=60000&timestamp=${NOON}`;
    const post = (payload: string, sentQuery = query, sentBody = body) =>
      send('POST', `/api/v3/order?${sentQuery}`, { headers, body: `${sentBody}&signature=${sign(secret, payload)}` });
    expect((await post(query + body)).http).toBe(200);
    expect((await post(`${query}&${body}`)).json.code).toBe(-1022);
    expect((await post(query + body, query.replace('BUY', 'SELL'))).json.code).toBe(-1022);
    // The same value in other bytes is another text.
    expect((await post(query + body, query.replace('GTC', '%47TC'))).json.code).toBe(-1022);
    const encoded = query.replace('GTC', '%47TC');
    expect((await post(encoded + body, encoded)).http).toBe(200);
    expect(exchange.counts().orders).toBe(2);
  });

  it('refuses a request that it has no endpoint for, or that is too long, and goes on', async () => {
    const { send, get, exchange } = await call();
    expect(await get('/api/v3/nothing')).toMatchObject({ http: 404 });
    expect(await send('PUT', '/api/v3/order')).toMatchObject({ http: 404 });
    const long = await send('POST', '/api/v3/order', { body: 'x'.repeat(20_000) }).catch(() => 'cut off');
    expect(long === 'cut off' || (long as { http: number }).http === 413).toBe(true);
    expect((await get(`/api/v3/time?${'x'.repeat(20_000)}`)).http).toBe(431);
    expect((await get('/api/v3/time')).http).toBe(200);
    expect(exchange.counts().orders).toBe(0);
  });

  it('enforces rate limits where they are given', async () => {
    const { get } = await call({ rateLimits: { weightPerMinute: 2 } });
    expect((await get('/api/v3/time')).headers.get('x-mbx-used-weight-1m')).toBe('1');
    await get('/api/v3/time');
    const limited = await get('/api/v3/time');
    expect(limited).toMatchObject({ http: 429, json: { code: -1003 } });
    expect(limited.headers.get('retry-after')).toBe('60');
  });

  it('tells a wrong key, a wrong address and a missing permission apart for nobody', async () => {
    const { signed, exchange } = await call();
    const answers = [
      { apiKey: 'A'.repeat(64), secret: 'B'.repeat(64) },
      exchange.mintKey({ ips: ['203.0.113.7'] }),
      exchange.mintKey({ reading: false }),
    ].map((key) => signed('GET', '/api/v3/account', {}, key));
    for (const { http, json } of await Promise.all(answers)) {
      expect([http, json]).toEqual([401, { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }]);
    }
  });
});

function reach(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
