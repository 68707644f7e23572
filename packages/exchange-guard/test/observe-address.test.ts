import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeAddress } from '../src/observe-address.ts';

let server: Server;
let base: string;
const answers: Record<string, string> = {
  '/text': '203.0.113.7\n',
  '/json': '{"ip": "203.0.113.7"}',
  '/other': '198.51.100.1',
  '/v6': '2001:DB8:0:0::7',
  '/mapped': '::ffff:203.0.113.7',
  '/html': '<html>hello</html>',
  '/huge': 'x'.repeat(100_000),
  '/wrong': '{"ip": 7}',
  '/torn': '{"ip": "203.0',
  '/proto': '{"__proto__": {"ip": "203.0.113.7"}}',
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/slow') return;
    if (path === '/away') {
      response.writeHead(302, { location: '/text' }).end();
      return;
    }
    response.statusCode = path in answers ? 200 : 500;
    response.end(answers[path] ?? 'no');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const observe = (...paths: string[]) =>
  observeAddress(
    paths.map((path) => base + path),
    { timeoutMs: 300 },
  );

describe('asking where we are seen', () => {
  it('understands text, JSON and both families, in one spelling each', async () => {
    const { addresses, disagree } = await observe('/text', '/json', '/v6', '/mapped');
    expect(addresses).toEqual(['203.0.113.7', '2001:db8::7']);
    expect(disagree).toBe(false);
  });

  it('notices that two services name different addresses of a family', async () => {
    expect(await observe('/text', '/other')).toMatchObject({ disagree: true });
  });

  it('counts hosts and not paths as witnesses', async () => {
    expect(await observe('/text', '/json')).toMatchObject({ witnesses: 1 });
  });

  it.each(['/html', '/huge', '/wrong', '/torn', '/proto', '/missing', '/slow', '/away'])(
    'takes %s for no address, with a reason, and does not throw',
    async (path) => {
      const { answers: told, addresses } = await observe(path);
      expect(addresses).toEqual([]);
      expect(told[0]?.problem).toBeTypeOf('string');
    },
  );

  it('does not throw on a host that is not there or a URL that is none', async () => {
    const { answers: told } = await observeAddress(['http://127.0.0.1:1/', 'nonsense'], { timeoutMs: 300 });
    expect(told.map(({ problem }) => problem)).toEqual([expect.any(String), expect.any(String)]);
  });

  it('waits no longer than the time limit, even for a fetch that ignores its signal', async () => {
    const began = Date.now();
    await observeAddress([base], { timeoutMs: 50, fetch: () => new Promise(() => undefined) });
    expect(Date.now() - began).toBeLessThan(1000);
  });
});
