import { describe, expect, test } from 'vitest';
import { deep } from './support/campaign.ts';
import { inTurn } from './support/in-turn.ts';
import { checkIds, type Report } from './support/live.ts';
import { housed, ran } from './support/played.ts';
import { summaryOf } from './support/records.ts';
import { strategy } from './support/strategies.ts';

/** Every exchange that orders go to, but Binance, whose tests are its own. */
const exchanges = [
  'bybit',
  'bybiteu',
  'bybitid',
  'okx',
  'okxus',
  'myokx',
  'kraken',
  'coinbase',
  'kucoin',
  'bitget',
  'gemini',
] as const;

describe('a preflight by the real command', () => {
  test.for(exchanges.filter((exchange) => deep || exchange === 'bybit'))(
    'at %s clears a key that trades spot only',
    inTurn(async (exchange) => {
      const run = await housed(exchange);
      try {
        const { stdout } = await ran(run, ['preflight', '--json']);
        const report = JSON.parse(stdout) as Report;
        const failed = report.checks.filter(({ result }) => result === 'fail');
        expect(failed, JSON.stringify(failed, null, 1)).toEqual([]);
        expect(report).toMatchObject({ cleared: true, mode: 'live', exchange });
        expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
        // It looked, and moved nothing.
        expect(await run.there.holds()).toEqual({ orders: [], placed: 0 });
      } finally {
        await run.house.close();
        await run.there.stop();
      }
    }),
  );
});

describe.runIf(deep)('a unified account of Bitget by the real command', () => {
  const unified = { account: 'unified' };

  test('is cleared by a preflight, which moves nothing', async () => {
    const run = await housed('bitget', { config: unified }, 'bitget, unified');
    try {
      const { stdout } = await ran(run, ['preflight', '--json']);
      const report = JSON.parse(stdout) as Report;
      const failed = report.checks.filter(({ result }) => result === 'fail');
      expect(failed, JSON.stringify(failed, null, 1)).toEqual([]);
      expect(report).toMatchObject({ cleared: true, mode: 'live', exchange: 'bitget' });
      expect(await run.there.holds()).toEqual({ orders: [], placed: 0 });
    } finally {
      await run.house.close();
      await run.there.stop();
    }
  });

  test.for([
    ['bitget', unified, "account in bot.config.ts is 'unified'"],
    ['bitget, unified', {}, "account in bot.config.ts is 'classic' or left out"],
  ] as const)(
    'and %s, under the other setting, is refused at the start in one sentence',
    async ([played, config, says]) => {
      const run = await housed('bitget', { config }, played);
      try {
        const { code, output } = await ran(run, ['start', '--for', '1s'], {
          env: { BOT_LIVE_CONFIRM: 'f'.repeat(32) },
        });
        expect(code, output).toBe(1);
        expect(output).toContain(says);
        expect(await run.there.holds()).toEqual({ orders: [], placed: 0 });
      } finally {
        await run.house.close();
        await run.there.stop();
      }
    },
  );
});

/** A limit order on the first candle, a market order on the second, and nothing more. */
const two = strategy({
  top: 'let turn = 0;',
  onCandle: `
    turn += 1;
    const order = { symbol: 'BTC/USDT', side: 'buy', amount: '0.001', reason: 'a turn of this test' };
    if (turn === 1) return [{ place: { ...order, kind: 'limit', price: '99500' } }];
    return turn === 2 ? [{ place: { ...order, kind: 'market', amount: '0.002' } }] : [];`,
});

describe.runIf(deep)('a live run by the real command', () => {
  test('at bybit places what a strategy asks for, learns of its fill, and cancels the rest when it stops', async () => {
    const run = await housed('bybit', { strategies: { two } });
    try {
      const { stdout } = await ran(run, ['preflight', '--json']);
      const { fingerprint } = JSON.parse(stdout) as Report;
      const adopt = ['--adopt-baseline', '--by', 'e2e', '--reason', 'a fresh account with its balances'];
      const env = { BOT_LIVE_CONFIRM: fingerprint };
      const started = await ran(run, ['start', ...adopt, '--for', '6s'], { env });
      expect(started.code, started.output).toBe(0);
      expect(await run.there.holds()).toMatchObject({
        orders: [
          { kind: 'limit', side: 'buy', amount: '0.001', price: '99500', status: 'cancelled' },
          { kind: 'market', side: 'buy', amount: '0.002', status: 'filled' },
        ],
      });
      expect(summaryOf(started.stdout)).toMatchObject({ orders: 2, fills: 1 });
    } finally {
      await run.house.close();
      await run.there.stop();
    }
  });
});
