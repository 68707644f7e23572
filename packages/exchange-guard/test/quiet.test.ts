import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, loopback } from '../doors/loopback.ts';
import { quietFor, quietIds } from '../src/quiet.ts';
import { guardedClient, rawClient } from './door/clients.ts';

let server: Loopback;
beforeAll(async () => {
  server = await loopback();
});
afterAll(() => server.stop());

/** What each is asked, and what raw ccxt then writes by itself. */
const unasked: readonly {
  readonly id: string;
  readonly asked: readonly [string, ...unknown[]];
  readonly writes: readonly string[];
  readonly answers?: Readonly<Record<string, string>>;
}[] = [
  {
    id: 'hyperliquid',
    asked: ['loadMarkets', true],
    writes: ['POST /exchange approveBuilderFee', 'POST /exchange setReferrer'],
  },
  {
    id: 'aster',
    asked: ['loadMarkets', true],
    writes: ['POST /fapi/v3/approveBuilder'],
    answers: { 'v3/builder': '[]' },
  },
  {
    id: 'grvt',
    asked: ['fetchBalance'],
    writes: ['POST /auth/wallet/login', 'POST /full/v1/authorize_builder'],
    answers: {
      aggregated_account_summary: '{"result":{"main_account_id":"0x1234567890123456789012345678901234567890"}}',
      get_sub_accounts: '{"sub_account_ids":["1"]}',
    },
  },
  {
    id: 'pacifica',
    asked: ['cancelOrder', '1', 'BTC/USDT'],
    writes: ['POST /api/v1/account/builder_codes/approve'],
  },
];

/** The part of what arrived that does something: its address, and the action in its body where that names one. */
function writesIn(): readonly string[] {
  const acting = /"type":"(approveBuilderFee|setReferrer)"/;
  return server
    .take()
    .filter(({ method, path }) => method === 'POST' && /exchange$|approve|authorize_|login/i.test(path))
    .map(({ method, path, body }) => [method, path, acting.exec(body)?.[1]].filter(Boolean).join(' '))
    .sort();
}

const ask = async (
  client: Record<string, unknown>,
  [name, ...args]: readonly [string, ...unknown[]],
): Promise<void> => {
  await (async () => (client[name] as (...given: unknown[]) => unknown)(...args))().catch(() => undefined);
};

describe('ccxt, with a key', () => {
  it.each(unasked)(
    '$id: $asked.0 writes by itself, and behind the door it does not',
    async ({ id, asked, writes, answers }) => {
      server.answer('{}', answers);
      server.take();
      await ask(await rawClient(id, server.url), asked);
      expect(writesIn()).toEqual([...writes]);
      const { client, close } = await guardedClient(id, server.url);
      await ask(client, asked);
      expect(writesIn()).toEqual([]);
      close();
    },
  );

  it.each(['initializeClient', 'handleBuilderFeeApproval', 'approveBuilderFee', 'setRef', 'approveBuilderCode'])(
    'sends nothing when %s is called by name',
    async (name) => {
      for (const id of ['hyperliquid', 'aster', 'lighter', 'pacifica', 'grvt']) {
        const { client, close } = await guardedClient(id, server.url);
        server.take();
        if (typeof client[name] === 'function') await ask(client, [name, 1, 1, 1, 1, 1]);
        expect(server.take(), id).toEqual([]);
        close();
      }
    },
  );

  it.each(['aster', 'extended', 'grvt', 'lighter', 'nado', 'pacifica'])(
    '%s: adds no fee of its own to orders',
    async (id) => {
      expect((await rawClient(id, server.url)).options.builderFee).toBe(true);
      const { client, close } = await guardedClient(id, server.url);
      expect(client.options.builderFee).toBe(false);
      close();
    },
  );
});

describe('the table of what is kept quiet', () => {
  it('says why, and does something, for each', () => {
    for (const id of quietIds) {
      const { why, options, answers } = quietFor(id);
      expect(why.length, id).toBeGreaterThan(20);
      expect(Object.keys({ ...options, ...answers }), id).not.toEqual([]);
    }
  });

  it.each(['binance', 'constructor', '__proto__', ''])('has nothing for %j', (id) => {
    expect(quietFor(id)).toEqual({ why: expect.any(String) });
  });
});
