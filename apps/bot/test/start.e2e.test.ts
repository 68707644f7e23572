import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { booksOf } from './support/books.ts';
import { deep } from './support/campaign.ts';
import { type Finished, type House, openHouse } from './support/house.ts';
import { checkIds, type Report } from './support/live.ts';
import { recordsOf, type Summary, summaryOf } from './support/records.ts';
import { startStandIn } from './support/stand-in-binance.ts';
import { strategy } from './support/strategies.ts';

/** Buys and sells in turn on every third candle, and asks once for more than the limits allow. */
const trader = strategy({
  top: 'let turn = 0;',
  onCandle: `
    turn += 1;
    const side = turn % 6 < 3 ? 'buy' : 'sell';
    if (turn === 2) return [{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.04', reason: 'more than the limit' } }];
    if (turn % 3 !== 0) return [];
    return [{ place: { symbol: 'BTC/USDT', side, kind: 'market', amount: '0.001', reason: 'a turn of this test' } }];`,
});

describe('`start --for 4s` in simulated mode', () => {
  let house: House;
  let finished: Finished;
  let summary: Summary;

  beforeAll(async () => {
    house = openHouse({ strategies: { trader } });
    finished = await house.run(['start', '--for', '4s']);
    summary = summaryOf(finished.stdout);
  }, 30_000);
  afterAll(() => house.close());

  test('exits 0 and leaves no process', async () => {
    expect(finished.code, finished.output).toBe(0);
    expect(await house.leftovers()).toEqual([]);
  });

  test('reports all ten checks in their order, none failed, every warning with what to do', () => {
    const checks = recordsOf(finished.stdout).filter(({ check }) => check !== undefined);
    expect(checks.map(({ check }) => check)).toEqual(checkIds);
    expect(checks.filter(({ result }) => result !== 'pass' && result !== 'warn')).toEqual([]);
    expect(checks.filter(({ result, fix }) => result === 'warn' && typeof fix !== 'string')).toEqual([]);
  });

  test('fills orders, and refuses the one that is larger than its limit', () => {
    expect(summary.fills).toBeGreaterThanOrEqual(1);
    expect(summary.orders).toBeGreaterThanOrEqual(1);
    expect(Object.values(summary.refusals).reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test('agrees with what the simulated exchange counted itself, which saw no withdrawal', () => {
    expect(summary.simulator).toEqual({
      orders: summary.orders,
      fills: summary.fills,
      withdrawalAttempts: 0,
      agrees: true,
    });
  });

  test('has written intent and outcome of every order', async () => {
    await booksOf(house, async (journal) => {
      const fills = await journal.fills();
      expect(fills).toHaveLength(summary.fills);
      for (const { clientOrderId } of fills) {
        expect(await journal.intent(clientOrderId)).toMatchObject({ status: 'filled', symbol: 'BTC/USDT' });
      }
      expect(await journal.unresolvedIntents()).toEqual([]);
      expect(await journal.verifyTrail()).toMatchObject({ whole: true });
    });
  });

  test('prints the head of its trail, which `trail verify --head` finds, and no other', async () => {
    const head = recordsOf(finished.stdout).findLast((record) => record.head !== undefined)?.head;
    expect(head).toMatch(/[0-9a-f]{16,}$/);
    const verified = await house.run(['trail', 'verify', '--head', String(head)]);
    expect(verified.code, verified.output).toBe(0);
    const flipped = String(head).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    const other = await house.run(['trail', 'verify', '--head', flipped]);
    expect(other.code, other.output).toBe(1);
  });

  test.runIf(deep)('starts again from what it left behind', async () => {
    const again = await house.run(['start', '--for', '1s']);
    expect(again.code, again.output).toBe(0);
  });
});

test('live trading starts with the fingerprint that preflight printed, and with the one that a refused start names', async () => {
  const standIn = await startStandIn({ candleEveryMs: 250 });
  const house = openHouse({ standIn, strategies: { trader } });
  try {
    const preflight = await house.run(['preflight', '--json']);
    expect(preflight.code, preflight.output).toBe(0);
    const { fingerprint } = JSON.parse(preflight.stdout) as Report;
    const refused = await house.run(['start']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`BOT_LIVE_CONFIRM=${fingerprint}`);
    expect(standIn.seen('POST /api/v3/order')).toEqual([]);

    const env = { BOT_LIVE_CONFIRM: fingerprint };
    const unlisted = await house.run(['start'], { env });
    expect(unlisted.code, unlisted.output).toBe(1);
    expect(unlisted.stderr).toMatch(/--adopt-baseline/);

    const adopt = ['start', '--adopt-baseline', '--by', 'e2e', '--reason', 'a fresh account'];
    const running = house.start(adopt, { env });
    await running.when(() => standIn.account.trades.length > 1, 'two orders filled');
    running.signal('SIGTERM');
    const finished = await running.finished;
    expect(finished.code, finished.output).toBe(0);
    // Two exchanges count here: ours, and the summary's word for it.
    expect(summaryOf(finished.stdout)).toMatchObject({
      orders: standIn.account.orders.length,
      fills: standIn.account.trades.length,
    });
    expect(new Set(standIn.account.orders.map(({ clientOrderId }) => clientOrderId)).size).toBe(
      standIn.account.orders.length,
    );
    // No broker's mark on any of them, and nothing asked for but what a spot trader needs.
    expect(standIn.requests.filter(({ status }) => status !== 200)).toEqual([]);
    expect(
      standIn.requests.filter(({ asked }) => /x-TKT5PX2F|x-cvBPrNm9|x-xcKtGhcu/.test(JSON.stringify(asked))),
    ).toEqual([]);
    expect(standIn.withdrawals()).toBe(0);
  } finally {
    await house.close();
    await standIn.close();
  }
});
