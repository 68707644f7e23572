import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcile } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house } from './house.ts';
import { firstTrade } from './submitting.ts';

let at: House;
beforeEach(async () => {
  at = await house({ timeoutMs: 500 });
});
afterEach(() => at.close());

const look = (over: object = {}) =>
  reconcile(at.venue, at.journal, { symbols: ['BTC/USDT'], ids: at.ids, clock: at.clock, preflight: false, ...over });
const adopt = { by: 'me', reason: 'it is my account' };
const stranger = () =>
  at.exchange.place(
    new URLSearchParams({
      symbol: 'ETHUSDT',
      side: 'BUY',
      type: 'LIMIT',
      quantity: '1',
      price: '9',
      newClientOrderId: 'web_1',
    }),
  );
const move = (asset: string, free: string) => {
  at.exchange.balances = [...at.exchange.balances.filter((row) => row.asset !== asset), { asset, free, locked: '0' }];
};

describe('an account nobody has declared', () => {
  it('only warns in a preflight, and fails a start, with what is on it and what to do', async () => {
    const fix = expect.stringContaining('--adopt-baseline');
    expect(await look({ preflight: true })).toMatchObject({
      result: 'warn',
      fix,
      unadopted: ['10000 USDT', '0.5 BTC'],
    });
    expect(await look()).toMatchObject({ result: 'fail', fix });
    expect(await at.journal.baseline()).toBeUndefined();
  });

  it('passes when there is nothing on it', async () => {
    at.exchange.balances = [];
    expect(await look()).toMatchObject({ result: 'pass' });
  });

  it('is declared once, orders included, and then passes by itself', async () => {
    stranger();
    expect(await look({ adopt })).toMatchObject({ result: 'pass', openOrders: [{ exchangeOrderId: '1001' }] });
    expect(await at.journal.baseline()).toMatchObject({
      ...adopt,
      balances: { USDT: '10000', BTC: '0.5' },
      orders: ['1001'],
    });
    expect(await look()).toMatchObject({ result: 'pass', unadopted: [], balances: { USDT: '10000', BTC: '0.5' } });
  });

  it('is not declared by a preflight', async () => {
    expect(await look({ adopt, preflight: true })).toMatchObject({ result: 'pass' });
    expect(await at.journal.baseline()).toBeUndefined();
  });
});

describe('an account that was declared', () => {
  beforeEach(async () => {
    await look({ adopt });
  });

  it('fails for an open order that nobody here placed', async () => {
    stranger();
    expect(await look()).toMatchObject({ result: 'fail', unadopted: [expect.stringContaining('1001')] });
    expect(await look({ preflight: true })).toMatchObject({ result: 'fail' });
  });

  it('fails for an order under an id of ours that was never written down here', async () => {
    const id = at.ids.mint(7, 7);
    at.exchange.place(
      new URLSearchParams({
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        quantity: '1',
        price: '9',
        newClientOrderId: id,
      }),
    );
    expect(await look()).toMatchObject({ result: 'fail', unadopted: [expect.stringContaining('1001')] });
  });

  it.each([
    ['for the sell of something else', { symbol: 'ETHUSDT', side: 'SELL' }],
    ['in the very same terms', {}],
  ])('fails for an order under an id of ours whose own order is over, %s', async (_what, over) => {
    const submission = await at.gate().submit(buy);
    const id = 'clientOrderId' in submission ? submission.clientOrderId : '';
    await at.gate().cancel(id);
    at.later(3001);
    expect(await look()).toMatchObject({ result: 'pass' });
    const terms = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '0.001', price: '99500' };
    at.exchange.place(new URLSearchParams({ ...terms, newClientOrderId: id, ...over }));
    for (const preflight of [true, false]) {
      expect(await look({ preflight })).toMatchObject({
        result: 'fail',
        unadopted: [expect.stringContaining('1002')],
        says: expect.stringContaining('did not place'),
      });
    }
  });

  it('fails for a second order under the id of one that rests, and passes for that one alone', async () => {
    const submission = await at.gate().submit(buy);
    expect(await look()).toMatchObject({ result: 'pass' });
    const { orders } = at.exchange;
    orders.unshift({ ...orders[0], orderId: 4711 });
    expect(await look()).toMatchObject({ result: 'fail', unadopted: [expect.stringContaining('4711')] });
    expect(submission).toMatchObject({ outcome: 'placed', order: { exchangeOrderId: '1001' } });
  });

  it('fails for money that left, and warns of money that came', async () => {
    move('USDT', '9999.5');
    expect(await look()).toMatchObject({ result: 'fail', says: expect.stringContaining('0.5 USDT left') });
    move('USDT', '10000.5');
    expect(await look()).toMatchObject({ result: 'warn', says: expect.stringContaining('0.5 USDT came') });
    at.exchange.balances = [];
    expect(await look()).toMatchObject({ result: 'fail' });
  });

  it('knows what own executions and their fees did', async () => {
    move('BNB', '0.1');
    await look({ adopt });
    at.exchange.fills = true;
    const gate = at.gate();
    await gate.submit(buy);
    await gate.submit({ ...buy, side: 'sell', price: '100500', amount: '0.002' });
    move('USDT', '10101.5');
    move('BTC', '0.499');
    move('BNB', '0.09998');
    expect(await look()).toMatchObject({ result: 'pass' });
    move('BNB', '0.09997');
    expect(await look()).toMatchObject({ result: 'fail', says: expect.stringContaining('0.00001 BNB left') });
  });

  it('takes in what happened while nobody looked', async () => {
    await at.gate().submit(buy);
    Object.assign(at.exchange.orders[0] ?? {}, { status: 'FILLED', executedQty: '0.001', cummulativeQuoteQty: '99.5' });
    at.exchange.trades.push(firstTrade());
    move('USDT', '9900.5');
    move('BTC', '0.501');
    expect(await look()).toMatchObject({ result: 'pass' });
    expect(await at.journal.openIntents()).toEqual([]);
    expect(await at.journal.fills()).toHaveLength(1);
  });

  it('fails while the fate of an order is not known', async () => {
    at.exchange.answer('POST /api/v3/order', (response) => void response.destroy());
    await at.gate().submit(buy);
    expect(await look()).toMatchObject({ result: 'fail', says: expect.stringContaining('not known what became') });
    at.later(30_000);
    expect(await look()).toMatchObject({ result: 'pass' });
    expect(await at.journal.openIntents()).toEqual([]);
  });

  it('writes nothing in a preflight', async () => {
    at.exchange.answer('POST /api/v3/order', (response) => void response.destroy());
    await at.gate().submit(buy);
    at.later(30_000);
    const before = (await at.journal.head()).sequence;
    expect(await look({ preflight: true })).toMatchObject({ result: 'pass' });
    expect((await at.journal.head()).sequence).toBe(before);
  });
});

describe('the simulated exchange', () => {
  it('took the orders of its last run with it', async () => {
    await at.gate().submit(buy);
    at.exchange.orders.length = 0;
    at.later(1000);
    expect(await look({ adopt, simulatedSince: at.clock() })).toMatchObject({ result: 'pass' });
    expect(await at.journal.openIntents()).toEqual([]);
  });
});

describe('what cannot be looked at', () => {
  it.each(['GET /api/v3/openOrders', 'GET /api/v3/account'])(
    '%s fails the check and throws nothing',
    async (endpoint) => {
      at.exchange.answer(endpoint, (response) => send(response, 500, '{}'));
      expect(await look({ adopt })).toMatchObject({ result: 'fail', evidence: { code: 'VENUE_UNAVAILABLE' } });
      at.exchange.answer(endpoint, {});
      expect(await look({ adopt })).toMatchObject({ result: 'fail', evidence: { code: 'VENUE_MALFORMED' } });
      expect(await at.journal.baseline()).toBeUndefined();
    },
  );

  it('a market that does not exist fails, and nothing is declared', async () => {
    expect(await look({ adopt, symbols: ['BTC/USDT', 'NO/PE'] })).toMatchObject({
      result: 'fail',
      says: expect.stringContaining('NO/PE'),
    });
    expect(await at.journal.baseline()).toBeUndefined();
  });
});
