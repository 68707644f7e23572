import { variableFor } from '@gatehouse/secrets';
import { describe, expect, test } from 'vitest';
import { deep } from './support/campaign.ts';
import { openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import type { Report } from './support/live.ts';
import { startScene } from './support/venue-process.ts';

// Exchanges that no order can go to: their keys can be audited all the same.

async function housed(exchange: string, scene: string) {
  const there = await startScene(exchange, scene);
  const { port } = new URL(there.url);
  const key = Object.entries(there.key).map(([field, text]) => [variableFor(exchange, field as never), text]);
  const house = openHouse({
    config: { acceptUnknown: { [exchange]: there.acceptUnknown } },
    env: {
      BOT_MODE: 'live',
      BOT_EXCHANGE: exchange,
      BOT_EXCHANGE_URL: there.url,
      BOT_PUBLIC_IP_URLS: `http://127.0.0.1:${port}/ip,http://localhost:${port}/ip.json`,
      ...Object.fromEntries(key),
    },
  });
  const close = async () => {
    await house.close();
    await there.stop();
  };
  return { house, there, close };
}

const audits: Readonly<Record<string, string>> = {
  bitfinex: 'POST /v2/auth/r/permissions',
  bitstamp: 'POST /api/v2/account_balances/',
  phemex: 'GET /spot/wallets',
};

describe('a preflight at an exchange that no order can go to', () => {
  test.for(Object.keys(audits).filter((exchange) => deep || exchange === 'bitfinex'))(
    'audits the key and says so: %s',
    inTurn(async (exchange) => {
      const { house, there, close } = await housed(exchange, 'trade-only');
      try {
        const { code, stdout, output } = await house.run(['preflight', '--json']);
        expect(code, output).toBe(0);
        const { cleared, checks } = JSON.parse(stdout) as Report;
        expect(cleared).toBe(false);
        const results = Object.fromEntries(checks.map(({ id, result }) => [id, result]));
        expect(results, stdout).toMatchObject({ config: 'warn', reconcile: 'skipped' });
        expect(Object.values(results)).not.toContain('fail');
        for (const text of Object.values(there.key)) expect(output).not.toContain(text);
        const { asked } = await there.holds();
        expect(asked).toContain(audits[exchange]);
        expect(await house.leftovers()).toEqual([]);
      } finally {
        await close();
      }
    }),
  );

  test.runIf(deep)('says it to a person too, and claims no more', async () => {
    const { house, close } = await housed('bitfinex', 'trade-only');
    try {
      const { code, output } = await house.run(['preflight']);
      expect(code, output).toBe(0);
      expect(output).toContain('needs an exchange that orders can go to first');
      expect(output).toContain('Audited: nothing was found against the key, and no order can go to bitfinex from here');
      expect(output).not.toContain('Cleared');
    } finally {
      await close();
    }
  });

  test.runIf(deep)('refuses a key that can withdraw there as anywhere', async () => {
    const { house, close } = await housed('bitfinex', 'can-withdraw');
    try {
      const { code, output } = await house.run(['preflight']);
      expect(code, output).toBe(1);
      expect(output).toContain('Refused by permissions');
    } finally {
      await close();
    }
  });

  test(
    'is all that can be done there: a start is refused with 2 and asks nothing',
    inTurn(async () => {
      const { house, there, close } = await housed('bitfinex', 'trade-only');
      try {
        const { code, output } = await house.run(['start']);
        expect(code, output).toBe(2);
        expect(output).toContain('no order can go to bitfinex from here');
        expect(await there.holds()).toEqual({ asked: [] });
      } finally {
        await close();
      }
    }),
  );
});
