import { variableFor } from '@gatehouse/secrets';
import { describe, expect, test } from 'vitest';
import { deep } from './support/campaign.ts';
import { type House, type HouseOptions, openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { checkIds, type Report } from './support/live.ts';
import { summaryOf } from './support/records.ts';
import { strategy } from './support/strategies.ts';
import { startVenue, type VenueProcess } from './support/venue-process.ts';

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

/** A house that runs live at an exchange that answers as documented, with the key in the environment. */
async function housed(
  exchange: string,
  options: HouseOptions = {},
): Promise<{ readonly house: House; readonly there: VenueProcess }> {
  const there = await startVenue(exchange);
  const port = new URL(there.url).port;
  const key = Object.entries(there.key).map(([field, text]) => [variableFor(exchange, field as never), text]);
  const house = openHouse({
    ...options,
    config: { acceptUnknown: { [exchange]: there.acceptUnknown } },
    env: {
      BOT_MODE: 'live',
      BOT_EXCHANGE: exchange,
      BOT_EXCHANGE_URL: there.url,
      BOT_PUBLIC_IP_URLS: `http://127.0.0.1:${port}/ip,http://localhost:${port}/ip.json`,
      ...Object.fromEntries(key),
    },
  });
  return { house, there };
}

/** One run, after which no process is left and nothing was printed of the key. */
async function ran({ house, there }: Awaited<ReturnType<typeof housed>>, ...given: Parameters<House['run']>) {
  const finished = await house.run(...given);
  expect(await house.leftovers(), 'no process is left').toEqual([]);
  for (const text of Object.values(there.key)) expect(finished.output).not.toContain(text);
  return finished;
}

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
