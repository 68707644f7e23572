import { describe, expect, test } from 'vitest';
import { booksOf } from './support/books.ts';
import { deep, type Rare, rowsOfThisRun } from './support/campaign.ts';
import { type House, pause } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { openLiveHouse } from './support/live.ts';
import { summaryOf } from './support/records.ts';
import { faults } from './support/stand-in-faults.ts';
import { placesOnce } from './support/strategies.ts';

const place = 'POST /api/v3/order';
const market = { side: 'buy', kind: 'market', amount: '0.001' };
const resting = { side: 'buy', kind: 'limit', amount: '0.001', price: '45000.00' };

/** What the journal says became of an order, and how many fills it has in all. */
const fateOf = (house: House, id: string): Promise<{ status: string | undefined; fills: number }> =>
  booksOf(house, async (journal) => ({
    status: (await journal.intent(id))?.status,
    fills: (await journal.fills()).length,
  }));

interface Loss extends Rare {
  readonly fault: keyof typeof faults;
  readonly order: Readonly<Record<string, string>>;
}

const losses: readonly Loss[] = [
  { fault: 'accepted, then the line is cut', order: market },
  { fault: 'accepted, then status 503', order: resting },
  { rare: true, fault: 'accepted, then the line is cut', order: resting },
  { rare: true, fault: 'accepted, then status 504', order: market },
  { rare: true, fault: 'accepted, then never answers', order: market },
];

describe('an order whose answer never came, though the exchange took it', () => {
  test.concurrent.each(rowsOfThisRun(losses))(
    '$fault: a $order.kind order is sent once and found again',
    inTurn(async ({ fault, order }) => {
      const live = await openLiveHouse({ strategies: { once: placesOnce(order) }, config: { onStop: 'leave' } });
      const { house, standIn, starts } = live;
      try {
        standIn.script(place, faults[fault], 1);
        const running = house.start(starts.args, starts.options);
        await running.when(() => standIn.seen(place).length > 0, 'the order was sent');
        const id = standIn.seen(place)[0]?.asked.newClientOrderId ?? '';
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        // Resolved by looking, while it runs, and not by sending again.
        const found = order.kind === 'market' ? { status: 'filled', fills: 1 } : { status: 'open', fills: 0 };
        for (let tries = 0; (await fateOf(house, id)).status !== found.status; tries += 1) {
          await pause(100);
          if (tries > 200) throw new Error(`still ${JSON.stringify(await fateOf(house, id))}\n${running.output()}`);
        }
        running.signal('SIGTERM');
        const finished = await running.finished;
        expect(finished.code, finished.output).toBe(0);
        expect(await fateOf(house, id)).toEqual(found);
        expect(standIn.seen(place)).toHaveLength(1);
        expect(standIn.account.orders.map(({ clientOrderId }) => clientOrderId)).toEqual([id]);
        expect(summaryOf(finished.stdout)).toMatchObject({ orders: 1 });
      } finally {
        await live.close();
      }
    }),
    90_000,
  );
});

test('an order that the exchange never saw is not sent again, and is not given up either', async () => {
  const live = await openLiveHouse({ strategies: { once: placesOnce(market) } });
  const { house, standIn, starts } = live;
  try {
    standIn.script(place, faults['cut before it is read'], 1);
    const running = house.start(starts.args, starts.options);
    await running.when(() => standIn.seen(place).length > 0, 'the order was sent');
    await running.when(() => standIn.seen('GET /api/v3/order').length > 0, 'it was looked for');
    running.signal('SIGTERM');
    const finished = await running.finished;
    expect(finished.code, finished.output).toBe(0);
    const id = standIn.seen(place)[0]?.asked.newClientOrderId ?? '';
    expect(await fateOf(house, id)).toEqual({ status: 'unresolved', fills: 0 });
    expect(standIn.seen(place)).toHaveLength(1);
    expect(standIn.account.orders).toEqual([]);
  } finally {
    await live.close();
  }
});

test.runIf(deep)('an order that the exchange refuses is a refusal and not an open question', async () => {
  const live = await openLiveHouse({
    strategies: { once: placesOnce({ ...resting, amount: '0.02', price: '49000.00' }) },
    market: { balances: { USDT: '100' } },
  });
  const { house, standIn, starts } = live;
  try {
    const running = house.start(starts.args, starts.options);
    await running.when(() => standIn.seen(place).length > 0, 'the order was sent');
    running.signal('SIGTERM');
    const finished = await running.finished;
    expect(finished.code, finished.output).toBe(0);
    expect(summaryOf(finished.stdout)).toMatchObject({ orders: 0, rejected: 1, fills: 0 });
    const id = standIn.seen(place)[0]?.asked.newClientOrderId ?? '';
    expect(await fateOf(house, id)).toEqual({ status: 'rejected', fills: 0 });
  } finally {
    await live.close();
  }
});
