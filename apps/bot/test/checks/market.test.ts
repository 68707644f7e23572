import type { Config } from '@gatehouse/config';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/checklist.ts';
import { withKnownMarket } from '../../src/checks/market.ts';

const checked = async (exchange: string, market: Config['market']): Promise<Verdict<Config>> => ({
  result: 'pass',
  says: 'well',
  evidence: {},
  proof: { exchange, market } as Config,
});

describe('the kind of market of a configuration', () => {
  it.each([
    ['binance', 'spot'],
    ['kraken', 'spot'],
    ['binanceusdm', 'swap'],
    ['bitget', 'spot'],
    ['bitget', 'swap'],
  ] as const)('may be at %s: %s', async (exchange, market) => {
    expect(await withKnownMarket(checked(exchange, market))).toMatchObject({ result: 'pass', proof: { exchange } });
  });

  it.each([
    ['binance', 'swap', 'binanceusdm'],
    ['binanceusdm', 'spot', 'binance'],
  ] as const)('is refused where orders go to the other kind: %s, %s', async (exchange, market, instead) => {
    const verdict = await withKnownMarket(checked(exchange, market));
    expect(verdict).toMatchObject({ result: 'fail', says: expect.stringContaining(`market is '${market}'`) });
    expect(verdict.says).toContain(instead);
    expect(verdict.proof).toBeUndefined();
  });

  it('is not looked at where nothing can be ordered, or the configuration is wrong already', async () => {
    for (const exchange of ['phemex', 'nosuch', '__proto__']) {
      expect(await withKnownMarket(checked(exchange, 'swap'))).toMatchObject({ result: 'pass' });
    }
    const wrong = { result: 'fail', says: 'no', evidence: {} } as const;
    expect(await withKnownMarket(Promise.resolve(wrong))).toBe(wrong);
  });
});
