import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const egress = fileURLToPath(new URL('../src/egress.ts', import.meta.url));
let server: Server;
let port: number;
let hits = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    hits += 1;
    response.end('reached');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

/** Runs a script in a process of its own; it prints what came of a connection. */
async function attempt(script: string, closed = true): Promise<string> {
  const source = `
    import http from 'node:http'; import net from 'node:net'; import https from 'node:https';
    ${closed ? `import { allowEgress } from ${JSON.stringify(egress)};` : ''}
    const port = ${port};
    const come = (made) => new Promise((done) => { made.on('error', (e) => done(e.code)); made.on('connect', () => done('connected')); made.on('response', () => done('connected')); });
    ${script}
    process.exit();`;
  const args = ['--input-type=module', '-e', source];
  return (await promisify(execFile)(process.execPath, args)).stdout.trim();
}

describe('a process that imported egress.ts', () => {
  const ways: readonly (readonly [string, string])[] = [
    ['http', 'console.log(await come(http.get({ host: "127.0.0.1", port })));'],
    ['https', 'console.log(await come(https.get({ host: "127.0.0.1", port })));'],
    ['a socket by options', 'console.log(await come(net.connect({ host: "127.0.0.1", port })));'],
    ['a socket by port and host', 'console.log(await come(net.connect(port, "127.0.0.1")));'],
    ['a socket by port alone', 'console.log(await come(net.connect(port)));'],
    ['a socket made by hand', 'console.log(await come(new net.Socket().connect(port, "127.0.0.1")));'],
    ['a local socket', 'console.log(await come(net.connect("/tmp/no-such-socket")));'],
    [
      'a local socket by options',
      'console.log(await come(net.connect({ path: "/tmp/no-such-socket", host: "127.0.0.1", port })));',
    ],
    [
      'fetch',
      'console.log(await fetch("http://127.0.0.1:" + port).then(() => "connected", (e) => e.cause?.code ?? e.code));',
    ],
    ['a name', 'console.log(await come(net.connect({ host: "localhost", port })));'],
  ];
  it.each(ways)('reaches nothing by %s', async (_way, script) => {
    hits = 0;
    expect(await attempt(script)).toBe('EGRESS_REFUSED');
    expect(hits).toBe(0);
  });

  it('would have reached it without, so that a misspelt attempt cannot pass', async () => {
    for (const [way, script] of ways.filter(([name]) => !/local|https/.test(name))) {
      expect(await attempt(script, false), way).toBe('connected');
    }
  });

  it('cannot take the wall away again', async () => {
    const script = `
      try { net.Socket.prototype.connect = () => undefined; console.log('replaced'); } catch (e) { console.log(e.constructor.name); }
      try { Object.defineProperty(net.Socket.prototype, 'connect', { value: 1 }); console.log('replaced'); } catch (e) { console.log(e.constructor.name); }`;
    expect(await attempt(script)).toBe('TypeError\nTypeError');
  });

  it('reaches what was allowed, by that name and port alone', async () => {
    const script = `
      allowEgress(['127.0.0.1:' + port]);
      console.log(await come(net.connect({ host: '127.0.0.1', port })));
      console.log(await come(net.connect({ host: '127.0.0.1', port: port + 1 })));
      console.log(await come(net.connect({ host: 'localhost', port })));
      console.log(await come(net.connect({ host: '127.0.0.2', port })));
      console.log(await come(net.connect({ path: '/tmp/no-such-socket', host: '127.0.0.1', port })));
      allowEgress(['127.0.0.1']);
      console.log(await come(net.connect({ host: '127.0.0.1', port })));
      allowEgress(['[::1]:' + port, 'LOCALHOST']);
      console.log(await come(net.connect({ host: 'localhost', port })));
      console.log(await come(net.connect({ host: '127.0.0.1', port })));`;
    expect((await attempt(script)).split('\n')).toEqual([
      'connected',
      'EGRESS_REFUSED',
      'EGRESS_REFUSED',
      'EGRESS_REFUSED',
      'EGRESS_REFUSED',
      'connected',
      'connected',
      'EGRESS_REFUSED',
    ]);
  });
});
