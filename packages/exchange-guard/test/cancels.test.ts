import type { IntentStatus } from '@gatehouse/journal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderGate, Submission } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house } from './house.ts';
import { memoryJournal } from './memory-journal.ts';

const DELETE = 'DELETE /api/v3/order';
let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 500 });
  gate = at.gate();
});
afterEach(() => at.close());

const idOf = (submission: Submission): string =>
  'clientOrderId' in submission ? submission.clientOrderId : expect.fail(`it was ${submission.outcome}`);
/** How many requests an action costs. */
async function asked(act: () => Promise<unknown>): Promise<number> {
  const before = at.exchange.seen.length;
  await act();
  return at.exchange.seen.length - before;
}

describe('an order that is over', () => {
  const ends: readonly IntentStatus[] = [
    'filled',
    'cancelled',
    'expired',
    'rejected',
    'not-found',
    'lost-with-simulator',
  ];
  it.each(ends)('as %s in the journal is gone without a request or an entry', async (status) => {
    const id = idOf(await gate.submit(buy));
    if (status === 'rejected' || status === 'not-found') {
      // These are what we conclude before the exchange has shown anything.
      at.exchange.answer('POST /api/v3/order', (response) => void response.destroy());
    }
    const other = idOf(await gate.submit({ ...buy, amount: '0.002' }));
    await at.journal.recordOutcome(other, { status, at: at.clock() });
    await at.journal.recordOutcome(id, { status, at: at.clock() });
    const { sequence } = await at.journal.head();
    const ask = async () => {
      for (let n = 0; n < 20; n += 1) expect(await gate.cancel(other)).toMatchObject({ outcome: 'gone' });
    };
    expect((await at.journal.intent(other))?.status).toBe(status);
    expect(await asked(ask)).toBe(0);
    expect((await at.journal.head()).sequence).toBe(sequence);
  });

  it('at the exchange is asked for once, while its executions are still awaited', async () => {
    const id = idOf(await gate.submit(buy));
    Object.assign(at.exchange.orders[0] ?? {}, { status: 'FILLED', executedQty: '0.001' });
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone', order: { status: 'filled' } });
    expect((await at.journal.intent(id))?.status).toBe('open');
    expect(await asked(() => gate.cancel(id))).toBe(0);
  });

  it('and was given up too early can be cancelled once it has turned up', async () => {
    at.exchange.answer('POST /api/v3/order', (response, { params }) => {
      at.exchange.place(params);
      response.destroy();
    });
    const id = idOf(await gate.submit(buy));
    await at.journal.recordOutcome(id, { status: 'not-found', at: at.clock() });
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone' });
    await gate.sync();
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('an id that verifies and that the journal does not know', () => {
  it('is asked for once', async () => {
    const id = at.ids.mint(9, 9);
    expect(await asked(() => gate.cancel(id))).toBe(1);
    expect(
      await asked(async () => {
        for (let n = 0; n < 20; n += 1) expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone' });
      }),
    ).toBe(0);
    expect(await asked(() => gate.cancel(at.ids.mint(9, 10)))).toBe(1);
  });

  it('is cancelled when it is open', async () => {
    const id = at.ids.mint(9, 9);
    const terms = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '1', price: '9' };
    at.exchange.place(new URLSearchParams({ ...terms, newClientOrderId: id }));
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'cancelled' });
    expect(await asked(async () => expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone' }))).toBe(0);
  });

  it('is asked for again when the exchange did not answer', async () => {
    const id = at.ids.mint(9, 9);
    at.exchange.answer('GET /api/v3/openOrders', (response) => send(response, 502, ''));
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'unresolved' });
    at.exchange.answers.clear();
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone' });
  });

  it('only because the journal cannot be read is asked for each time', async () => {
    const memory = memoryJournal(at.clock);
    const journal = Object.assign(memory.journal, { intent: () => Promise.reject(new Error('unreadable')) });
    const blind = at.gate({ journal });
    const id = at.ids.mint(1, 1);
    expect(await blind.cancel(id)).toMatchObject({ outcome: 'gone' });
    const terms = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '1', price: '9' };
    at.exchange.place(new URLSearchParams({ ...terms, newClientOrderId: id }));
    expect(await blind.cancel(id)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('cancels of one order at the same time', () => {
  it('are one request with one answer, and a failed one can be repeated', async () => {
    const id = idOf(await gate.submit(buy));
    at.exchange.answer(DELETE, (response) => send(response, 502, ''));
    const failed = await Promise.all(Array.from({ length: 20 }, () => gate.cancel(id)));
    expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(new Set(['unresolved']));
    expect(at.exchange.asked('DELETE', '/api/v3/order')).toHaveLength(1);
    at.exchange.answers.clear();
    const done = await Promise.all(Array.from({ length: 20 }, () => gate.cancel(id)));
    expect(new Set(done.map(({ outcome }) => outcome))).toEqual(new Set(['cancelled']));
    expect(at.exchange.asked('DELETE', '/api/v3/order')).toHaveLength(2);
  });
});

describe('answers that contradict each other', () => {
  it('settle nothing: an order that is not known and is shown as open stays so, and is cancelled again', async () => {
    const id = idOf(await gate.submit(buy));
    at.exchange.answer(DELETE, (response) => send(response, 400, { code: -2011, msg: 'Unknown order sent.' }));
    for (const _ of [1, 2]) {
      expect(await gate.cancel(id)).toMatchObject({ outcome: 'unresolved', order: { status: 'open' } });
      expect((await at.journal.intent(id))?.status).toBe('open');
    }
    expect(at.exchange.asked('DELETE', '/api/v3/order')).toHaveLength(2);
    at.exchange.answers.clear();
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'cancelled' });
    expect((await at.journal.intent(id))?.status).toBe('cancelled');
  });

  it('leave an order unresolved whose placing was not answered either', async () => {
    at.exchange.answer('POST /api/v3/order', (response) => void response.destroy());
    const id = idOf(await gate.submit(buy));
    at.exchange.answers.clear();
    expect((await at.journal.intent(id))?.status).toBe('unresolved');
    const terms = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '0.001', price: '99500' };
    at.exchange.place(new URLSearchParams({ ...terms, timeInForce: 'GTC', newClientOrderId: id }));
    at.exchange.answer(DELETE, (response) => send(response, 400, { code: -2011, msg: 'Unknown order sent.' }));
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'unresolved', order: { status: 'open' } });
    expect(['filled', 'cancelled', 'expired', 'rejected', 'not-found']).not.toContain(
      (await at.journal.intent(id))?.status,
    );
    at.exchange.answers.clear();
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('an id that somebody used again', () => {
  it('never makes a foreign order the end of our own', async () => {
    const id = idOf(await gate.submit(buy));
    const order = at.exchange.orders[0] ?? {};
    at.exchange.answer(DELETE, { ...order, orderId: 4711, side: 'SELL', status: 'CANCELED', origClientOrderId: id });
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'unresolved' });
    expect(await at.journal.intent(id)).toMatchObject({ status: 'open', exchangeOrderId: '1001' });
  });
});
