import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderGate, Submission } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house, limits } from './house.ts';

const POST = 'POST /api/v3/order';
const ORDER = 'GET /api/v3/order';
let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 300 });
  gate = at.gate();
});
afterEach(() => at.close());

const idOf = (submission: Submission): string =>
  'clientOrderId' in submission ? submission.clientOrderId : expect.fail(`it was ${submission.outcome}`);
const status = async (id: string) => (await at.journal.intent(id))?.status;
/** After which the exchange can no longer accept what was sent. */
const acceptable = limits.maxSubmitDelayMs + 5000 + 3000;

/** Sends an order whose answer gets lost: taken in by the exchange, or not. */
async function lost(arrived: boolean): Promise<string> {
  at.exchange.answer(POST, (response, { params }) => {
    if (arrived) at.exchange.place(params);
    response.destroy();
  });
  return idOf(await gate.submit(buy));
}

function fillLast(amount: string, tradeId: number): void {
  const order = at.exchange.orders.at(-1) ?? expect.fail('there is no order');
  const whole = amount === order.origQty;
  Object.assign(order, {
    status: whole ? 'FILLED' : 'PARTIALLY_FILLED',
    executedQty: amount,
    cummulativeQuoteQty: '1',
  });
  at.exchange.trades.push({
    symbol: 'BTCUSDT',
    id: tradeId,
    orderId: order.orderId ?? 0,
    price: '99500',
    qty: amount,
    commission: '0.001',
    commissionAsset: 'BNB',
    time: at.clock().getTime(),
    isBuyer: true,
    isMaker: true,
  });
}

describe('an order whose answer was lost', () => {
  it('is found by its id when it arrived', async () => {
    const id = await lost(true);
    expect(await gate.resolve()).toEqual({ resolved: [{ clientOrderId: id, status: 'open' }], unresolved: [] });
    expect(await status(id)).toBe('open');
    expect(await gate.resolve()).toEqual({ resolved: [], unresolved: [] });
  });

  it('is found among the open orders when the order itself is not shown yet', async () => {
    const id = await lost(true);
    at.exchange.answer(ORDER, (response) => send(response, 400, { code: -2013, msg: 'Order does not exist.' }));
    expect(await gate.resolve()).toMatchObject({ resolved: [{ clientOrderId: id, status: 'open' }] });
  });

  it('is found by its trades when neither is shown', async () => {
    const id = await lost(true);
    fillLast('0.001', 501);
    at.exchange.answer(ORDER, (response, { params }) => {
      // By our id it is not known yet; by the exchange's own it is.
      if (params.has('origClientOrderId')) send(response, 400, { code: -2013, msg: 'Order does not exist.' });
      else send(response, 200, at.exchange.orders[0]);
    });
    expect(await gate.resolve()).toMatchObject({ resolved: [{ clientOrderId: id, status: 'filled' }] });
    expect((await gate.sync()).fills).toEqual([expect.objectContaining({ tradeId: '501', clientOrderId: id })]);
  });

  it('is not given up before the exchange can no longer accept it', async () => {
    const id = await lost(false);
    expect(await gate.resolve()).toMatchObject({ resolved: [], unresolved: [{ clientOrderId: id }] });
    at.later(acceptable - 1000);
    expect(await gate.resolve()).toMatchObject({ resolved: [] });
    expect(await status(id)).toBe('unresolved');
    at.later(1001);
    expect(await gate.resolve()).toEqual({ resolved: [{ clientOrderId: id, status: 'not-found' }], unresolved: [] });
    expect(await status(id)).toBe('not-found');
  });

  it('is not given up after the exchange may have forgotten it', async () => {
    const id = await lost(false);
    at.later(91 * 24 * 60 * 60 * 1000);
    expect(await gate.resolve()).toMatchObject({ resolved: [], unresolved: [{ clientOrderId: id }] });
  });

  it.each([
    ['the order', ORDER],
    ['the open orders', 'GET /api/v3/openOrders'],
    ['the trades', 'GET /api/v3/myTrades'],
  ])('stays unresolved while %s cannot be asked for', async (_what, endpoint) => {
    const id = await lost(false);
    at.later(acceptable + 1000);
    at.exchange.answer(endpoint, (response) => send(response, 500, '{}'));
    expect(await gate.resolve()).toMatchObject({ resolved: [], unresolved: [{ clientOrderId: id }] });
    expect(await status(id)).toBe('unresolved');
  });

  it('is looked up again, though not at once', async () => {
    const id = await lost(true);
    at.exchange.answer(ORDER, (response) => send(response, 500, '{}'));
    await gate.resolve();
    const asked = at.exchange.seen.length;
    expect(await gate.resolve()).toMatchObject({ unresolved: [{ clientOrderId: id }] });
    expect(at.exchange.seen.length).toBe(asked);
    at.exchange.answers.clear();
    at.later(1001);
    expect(await gate.resolve()).toMatchObject({ resolved: [{ clientOrderId: id, status: 'open' }] });
  });

  it('is looked up as well when its outcome did not reach the disk', async () => {
    const record = at.journal.recordOutcome.bind(at.journal);
    let broken = true;
    const journal = Object.assign(Object.create(at.journal), {
      recordOutcome: (...given: Parameters<typeof record>) =>
        broken ? Promise.reject(new Error('full')) : record(...given),
    });
    for (const name of ['intend', 'standing', 'openIntents', 'fills', 'recordFill', 'intent', 'baseline'] as const) {
      Object.assign(journal, { [name]: (at.journal[name] as (...given: unknown[]) => unknown).bind(at.journal) });
    }
    const unlucky = at.gate({ journal });
    const id = idOf(await unlucky.submit(buy));
    expect(await status(id)).toBe('intended');
    broken = false;
    expect(await unlucky.resolve()).toMatchObject({ resolved: [{ clientOrderId: id, status: 'open' }] });
    expect(await status(id)).toBe('open');
  });

  it('is never sent again by itself, and is left to resolve() by sync()', async () => {
    const id = await lost(false);
    await gate.resolve();
    at.exchange.seen.length = 0;
    await gate.sync();
    expect(at.exchange.asked('POST', '/api/v3/order')).toHaveLength(0);
    expect(at.exchange.asked('GET', '/api/v3/order')).toHaveLength(0);
    expect(await at.journal.intent(id)).toMatchObject({ status: 'unresolved', code: 'VENUE_UNREACHABLE' });
  });

  it('is not looked up while its answer may still come', async () => {
    let answer = (): void => undefined;
    at.exchange.answer(POST, (response, { params }) => {
      answer = () => send(response, 200, at.exchange.place(params));
    });
    const submitting = gate.submit(buy);
    while (at.exchange.asked('POST', '/api/v3/order').length === 0) await new Promise((done) => setTimeout(done, 5));
    expect(await gate.resolve()).toEqual({ resolved: [], unresolved: [] });
    expect((await gate.sync()).foreign).toEqual([]);
    answer();
    expect(await submitting).toMatchObject({ outcome: 'placed' });
  });
});

describe('what the exchange did with resting orders', () => {
  it('is taken in execution by execution, each handed out once', async () => {
    const id = idOf(await gate.submit(buy));
    fillLast('0.0004', 501);
    expect((await gate.sync()).fills).toEqual([
      expect.objectContaining({ tradeId: '501', amount: '0.0004', fee: '0.001', feeAsset: 'BNB' }),
    ]);
    expect(await at.journal.intent(id)).toMatchObject({ status: 'open', filled: '0.0004' });
    expect((await gate.sync()).fills).toEqual([]);
    fillLast('0.001', 502);
    Object.assign(at.exchange.trades.at(-1) ?? {}, { qty: '0.0006' });
    expect((await gate.sync()).fills).toEqual([expect.objectContaining({ tradeId: '502', amount: '0.0006' })]);
    expect(await status(id)).toBe('filled');
  });

  it('waits for executions that are listed late, and not for ever', async () => {
    const id = idOf(await gate.submit(buy));
    fillLast('0.001', 501);
    const listed = at.exchange.trades.splice(0);
    expect((await gate.sync()).fills).toEqual([]);
    expect(await status(id)).toBe('open');
    at.exchange.trades.push(...listed);
    expect((await gate.sync()).fills).toHaveLength(1);
    expect(await status(id)).toBe('filled');

    const never = idOf(await gate.submit({ ...buy, amount: '0.002' }));
    fillLast('0.002', 502);
    at.exchange.trades.pop();
    await gate.sync();
    expect(await status(never)).toBe('open');
    at.later(60_001);
    await gate.sync();
    expect(await status(never)).toBe('filled');
  });

  it('shows cancels and expiries that we did not ask for', async () => {
    const id = idOf(await gate.submit(buy));
    Object.assign(at.exchange.orders[0] ?? {}, { status: 'CANCELED' });
    await gate.sync();
    expect(await status(id)).toBe('cancelled');
    const other = idOf(await gate.submit({ ...buy, amount: '0.002' }));
    Object.assign(at.exchange.orders[1] ?? {}, { status: 'EXPIRED' });
    await gate.sync();
    expect(await status(other)).toBe('expired');
  });

  it('makes an order unresolved that the exchange had confirmed and no longer knows', async () => {
    const id = idOf(await gate.submit(buy));
    at.exchange.orders.length = 0;
    await gate.sync();
    expect(await at.journal.intent(id)).toMatchObject({ status: 'unresolved', code: 'NOT_SEEN' });
  });

  it('loses nothing when the exchange does not answer', async () => {
    await gate.submit({ symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.001', reason: 'r' });
    at.exchange.answer('GET /api/v3/openOrders', (response) => send(response, 500, '{}'));
    at.later(30_001);
    await expect(gate.sync()).rejects.toThrow(expect.objectContaining({ code: 'VENUE_UNAVAILABLE' }));
    at.exchange.answers.clear();
    expect((await gate.sync()).fills).toHaveLength(1);
  });

  it('names open orders that nobody here placed, adopted ones excepted', async () => {
    await gate.submit(buy);
    const stranger = (id: string) =>
      at.exchange.place(
        new URLSearchParams({
          symbol: 'ETHUSDT',
          side: 'BUY',
          type: 'LIMIT',
          quantity: '1',
          price: '9',
          newClientOrderId: id,
        }),
      );
    stranger('web_1234');
    // Made with our key, and never written down: read off the account, or from a lost state folder.
    stranger(at.ids.mint(9, 9));
    const { orders, foreign } = await gate.sync();
    expect(orders).toHaveLength(1);
    expect(foreign.map(({ exchangeOrderId, symbol }) => [exchangeOrderId, symbol])).toEqual([
      ['1002', 'ETH/USDT'],
      ['1003', 'ETH/USDT'],
    ]);
    at.exchange.seen.length = 0;
    expect((await gate.sync()).foreign).toHaveLength(2);
    expect(at.exchange.seen.map(({ path, params }) => [path, params.get('symbol')])).toEqual([
      ['/api/v3/openOrders', 'BTCUSDT'],
    ]);
    at.later(30_001);
    await at.journal.adoptBaseline({ balances: {}, orders: ['1002'], by: 'me', reason: 'mine', at: at.clock() });
    expect((await gate.sync()).foreign).toHaveLength(1);
  });
});

describe('an own id that somebody used again', () => {
  const again = (id: string, over: Record<string, string> = {}) =>
    at.exchange.place(
      new URLSearchParams({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        quantity: '0.001',
        price: '99500',
        newClientOrderId: id,
        ...over,
      }),
    );
  const foreign = async () => (await gate.sync()).foreign.map(({ exchangeOrderId }) => exchangeOrderId);

  it('after its order had filled, for a sell elsewhere, is foreign', async () => {
    const id = idOf(await gate.submit({ ...buy, kind: 'market', price: undefined as never }));
    expect(await status(id)).toBe('filled');
    again(id, { symbol: 'ETHUSDT', side: 'SELL' });
    expect(await foreign()).toEqual(['1002']);
    expect(await status(id)).toBe('filled');
  });

  it('after its order was over, in the very same terms, is foreign', async () => {
    const id = idOf(await gate.submit(buy));
    await gate.cancel(id);
    again(id);
    at.later(3001);
    expect(await foreign()).toEqual(['1002']);
  });

  it.each([
    ['the other side', { side: 'SELL' }],
    ['another market', { symbol: 'ETHUSDT' }],
    ['another amount', { quantity: '0.0010000001' }],
    ['another price', { price: '99500.01' }],
    ['another kind', { type: 'STOP_LOSS_LIMIT' }],
    ['the same terms', {}],
  ])('while its own order is open, with %s, is foreign, and nothing about it is learnt', async (_what, over) => {
    const id = idOf(await gate.submit(buy));
    again(id, over);
    // Whichever of the two is shown first.
    at.exchange.orders.reverse();
    const synced = await gate.sync();
    expect(synced.foreign.map(({ exchangeOrderId }) => exchangeOrderId)).toEqual(['1002']);
    expect(synced.orders.map(({ exchangeOrderId }) => exchangeOrderId)).toEqual(['1001']);
    expect(await at.journal.intent(id)).toMatchObject({ status: 'open', exchangeOrderId: '1001' });
  });

  it('in a market that own orders rest in is seen without waiting for the wide look', async () => {
    const id = idOf(await gate.submit(buy));
    expect(await foreign()).toEqual([]);
    again(id, { side: 'SELL' });
    expect(await foreign()).toEqual(['1002']);
    expect(await foreign()).toEqual(['1002']);
  });

  it('does not hide how its own order ended', async () => {
    const id = idOf(await gate.submit(buy));
    Object.assign(at.exchange.orders[0] ?? {}, { status: 'CANCELED' });
    again(id, { side: 'SELL' });
    at.exchange.orders.reverse();
    expect(await foreign()).toEqual(['1002']);
    expect(await status(id)).toBe('cancelled');
  });

  it('leaves an order whose answer was lost to a person, for as long as it is shown', async () => {
    const id = await lost(false);
    again(id, { side: 'SELL' });
    at.later(acceptable + 1);
    expect(await gate.resolve()).toMatchObject({
      resolved: [],
      unresolved: [{ clientOrderId: id, says: expect.stringContaining('another order') }],
    });
    expect(await status(id)).toBe('unresolved');
    expect(await foreign()).toEqual(['1001']);
  });
});

describe('an own order that is shown against what the journal says', () => {
  it('is no stranger when it ended while the list was on its way', async () => {
    const id = idOf(await gate.submit(buy));
    at.exchange.answer('GET /api/v3/openOrders', async (response) => {
      const listed = at.exchange.orders.map((order) => ({ ...order }));
      await gate.cancel(id);
      send(response, 200, listed);
    });
    expect((await gate.sync()).foreign).toEqual([]);
    expect(await status(id)).toBe('cancelled');
  });

  it.each(['not-found', 'rejected'] as const)('turns up after it was %s, and is open again', async (given) => {
    const id = await lost(true);
    await at.journal.recordOutcome(id, { status: given, at: at.clock() });
    at.later(10_000);
    const synced = await gate.sync();
    expect(synced).toMatchObject({ foreign: [], orders: [{ clientOrderId: id }] });
    expect(await at.journal.intent(id)).toMatchObject({ status: 'open', exchangeOrderId: '1001' });
  });

  it.each([true, false])('is own while it is on its way, post-only %s', async (postOnly) => {
    at.exchange.answer(POST, async (response, { params }) => {
      const answer = at.exchange.place(params);
      expect((await gate.sync()).foreign).toEqual([]);
      send(response, 200, answer);
    });
    expect(await gate.submit({ ...buy, postOnly })).toMatchObject({ outcome: 'placed' });
  });
});
