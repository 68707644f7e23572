import type { Config } from '@gatehouse/config';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/checklist.ts';
import { withKnownMarket } from '../../src/checks/market.ts';

const checked = async (
  exchange: string,
  market: Config['market'],
  account: Config['account'] = 'classic',
): Promise<Verdict<Config>> => ({
  result: 'pass',
  says: 'well',
  evidence: {},
  proof: { exchange, market, account } as Config,
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

describe('the kind of account of a configuration', () => {
  it.each(['spot', 'swap'] as const)('may be either at an exchange that has both, for %s', async (market) => {
    for (const account of ['classic', 'unified'] as const) {
      expect(await withKnownMarket(checked('bitget', market, account))).toMatchObject({ result: 'pass' });
    }
  });

  it('is refused, in one sentence, where the exchange has one kind alone or nothing can be ordered', async () => {
    for (const exchange of ['binance', 'bybit', 'phemex', 'nosuch', '__proto__']) {
      const { result, says } = await withKnownMarket(checked(exchange, 'spot', 'unified'));
      expect(result, exchange).toBe('fail');
      expect(says).toBe(`account is 'unified', and ${exchange} has one kind of account here: take it out.`);
    }
  });

  it('is told together with a kind of market that is wrong, too', async () => {
    const verdict = await withKnownMarket(checked('binance', 'swap', 'unified'));
    expect(verdict.evidence.problems).toHaveLength(2);
  });
});
