import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerLine, serveControl } from '../src/control.ts';
import { call } from './support/caller.ts';

async function ask(
  message: unknown,
  options = {},
): Promise<{ id: unknown; answer?: unknown; error?: { code: string } }> {
  const { exchange } = await call(options);
  return JSON.parse(await answerLine(exchange, typeof message === 'string' ? message : JSON.stringify(message)));
}

/** Two ends of one stream, as a parent and a child hold them. */
async function pair(): Promise<[Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const far = await accepted;
  server.close();
  onTestFinished(() => {
    near.destroy();
    far.destroy();
  });
  return [near, far];
}

describe('the control protocol', () => {
  it('answers each ask under its id', async () => {
    expect(await ask({ id: 1, ask: 'url' })).toEqual({ id: 1, answer: expect.stringMatching(/^http:/) });
    expect(await ask({ id: 2, ask: 'mint', grant: { ips: null } })).toMatchObject({
      answer: { apiKey: expect.any(String) },
    });
    expect(await ask({ id: 3, ask: 'counts' })).toMatchObject({ answer: { orders: 0 } });
    expect(await ask({ id: 4, ask: 'advance', candles: 2 })).toMatchObject({ answer: { minutes: 2, ended: false } });
    expect(await ask({ id: 'x', ask: 'log' })).toEqual({ id: 'x', answer: [] });
    expect(await ask({ id: 6, ask: 'close' })).toEqual({ id: 6, answer: null });
  });

  it('says what was wrong with an ask, and goes on', async () => {
    expect(await ask('not json')).toMatchObject({ id: null, error: { code: 'ASK_INVALID' } });
    for (const wrong of ['[]', 'null', '5', '{}', '{"ask":"constructor"}', '{"ask":["url"],"id":{}}']) {
      expect((await ask(wrong)).error?.code ?? 'none').toBe(wrong.includes('url') ? 'none' : 'ASK_INVALID');
    }
    expect(await ask({ id: 1, ask: 'mint', grant: { reading: 'yes' } })).toMatchObject({
      error: { code: 'GRANT_INVALID' },
    });
    expect(await ask({ id: 1, ask: 'regrant', apiKey: 'x' })).toMatchObject({ error: { code: 'KEY_UNKNOWN' } });
    expect(await ask({ id: 1, ask: 'advance', candles: 'two' })).toMatchObject({ error: { code: 'OPTION_INVALID' } });
    expect(await ask({ id: 1, ask: 'advance', candles: 1 }, { lockStep: false })).toMatchObject({
      error: { code: 'NOT_LOCK_STEP' },
    });
  });

  it('keeps the order of the asks, whatever pieces they come in, and ends with the socket', async () => {
    const { exchange } = await call();
    const [near, far] = await pair();
    const served = serveControl(exchange, far);
    let got = '';
    near.setEncoding('utf8').on('data', (part: string) => {
      got += part;
    });
    near.write('{"id":1,"ask":"url"}\n{"id":2,"a');
    await new Promise((resolve) => setTimeout(resolve, 20));
    near.write('sk":"counts"}\n');
    while (got.split('\n').length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(
      got
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1, 2]);
    near.end();
    await served;
  });

  it('hangs up on a line that does not end', async () => {
    const { exchange } = await call();
    const [near, far] = await pair();
    near.on('error', () => {});
    near.write('x'.repeat(100_000));
    await serveControl(exchange, far);
  });
});
