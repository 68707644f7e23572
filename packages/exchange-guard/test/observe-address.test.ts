import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonical, observeAddress } from '../src/observe-address.ts';

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
    if (path === '/pieces') {
      response.write('203.0.');
      setTimeout(() => response.end('113.7'), 20);
      return;
    }
    if (path === '/half') {
      response.write('203.0.113.7');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    if (path === '/endless') {
      const more = setInterval(() => response.write('7'.repeat(3000)), 5);
      response.on('close', () => clearInterval(more));
      return;
    }
    if (path === '/asked') {
      response.end(
        `${request.headers.accept} ${request.headers.connection}`.includes('text/plain, application/json close')
          ? '203.0.113.7'
          : '',
      );
      return;
    }
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

/** What one service comes to, that answers with this. */
const told = async (text: string, status = 200) => {
  const fetch = async () => ({ status, text });
  const { answers: all } = await observeAddress(['https://echo.example/ip'], { timeoutMs: 300, fetch });
  return all[0];
};
const host = 'echo.example';
const noAddress = { host, problem: 'answered with something that is not an address' };

describe('an answer', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7\r\n', '203.0.113.7'],
    ['{"ip":"203.0.113.7"}', '203.0.113.7'],
    ['  {"ip":" 2001:DB8::7 ","country":"XX"}\n', '2001:db8::7'],
    ['::FFFF:203.111.113.107', '203.111.113.107'],
    ['a::ffff:203.0.113.7', 'a::ffff:cb00:7107'],
    [`{"ip":"203.0.113.7"${' '.repeat(4096 - 20)}}`, '203.0.113.7'],
  ])('%j is the address %s', async (text, address) => {
    expect(await told(text)).toEqual({ host, address });
  });

  it.each([
    '',
    'nonsense',
    '"203.0.113.7"',
    '["203.0.113.7"]',
    'null',
    '{}',
    '{"ip":null}',
    '{"ip":["203.0.113.7"]}',
    '{"address":"203.0.113.7"}',
    '203.0.113.7}',
    '203.0.113.7 or so',
    '::ffff:203.0.113.7x',
    '::ffff:999.0.113.7',
    'fe80::1%eth0',
    '203.0.113.256',
    `{"ip":"203.0.113.7"${' '.repeat(4097 - 20)}}`,
  ])('%j is none', async (text) => {
    expect(await told(text)).toEqual(noAddress);
  });

  it.each([0, 199, 201, 204, 301, 404, 500])('with the status %i is none, whatever it holds', async (status) => {
    expect(await told('203.0.113.7', status)).toEqual({ host, problem: `answered ${status}` });
  });

  it.each(['nonsense', '', 'fe80::1%eth0', '203.0.113', '::ffff:1.2.3'])('%j is no spelling of one', (text) => {
    expect(canonical(text)).toBeUndefined();
  });
});

describe('several answers', () => {
  const among = (...texts: readonly string[]) =>
    observeAddress(
      texts.map((_, index) => `https://echo-${index}.example/`),
      {
        timeoutMs: 300,
        fetch: async (url) => ({ status: 200, text: texts[Number(/\d+/.exec(url)?.[0])] ?? '' }),
      },
    );

  it('are put in one order, IPv4 first, each once, and counted by their hosts', async () => {
    const [one, two] = ['203.0.113.7', '203.0.113.8'];
    const [six, seven] = ['2001:db8::6', '2001:db8::7'];
    for (const texts of [
      [one, two, six, seven],
      [seven, six, two, one],
      [six, one, seven, two],
      [two, seven, one, six],
    ]) {
      expect(await among(...texts)).toMatchObject({ addresses: [one, two, six, seven], disagree: true, witnesses: 4 });
    }
    expect(await among(one, six, one, 'none')).toMatchObject({ addresses: [one, six], disagree: false, witnesses: 3 });
    expect(await among(six, seven)).toMatchObject({ disagree: true, witnesses: 2 });
    expect(await among()).toEqual({ answers: [], addresses: [], disagree: false, witnesses: 0 });
  });
});

describe('a service', () => {
  it('is told by its host, and one that has none as that', async () => {
    const fetch = () => Promise.reject(new Error('not for others: a word'));
    const { answers: all } = await observeAddress(['https://echo.example:8443/ip', 'nonsense'], {
      timeoutMs: 300,
      fetch,
    });
    expect(all).toEqual([
      { host: 'echo.example:8443', problem: 'could not be reached' },
      { host: 'an address that is not a URL', problem: 'could not be reached' },
    ]);
  });

  it('is asked for text or JSON, on a connection of its own', async () => {
    expect((await observe('/asked')).addresses).toEqual(['203.0.113.7']);
  });

  it('may answer in pieces', async () => {
    expect((await observe('/pieces')).addresses).toEqual(['203.0.113.7']);
  });

  it.each([
    ['/half', 'could not be reached'],
    ['/endless', 'could not be reached'],
    ['/away', 'answered 302'],
    ['/missing', 'answered 500'],
    ['/slow', 'did not answer within 300 ms'],
  ])('that comes to %s is told as what it is', async (path, problem) => {
    expect((await observe(path)).answers).toEqual([{ host: new URL(base).host, problem }]);
  });

  it('that is not there is told as that', async () => {
    const { answers: all } = await observeAddress(['http://127.0.0.1:1/'], { timeoutMs: 300 });
    expect(all).toEqual([{ host: '127.0.0.1:1', problem: 'could not be reached' }]);
  });

  it('is spoken to in TLS where its address says so, and nowhere else', async () => {
    const secure = base.replace('http:', 'https:');
    const { answers: all } = await observeAddress([`${secure}/text`], { timeoutMs: 300 });
    expect(all).toEqual([{ host: new URL(base).host, problem: 'could not be reached' }]);
    expect(await observeAddress([`${base}/text#https:`], { timeoutMs: 300 })).toMatchObject({
      addresses: ['203.0.113.7'],
    });
  });

  it('that answered is waited for no longer', async () => {
    vi.useFakeTimers();
    try {
      expect(await told('203.0.113.7')).toEqual({ host, address: '203.0.113.7' });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
