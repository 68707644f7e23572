import type { Config } from '@gatehouse/config';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/checklist.ts';
import { withKnownExchange } from '../../src/checks/exchange.ts';

const checked = async (exchange: string): Promise<Verdict<Config>> => ({
  result: 'pass',
  says: 'well',
  evidence: {},
  proof: { exchange } as Config,
});
const starting = { errand: { verb: 'start' } } as const;
const looking = [{ errand: { verb: 'preflight', json: false } }, { errand: { verb: 'rotate check' } }] as const;

describe('the exchange of a configuration', () => {
  it.each(['binance', 'bybit', 'okx', 'kraken', 'coinbase', 'kucoin', 'bitget'])('may be %s', async (exchange) => {
    for (const world of [starting, ...looking]) {
      expect(await withKnownExchange(world, checked(exchange))).toEqual(await checked(exchange));
    }
  });

  it.each(['bitstamp', 'upbit', 'hyperliquid'])(
    'is refused a start when no order can go to it: %s',
    async (exchange) => {
      const verdict = await withKnownExchange(starting, checked(exchange));
      expect(verdict).toMatchObject({ result: 'fail', fix: expect.stringContaining('BOT_EXCHANGE') });
      expect(verdict.proof).toBeUndefined();
      expect(verdict.says).toContain(`no order can go to ${exchange}`);
    },
  );

  it.each(['bitstamp', 'upbit', 'hyperliquid'])('may be one whose key is only looked at: %s', async (exchange) => {
    for (const world of looking) {
      expect(await withKnownExchange(world, checked(exchange))).toMatchObject({
        result: 'warn',
        says: `well; no order can go to ${exchange} from here, its key can only be audited`,
        fix: expect.any(String),
        proof: { exchange },
      });
    }
  });

  it.each(['nosuch', '__proto__', 'constructor'])(
    'is refused whatever is wanted when there is none: %s',
    async (id) => {
      for (const world of [starting, ...looking]) {
        const verdict = await withKnownExchange(world, checked(id));
        expect(verdict).toMatchObject({
          result: 'fail',
          says: expect.stringContaining('ccxt has no exchange of that id'),
        });
        expect(verdict.proof).toBeUndefined();
      }
    },
  );

  it('is not looked at where the configuration is wrong already', async () => {
    const wrong = { result: 'fail', says: 'no', evidence: {} } as const;
    expect(await withKnownExchange(starting, Promise.resolve(wrong))).toBe(wrong);
  });
});
