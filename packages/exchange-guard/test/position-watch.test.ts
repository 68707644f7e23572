import type { Fill } from '@gatehouse/journal';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../src/order.ts';
import { PositionWatch } from '../src/position-watch.ts';
import { memoryJournal } from './memory-journal.ts';

const symbol = 'BTC/USDT:USDT';
const start = Date.UTC(2026, 10, 24);
let now = start;
let held: readonly Position[] | Error = [];
let asked = 0;
let memory: ReturnType<typeof memoryJournal>;
let watch: PositionWatch;

const clock = (): Date => new Date(now);
const holding = (contracts: string): void => {
  held = contracts === '0' ? [] : [{ symbol, contracts }];
};
const off = (by: string) => [{ asset: symbol, by }];
/** One look after so many seconds. */
const after = (seconds: number) => {
  now += seconds * 1000;
  return watch.look();
};
const fill = (tradeId: string, amount: string, over: Partial<Fill> = {}): Fill => ({
  tradeId,
  clientOrderId: 'c',
  symbol,
  side: 'buy',
  amount,
  price: '100',
  fee: '0',
  feeAsset: 'USDT',
  at: clock(),
  ...over,
});
const intent = (status: string, filled: string): void => {
  memory.rows.set('c', { clientOrderId: 'c', symbol, status, filled } as never);
};

beforeEach(async () => {
  [now, asked] = [start, 0];
  holding('0');
  memory = memoryJournal(clock);
  await memory.journal.adoptBaseline({ by: 'me', reason: 'mine', balances: { USDT: '5' }, orders: [], at: clock() });
  const positions = async () => {
    asked += 1;
    if (held instanceof Error) throw held;
    return held;
  };
  watch = new PositionWatch({ venue: { positions, standIn: false }, journal: memory.journal, clock });
});

describe('positions while a bot runs', () => {
  it('that are what own executions came to are looked at twice a minute, and not in between', async () => {
    await memory.journal.recordFill(fill('1', '0.3'));
    holding('0.3');
    for (let second = 0; second < 61; second += 1) expect(await after(1)).toEqual([]);
    expect(asked).toBe(3);
  });

  it.each(['0.2', '-0.1', '0'])(
    'that are %s where own executions came to 0.1 are told once that has stood',
    async (contracts) => {
      await memory.journal.recordFill(fill('1', '0.1'));
      holding(contracts);
      expect(await after(1)).toEqual([]);
      expect(await after(4)).toEqual([]);
      expect(await after(1)).toEqual(off(contracts === '-0.1' ? '0.2' : '0.1'));
    },
  );

  it('that were declared count as known, and are missed when the exchange has closed them', async () => {
    const balances = { USDT: '5', [symbol]: '0.4' };
    await memory.journal.adoptBaseline({ by: 'me', reason: 'mine', balances, orders: [], at: clock() });
    holding('0.4');
    expect(await after(1)).toEqual([]);
    holding('0');
    await after(30);
    expect(await after(5)).toEqual(off('0.4'));
  });

  it('are looked at at every turn once one differs, and told no more when it agrees', async () => {
    holding('0.1');
    await after(1);
    const before = asked;
    await after(1);
    await after(1);
    expect(asked).toBe(before + 2);
    expect(await after(3)).toEqual(off('0.1'));
    // Told: then twice a minute is enough.
    const told = asked;
    expect(await after(1)).toEqual(off('0.1'));
    expect(asked).toBe(told);
    holding('0');
    expect(await after(30)).toEqual([]);
  });

  it('that differ by something else at each look are told like any that stay', async () => {
    const seen: unknown[] = [];
    for (const contracts of ['0.1', '0.2', '-0.3', '0.4']) {
      holding(contracts);
      seen.push(await after(2));
    }
    expect(seen).toEqual([[], [], [], off('0.4')]);
  });

  it.each(['buy', 'sell'] as const)(
    'that are ahead of own executions (%s) which are learnt by the next look differ anew each time',
    async (side) => {
      const sign = side === 'buy' ? '' : '-';
      for (let turn = 1; turn < 8; turn += 1) {
        // One more was executed before the positions were told than had been learnt; two are learnt each time.
        holding(`${sign}${turn * 2 - 1}`);
        expect(await after(2)).toEqual([]);
        for (const id of ['a', 'b']) await memory.journal.recordFill(fill(`${turn}${id}`, '1', { side }));
      }
    },
  );

  it('that own executions do not explain are told, though these go on', async () => {
    const seen: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      holding(String(turn + 10));
      seen.push(await after(2));
      await memory.journal.recordFill(fill(String(turn), '1'));
    }
    expect(seen).toEqual([[], [], [], off('10')]);
  });

  it('begin anew after a look at which they agreed', async () => {
    holding('0.1');
    await after(1);
    holding('0');
    await after(3);
    holding('0.1');
    expect(await after(30)).toEqual([]);
    expect(await after(5)).toEqual(off('0.1'));
  });

  it.each([
    ['intended', '0'],
    ['sent', '0'],
    ['unresolved', '0'],
    ['open', '0.1'],
  ])(
    'are not judged while an own order there is %s with %s executed, and no execution of it is known',
    async (status, filled) => {
      intent(status, filled);
      holding('0.1');
      for (const seconds of [1, 30, 30]) expect(await after(seconds)).toEqual([]);
      memory.rows.delete('c');
      await after(30);
      expect(await after(5)).toEqual(off('0.1'));
    },
  );

  it('are judged beside an own order whose executions are all known, and beside those of other markets', async () => {
    await memory.journal.recordFill(fill('1', '0.1'));
    intent('open', '0.10');
    memory.rows.set('d', { clientOrderId: 'd', symbol: 'ETH/USDT:USDT', status: 'unresolved', filled: '0' } as never);
    holding('0.3');
    await after(1);
    expect(await after(5)).toEqual(off('0.2'));
  });

  it('that cannot be read leave standing what stood', async () => {
    holding('0.1');
    await after(1);
    expect(await after(5)).toEqual(off('0.1'));
    held = new Error('no answer');
    expect(await after(30)).toEqual(off('0.1'));
  });

  it('that cannot be read are no difference, and neither are any before somebody said what was held', async () => {
    held = new Error('no answer');
    expect([await after(1), await after(30)]).toEqual([[], []]);
    expect(asked).toBe(2);
    memory = memoryJournal(clock);
    const positions = async () => [{ symbol, contracts: '1' }];
    watch = new PositionWatch({ venue: { positions, standIn: false }, journal: memory.journal, clock });
    expect([await after(1), await after(30), await after(30)]).toEqual([[], [], []]);
  });
});
