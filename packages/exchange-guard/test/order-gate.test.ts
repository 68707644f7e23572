import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderGate } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house, limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';
import { idOf, market, POST, placedAt } from './submitting.ts';

let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

describe('an order through the gate', () => {
  it('is written down, sent as approved under our own id, and its outcome written down', async () => {
    const submission = await gate.submit({ ...buy, amount: '0.0010099', price: '99500.019' });
    const id = idOf(submission);
    expect(submission).toMatchObject({
      outcome: 'placed',
      order: { status: 'open', amount: '0.001', price: '99500.01' },
    });
    expect(at.ids.verify(id)).toEqual({ epoch: 1, sequence: 1 });
    expect(Object.fromEntries(placedAt(at)[0]?.params ?? [])).toMatchObject({
      newClientOrderId: id,
      quantity: '0.001',
      price: '99500.01',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
    });
    expect(await at.journal.intent(id)).toMatchObject({
      status: 'open',
      amount: '0.001',
      price: '99500.01',
      value: '99.50001',
      asked: { amount: '0.0010099', price: '99500.019' },
      exchangeOrderId: '1001',
    });
  });

  it('is in the journal before it leaves', async () => {
    let written: unknown;
    at.exchange.answer(POST, async (response, { params }) => {
      written = await at.journal.intent(params.get('newClientOrderId') ?? '');
      send(response, 200, at.exchange.place(params));
    });
    await gate.submit(buy);
    expect(written).toMatchObject({ status: 'intended' });
  });

  it('that fills at once has its executions in the journal, and hands them out once', async () => {
    const id = idOf(await gate.submit(market));
    expect(await at.journal.intent(id)).toMatchObject({ status: 'filled', filled: '0.001' });
    const fill = { clientOrderId: id, amount: '0.001', price: '100010', fee: '0.00001', feeAsset: 'BNB', side: 'buy' };
    expect(await at.journal.fills()).toEqual([expect.objectContaining(fill)]);
    expect((await gate.sync()).fills).toEqual([expect.objectContaining(fill)]);
    expect((await gate.sync()).fills).toEqual([]);
    // The answer told everything: nothing was asked again.
    expect(at.exchange.asked('GET', '/api/v3/myTrades')).toHaveLength(0);
  });

  it('post-only goes out as such', async () => {
    await gate.submit({ ...buy, postOnly: true });
    expect(placedAt(at)[0]?.params.get('type')).toBe('LIMIT_MAKER');
    await gate.submit({ ...buy, amount: '0.002', timeInForce: 'IOC' });
    expect(placedAt(at)[1]?.params.get('timeInForce')).toBe('IOC');
  });

  it('cannot be changed by whoever asked for it, once it was asked for', async () => {
    const request = { ...buy };
    const submitting = gate.submit(request);
    request.amount = '0.1';
    await submitting;
    expect(placedAt(at)[0]?.params.get('quantity')).toBe('0.001');
  });

  it('is compared with the market as the desk sees it, refreshed when it is old', async () => {
    await gate.submit(buy);
    await gate.submit({ ...buy, amount: '0.002' });
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(1);
    at.later(limits.referenceMaxAgeMs);
    at.exchange.bid = '119990';
    at.exchange.ask = '120010';
    expect(await gate.submit({ ...buy, amount: '0.003' })).toMatchObject({
      outcome: 'refused',
      control: 'price-collar',
    });
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(2);
  });

  it('is refused when the market cannot be seen', async () => {
    at.exchange.answer('GET /api/v3/depth', (response) => send(response, 500, '{}'));
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'refused', control: 'price-collar' });
    expect(placedAt(at)).toHaveLength(0);
  });
});

describe('the last look', () => {
  const late: readonly (readonly [string, string, (memory: ReturnType<typeof memoryJournal>) => void])[] = [
    ['a halt', 'trading-state', (memory) => memory.set({ state: 'halted' })],
    ['a reduction', 'trading-state', (memory) => memory.set({ state: 'reducing' })],
    ['another epoch', 'lease-epoch', (memory) => memory.set({ epoch: 2 })],
    ['a revocation', 'clearance', () => at.clearance.revoke('a test')],
    ['a long wait', 'order-age', () => at.later(limits.maxSubmitDelayMs + 1)],
    ['a clock that was set back', 'order-age', () => at.later(-60_000)],
  ];
  it.each(late)('stops an order when %s comes between its intent and its bytes', async (_what, control, happen) => {
    const memory = memoryJournal(at.clock);
    const intend = memory.journal.intend.bind(memory.journal);
    const journal = Object.assign(memory.journal, {
      intend: async (decide: never) => {
        const decided = await intend(decide);
        happen(memory);
        return decided;
      },
    });
    const watched = at.gate({ journal });
    expect(await watched.submit(buy)).toMatchObject({ outcome: 'refused', control });
    expect(placedAt(at)).toHaveLength(0);
    expect([...memory.rows.values()]).toEqual([expect.objectContaining({ status: 'rejected', code: control })]);
    expect(watched.refusals()).toEqual({ [control]: 1 });
  });
});

describe('what is written down of an order', () => {
  it('is all of it, and what was asked for beside it', async () => {
    const id = idOf(await gate.submit({ ...buy, timeInForce: 'IOC', postOnly: false, reduceOnly: false }));
    expect(await at.journal.intent(id)).toMatchObject({
      clientOrderId: id,
      symbol: 'BTC/USDT',
      side: 'buy',
      kind: 'limit',
      amount: '0.001',
      price: '99500',
      timeInForce: 'IOC',
      value: '99.5',
      quote: 'USDT',
      postOnly: false,
      reduceOnly: false,
      reason: 'a test',
      strategy: 'test',
      epoch: 1,
      asked: {
        symbol: 'BTC/USDT',
        side: 'buy',
        kind: 'limit',
        amount: '0.001',
        price: '99500',
        timeInForce: 'IOC',
        postOnly: false,
        reduceOnly: false,
      },
    });
    const resting = idOf(await gate.submit({ ...buy, amount: '0.002', postOnly: true }));
    expect(await at.journal.intent(resting)).toMatchObject({ postOnly: true });
    const plain = idOf(await gate.submit(market));
    expect(Object.keys((await at.journal.intent(plain)) ?? {})).not.toContain('timeInForce');
  });

  it('of a refused one is short, whatever it was', async () => {
    const memory = memoryJournal(at.clock);
    const watched = at.gate({ journal: memory.journal });
    await watched.submit({ ...buy, symbol: 'S'.repeat(100), price: 7, amount: null } as never);
    expect(memory.trail).toEqual([
      {
        kind: 'decided',
        detail: expect.objectContaining({
          refused: true,
          control: 'sanity',
          asked: { symbol: 'S'.repeat(60), side: 'buy', kind: 'limit', price: '(number)', amount: '(object)' },
        }),
      },
    ]);
  });
});
