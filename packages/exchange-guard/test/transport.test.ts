import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Incoming, type Transport, transportOf } from '../src/transport.ts';

let server: Server | undefined;
let transport: Transport | undefined;

afterEach(() => {
  transport?.close();
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener, timeoutMs?: number): Promise<(over?: object) => Promise<string>> {
  const ask = await answering(listener, timeoutMs);
  return async (over) => (await ask(over)).text();
}

async function answering(listener: RequestListener, timeoutMs = 500): Promise<(over?: object) => Promise<Incoming>> {
  server = createServer(listener);
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path?a=b`;
  const opened = transportOf({ timeoutMs });
  transport = opened;
  return (over = {}) => opened.send({ url, method: 'GET', headers: {}, body: undefined, maxBytes: 1000, ...over });
}

const code = (name: string, unsent: boolean) => expect.objectContaining({ code: name, unsent });

describe('the transport', () => {
  it.each([
    ['plain', (text: string) => Buffer.from(text), undefined],
    ['gzip', gzipSync, 'gzip'],
    ['brotli', brotliCompressSync, 'br'],
    ['deflate', deflateSync, 'deflate'],
  ] as const)('reads a %s answer', async (_name, pack, encoding) => {
    const ask = await serve((_request, response) => {
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      response.end(pack('{"täxt":1}'));
    });
    expect(await ask()).toBe('{"täxt":1}');
  });

  it('hands on the status and the text of an answer, and none of its headers', async () => {
    const ask = await answering((_request, response) => {
      response.writeHead(418, { 'set-cookie': ['a=1', 'b=2'], 'x-mbx-used-weight': '7' }).end('{}');
    });
    const { status, statusText, headers, text } = await ask();
    expect([status, statusText, headers, await text()]).toEqual([418, "I'm a Teapot", {}, '{}']);
  });

  it('sends the body with its length, and the path with its query', async () => {
    const ask = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.end(`${request.url} ${request.headers['content-length']} ${body}`));
    });
    expect(await ask({ method: 'POST', body: 'ä=1' })).toBe('/path?a=b 4 ä=1');
  });

  it('stops reading an answer that is too long, also one that only is when unpacked', async () => {
    const ask = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('x'.repeat(10_000_000)));
    });
    await expect(ask()).rejects.toThrow(code('VENUE_MALFORMED', false));
  });

  it('refuses an encoding that it did not offer, and packed nonsense', async () => {
    const ask = await serve((request, response) => {
      response.setHeader('content-encoding', request.method === 'POST' ? 'zstd' : 'gzip');
      response.end('nonsense');
    });
    await expect(ask({ method: 'POST', body: '' })).rejects.toThrow(code('VENUE_MALFORMED', false));
    await expect(ask()).rejects.toThrow(code('VENUE_UNREACHABLE', false));
  });

  it('gives up on an answer that does not begin, and on one that does not end', async () => {
    const ask = await serve((request, response) => {
      if (request.method === 'GET') response.write('{');
    }, 100);
    await expect(ask()).rejects.toThrow(code('VENUE_TIMEOUT', false));
    await expect(ask({ method: 'POST', body: '' })).rejects.toThrow(code('VENUE_TIMEOUT', false));
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const ask = await serve(() => undefined);
    await expect(ask({ url: 'http://127.0.0.1:1/' })).rejects.toThrow(code('VENUE_UNREACHABLE', true));
  });

  it('does not know it when the connection stood and broke', async () => {
    const ask = await serve((request) => request.socket.destroy());
    await expect(ask({ method: 'POST', body: 'a' })).rejects.toThrow(code('VENUE_UNREACHABLE', false));
  });

  it('asks once more over a new connection for what only reads, and never for an order', async () => {
    let requests = 0;
    const ask = await serve((request, response) => {
      requests += 1;
      // The first is answered and kept alive; the next one on that connection finds it dead.
      if (requests % 2 === 1) response.end('ok');
      else request.socket.destroy();
    });
    await ask();
    expect(await ask()).toBe('ok');
    expect(requests).toBe(3);
    await expect(ask({ method: 'POST', body: 'a' })).rejects.toThrow(code('VENUE_UNREACHABLE', false));
    expect(requests).toBe(4);
  });

  it('knows that nothing was sent when a secure connection never stood', async () => {
    const plain = createTcp((socket) => socket.end('not TLS'));
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
    const ask = await serve(() => undefined);
    await expect(ask({ url: `https://127.0.0.1:${(plain.address() as AddressInfo).port}/` })).rejects.toThrow(
      code('VENUE_UNREACHABLE', true),
    );
    plain.close();
  });

  it('asks once, when the connection stands, whether the bytes may leave; those of a new and of a kept one', async () => {
    let connections = 0;
    const ask = await serve((request, response) => request.resume().on('end', () => response.end(request.method)));
    server?.on('connection', () => {
      connections += 1;
    });
    const asked: number[] = [];
    const leaving = async (): Promise<void> => {
      await new Promise((done) => setTimeout(done, 20));
      asked.push(connections);
    };
    expect(await ask({ method: 'POST', body: 'a', leaving })).toBe('POST');
    expect(await ask({ method: 'POST', body: 'a', leaving })).toBe('POST');
    expect(asked).toEqual([1, 1]);
  });

  it('sends nothing of what may not leave, and says why', async () => {
    let requests = 0;
    let bytes = 0;
    const ask = await serve((_request, response) => {
      requests += 1;
      response.end('ok');
    });
    let closed = 0;
    server?.on('connection', (socket) =>
      socket.on('close', () => {
        closed += 1;
        bytes += socket.bytesRead;
      }),
    );
    const refusal = new Error('halted just now');
    await expect(ask({ method: 'POST', body: 'a', leaving: () => Promise.reject(refusal) })).rejects.toBe(refusal);
    await expect.poll(() => closed).toBe(1);
    expect(bytes).toBe(0);
    await ask();
    await expect(ask({ method: 'POST', body: 'a', leaving: () => Promise.reject(refusal) })).rejects.toBe(refusal);
    expect(requests).toBe(1);
  });

  it('never asks it without a connection, and sends nothing when the time is up before it is told', async () => {
    let requests = 0;
    let asked = 0;
    const ask = await serve(() => {
      requests += 1;
    }, 100);
    const leaving = async (): Promise<void> => {
      asked += 1;
      await new Promise((done) => setTimeout(done, 150));
    };
    const order = { method: 'POST', body: 'a', leaving };
    await expect(ask({ ...order, url: 'http://127.0.0.1:1/' })).rejects.toThrow(code('VENUE_UNREACHABLE', true));
    expect(asked).toBe(0);
    await expect(ask(order)).rejects.toThrow(code('VENUE_TIMEOUT', true));
    await new Promise((done) => setTimeout(done, 100));
    expect([asked, requests]).toEqual([1, 0]);
  });
});
