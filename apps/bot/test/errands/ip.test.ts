import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { observeOwnAddress } from '../../src/errands/ip.ts';
import { inside } from '../support/inside.ts';

/** Address services on loopback, each with its own answer; nothing for one that is down. */
async function observed(...answers: (string | undefined)[]) {
  const servers: Server[] = [];
  const urls: string[] = [];
  for (const answer of answers) {
    const server = createServer((_, response) => response.end(answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    if (answer === undefined) server.close();
    else servers.push(server);
  }
  await using house = await inside({ errand: { verb: 'ip' }, settings: { BOT_PUBLIC_IP_URLS: urls.join(',') } });
  const ending = await observeOwnAddress(house.desk);
  for (const server of servers) server.close();
  return { ...ending, printed: house.written.join(''), house };
}

describe('our own address', () => {
  it('is printed alone on its line, for a program to read, without a key', async () => {
    const { code, says, printed, house } = await observed('198.51.100.7', '{"ip":"198.51.100.7"}');
    expect([code, says, printed]).toEqual([0, undefined, '198.51.100.7\n']);
    expect([house.courier.credentials.mock.calls, house.simulator.mint.mock.calls]).toEqual([[], []]);
  });

  it('is one of each family where this machine has both', async () => {
    const { code, printed } = await observed('198.51.100.7', '2001:db8::7');
    expect([code, printed]).toEqual([0, '198.51.100.7\n2001:db8::7\n']);
  });

  it('is not known when the services disagree', async () => {
    const { code, says, fix } = await observed('198.51.100.7', '203.0.113.9');
    expect([code, says]).toEqual([1, expect.stringContaining('do not agree')]);
    expect(fix).toContain('one fixed address');
  });

  it.each([
    ['none answers', undefined],
    ['none answers with an address', 'hello'],
  ])('is not known when %s', async (_, answer) => {
    const { code, says, fix, printed } = await observed(answer, answer);
    expect([code, says, printed]).toEqual([1, 'None of 2 address services answered.', '']);
    expect(fix).toContain('BOT_PUBLIC_IP_URLS');
  });

  it('is not asked for under a wrong configuration', async () => {
    await using house = await inside({ file: { market: 'moon' } });
    expect(await observeOwnAddress(house.desk)).toMatchObject({ code: 2, fix: expect.any(String) });
  });
});
