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

describe('the exchange of a configuration', () => {
  it.each(['binance', 'bybit', 'okx', 'kraken', 'coinbase', 'kucoin', 'bitget'])('may be %s', async (exchange) => {
    expect(await withKnownExchange(checked(exchange))).toMatchObject({ result: 'pass', proof: { exchange } });
  });

  it.each(['gemini', 'nosuch', '__proto__'])('is refused when no order can go to it: %s', async (exchange) => {
    const verdict = await withKnownExchange(checked(exchange));
    expect(verdict).toMatchObject({ result: 'fail', fix: expect.stringContaining('BOT_EXCHANGE') });
    expect(verdict.proof).toBeUndefined();
    expect(verdict.says).toContain('binance');
  });

  it('is not looked at where the configuration is wrong already', async () => {
    const wrong = { result: 'fail', says: 'no', evidence: {} } as const;
    expect(await withKnownExchange(Promise.resolve(wrong))).toBe(wrong);
  });
});
