import { describe, expect, test } from 'vitest';
import { deep } from './support/campaign.ts';
import { simulatedConfig } from './support/configs.ts';
import { inTurn } from './support/in-turn.ts';
import { checkIds, type Report } from './support/live.ts';
import { housed, ran } from './support/played.ts';
import { summaryOf } from './support/records.ts';
import { strategy } from './support/strategies.ts';

/** One exchange of contracts: its market, the smallest order of these tests, and the assets that its limits are in. */
interface Played {
  readonly exchange: string;
  /** What it is played as, where the same exchange is played with its spot markets too, or with another kind of account. */
  readonly played?: string;
  readonly account?: string;
  readonly symbol: string;
  readonly lot: number;
  readonly quote: string;
}

const played: readonly Played[] = [
  { exchange: 'binanceusdm', symbol: 'BTC/USDT:USDT', lot: 0.001, quote: 'USDT' },
  { exchange: 'binancecoinm', symbol: 'BTC/USD:BTC', lot: 1, quote: 'USD' },
];

/**
 * What is looked at alone: KuCoin's candles are asked for by their time, so that a run would have to wait for real minutes
 * to go by, and those of Bitget that are played do not go on.
 */
const looked: readonly Played[] = [
  { exchange: 'kucoinfutures', symbol: 'BTC/USDT:USDT', lot: 1, quote: 'USDT' },
  { exchange: 'bitget', played: 'bitget, contracts', symbol: 'BTC/USDT:USDT', lot: 0.001, quote: 'USDT' },
  {
    exchange: 'bitget',
    played: 'bitget, unified, contracts',
    account: 'unified',
    symbol: 'BTC/USDT:USDT',
    lot: 0.001,
    quote: 'USDT',
  },
];

const configOf = ({ symbol, quote, account }: Played) => ({
  market: 'swap',
  ...(account === undefined ? {} : { account }),
  symbols: [symbol],
  limits: {
    ...simulatedConfig.limits,
    maxOrderValue: { [quote]: '1000' },
    maxPositionValue: { [quote]: '2000' },
    symbols: [symbol],
  },
});

/**
 * Sells short at market, tells by its position that it did, buys a part of it back as reduce-only, and leaves two orders
 * resting: one that can only reduce, and one that could open more.
 */
const short = ({ symbol, lot }: Played) =>
  strategy({
    declares: `name: 'short', symbols: ['${symbol}'], timeframe: '1m', warmup: 1,`,
    onCandle: `
    const turn = (context.memory?.turn ?? 0) + 1;
    context.memory = { turn };
    const order = { symbol: '${symbol}', reason: 'a turn of this test' };
    const held = context.positions['${symbol}'];
    if (turn === 1) return [{ place: { ...order, side: 'sell', kind: 'market', amount: '${lot * 3}' } }];
    if (turn !== 2 || held !== '-${lot * 3}' || context.instrument.contract === undefined) return [];
    return [
      { place: { ...order, side: 'buy', kind: 'market', amount: '${lot}', reduceOnly: true } },
      { place: { ...order, side: 'buy', kind: 'limit', amount: '${lot}', price: '99000', reduceOnly: true } },
      { place: { ...order, side: 'sell', kind: 'limit', amount: '${lot}', price: '100500' } },
      { place: { ...order, side: 'sell', kind: 'limit', amount: '${lot}', price: '100600', reduceOnly: true } },
    ];`,
  });

/** A preflight by the real command, which looks and moves nothing. */
async function cleared(run: Awaited<ReturnType<typeof housed>>, exchange: string): Promise<Report> {
  const { stdout } = await ran(run, ['preflight', '--json']);
  const report = JSON.parse(stdout) as Report;
  const failed = report.checks.filter(({ result }) => result === 'fail');
  expect(failed, JSON.stringify(failed, null, 1)).toEqual([]);
  expect(report).toMatchObject({ cleared: true, mode: 'live', exchange });
  expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
  expect(await run.there.holds()).toEqual({ orders: [], placed: 0 });
  return report;
}

describe.runIf(deep)('contracts by the real command', () => {
  test.for(played)(
    'at $exchange are cleared by a preflight, traded, closed, counted at the next start, and left alone by a stop',
    inTurn(async (at) => {
      const { exchange, lot } = at;
      const run = await housed(exchange, { config: configOf(at), strategies: { short: short(at) } });
      try {
        const { fingerprint } = await cleared(run, exchange);
        const adopt = ['--adopt-baseline', '--by', 'e2e', '--reason', 'a fresh account with its balances'];
        const env = { BOT_LIVE_CONFIRM: fingerprint };
        const started = await ran(run, ['start', ...adopt, '--for', '6s'], { env });
        expect(started.code, started.output).toBe(0);
        expect(await run.there.holds()).toMatchObject({
          orders: [
            { kind: 'market', side: 'sell', amount: String(lot * 3), status: 'filled' },
            { kind: 'market', side: 'buy', amount: String(lot), status: 'filled', reduceOnly: true },
            // A stop leaves what can only make the position smaller, and closes no position by itself.
            { kind: 'limit', side: 'buy', amount: String(lot), status: 'open', reduceOnly: true },
            { kind: 'limit', side: 'sell', amount: String(lot), status: 'cancelled' },
          ],
          placed: 4,
        });
        expect(summaryOf(started.stdout)).toMatchObject({ orders: 4, fills: 2, refusals: { 'reduce-only': 1 } });

        const again = await ran(run, ['start', '--for', '1s'], { env });
        expect(again.code, again.output).toBe(0);
        expect(again.output).toContain('all 1 positions');

        const halted = await ran(run, ['halt', '--by', 'e2e', '--reason', 'the end of this test']);
        expect(halted.code, halted.output).toBe(0);
        const { orders } = await run.there.holds();
        expect((orders as { status: string }[]).filter(({ status }) => status === 'open')).toEqual([]);
        expect(orders).toHaveLength(4);
      } finally {
        await run.house.close();
        await run.there.stop();
      }
    }),
  );

  test.for(looked)(
    'at $exchange are cleared by a preflight',
    inTurn(async (at) => {
      const run = await housed(at.exchange, { config: configOf(at) }, at.played);
      try {
        await cleared(run, at.exchange);
      } finally {
        await run.house.close();
        await run.there.stop();
      }
    }),
  );
});
