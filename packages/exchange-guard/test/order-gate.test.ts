import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isApproved } from '../src/approved-order.ts';
import { type Clearance, isClearance } from '../src/clearance.ts';
import { type OrderGate, type OrderRequest, openVenue, type Submission } from '../src/index.ts';
import { doorsOf, registerDoors } from '../src/inner-doors.ts';
import type { Contract, Position } from '../src/order.ts';
import type { Venue } from '../src/venue.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house, limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';

const POST = 'POST /api/v3/order';
let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

const placed = () => at.exchange.asked('POST', '/api/v3/order');
const idOf = (submission: Submission): string =>
  'clientOrderId' in submission ? submission.clientOrderId : expect.fail(`it was ${submission.outcome}`);
const market: OrderRequest = { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.001', reason: 'a test' };

describe('an order through the gate', () => {
  it('is written down, sent as approved under our own id, and its outcome written down', async () => {
    const submission = await gate.submit({ ...buy, amount: '0.0010099', price: '99500.019' });
    const id = idOf(submission);
    expect(submission).toMatchObject({
      outcome: 'placed',
      order: { status: 'open', amount: '0.001', price: '99500.01' },
    });
    expect(at.ids.verify(id)).toEqual({ epoch: 1, sequence: 1 });
    expect(Object.fromEntries(placed()[0]?.params ?? [])).toMatchObject({
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
    expect(placed()[0]?.params.get('type')).toBe('LIMIT_MAKER');
    await gate.submit({ ...buy, amount: '0.002', timeInForce: 'IOC' });
    expect(placed()[1]?.params.get('timeInForce')).toBe('IOC');
  });

  it('cannot be changed by whoever asked for it, once it was asked for', async () => {
    const request = { ...buy };
    const submitting = gate.submit(request);
    request.amount = '0.1';
    await submitting;
    expect(placed()[0]?.params.get('quantity')).toBe('0.001');
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
    expect(placed()).toHaveLength(0);
  });
});

describe('a refusal', () => {
  it('sends nothing, is counted, and stands in the trail', async () => {
    expect(await gate.submit({ ...buy, amount: '0.01' })).toMatchObject({
      outcome: 'refused',
      control: 'max-order-value',
    });
    expect(await gate.submit({ ...buy, symbol: 'ETH/USDT' })).toMatchObject({
      outcome: 'refused',
      control: 'symbol-allow-list',
    });
    await gate.submit({ ...buy, symbol: 'ETH/USDT' });
    expect(placed()).toHaveLength(0);
    expect(gate.refusals()).toEqual({ 'max-order-value': 1, 'symbol-allow-list': 2 });
    const trail = JSON.stringify(await at.journal.entries());
    expect(trail.match(/max-order-value/g)).toHaveLength(1);
  });

  it('asks the exchange nothing about a symbol that is not listed', async () => {
    at.exchange.seen.length = 0;
    await gate.submit({ ...buy, symbol: 'ETH/USDT' });
    expect(at.exchange.seen).toHaveLength(0);
  });

  it('comes for whatever a strategy can put into a frame', async () => {
    for (const text of [
      '{}',
      '{"side":{"toString":0}}',
      '{"symbol":["BTC/USDT"]}',
      '{"__proto__":{"symbol":"BTC/USDT"}}',
      '[]',
      'null',
    ]) {
      expect(await gate.submit(JSON.parse(text))).toMatchObject({ outcome: 'refused', control: 'sanity' });
    }
  });

  it('of a repetition, of one open order too many, of one message too many', async () => {
    const small = at.gate({ limits: { ...limits, maxMessagesPerMinute: 5, maxOpenOrders: 3 } });
    await small.submit(buy);
    expect(await small.submit(buy)).toMatchObject({ control: 'duplicate-order' });
    await small.submit({ ...buy, price: '99400' });
    await small.submit({ ...buy, price: '99300' });
    expect(await small.submit({ ...buy, price: '99200' })).toMatchObject({ control: 'max-open-orders' });
    const first = placed()[0]?.params.get('newClientOrderId') ?? '';
    await small.cancel(first);
    await small.cancel(placed()[1]?.params.get('newClientOrderId') ?? '');
    expect(await small.submit({ ...buy, price: '99100' })).toMatchObject({ control: 'message-limit' });
  });

  it('while halted, and after it was lifted an order goes again', async () => {
    const { id } = await at.journal.restrict({ kind: 'halt', by: 'me', reason: 'a test' });
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'refused', control: 'trading-state' });
    await at.journal.lift({ id, by: 'me', reason: 'a test' });
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'placed' });
  });

  it('while reducing, of all but a sell of what the account holds', async () => {
    await at.journal.restrict({ kind: 'reduce', by: 'me', reason: 'a test' });
    expect(await gate.submit(buy)).toMatchObject({ control: 'trading-state' });
    const sell = { ...buy, side: 'sell', price: '100500' } as const;
    at.exchange.balances = [{ asset: 'BTC', free: '0.0005', locked: '1' }];
    expect(await gate.submit(sell)).toMatchObject({ control: 'trading-state' });
    expect(await gate.submit({ ...sell, amount: '0.0005' })).toMatchObject({ outcome: 'placed' });
    at.exchange.answer('GET /api/v3/account', (response) => send(response, 500, '{}'));
    expect(await gate.submit({ ...sell, amount: '0.0004' })).toMatchObject({ control: 'trading-state' });
  });

  it('once the clearance has expired or was revoked', async () => {
    at.later(24 * 60 * 60 * 1000);
    expect(await gate.submit(buy)).toMatchObject({ control: 'clearance' });
    at.clearance.revoke('a test');
    expect(await gate.submit({ ...buy, side: 'sell', price: '100500' })).toMatchObject({ control: 'clearance' });
    expect(placed()).toHaveLength(0);
  });

  it('when another process took the lease', async () => {
    await at.journal.takeLease({ holder: 'another', fingerprint: 'f'.repeat(32), atLeast: 5 });
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'refused', control: 'lease-epoch' });
    expect(await at.gate().submit(buy)).toMatchObject({ outcome: 'placed' });
    await at.journal.releaseLease();
    expect(await at.gate().submit({ ...buy, amount: '0.002' })).toMatchObject({
      outcome: 'refused',
      control: 'lease-epoch',
    });
  });

  it('when the journal cannot write: no intent, no order', async () => {
    const memory = memoryJournal(at.clock);
    memory.break(Object.assign(new Error('the disk is full'), { code: 'DISK_FULL' }));
    const broken = at.gate({ journal: memory.journal });
    expect(await broken.submit(buy)).toMatchObject({ outcome: 'refused', control: 'journal', value: 'DISK_FULL' });
    expect(placed()).toHaveLength(0);
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
    expect(placed()).toHaveLength(0);
    expect([...memory.rows.values()]).toEqual([expect.objectContaining({ status: 'rejected', code: control })]);
    expect(watched.refusals()).toEqual({ [control]: 1 });
  });
});

describe('an answer to an order', () => {
  it.each([
    ['a filter', 400, { code: -1013, msg: 'Filter failure: LOT_SIZE' }, '-1013'],
    ['not enough money', 400, { code: -2010, msg: 'Account has insufficient balance for requested action.' }, '-2010'],
    ['a wrong key', 401, { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' }, '-2015'],
    ['too many requests', 429, { code: -1003, msg: 'Too many requests' }, '-1003'],
    ['a bad signature', 400, { code: -1022, msg: 'Signature for this request is not valid.' }, '-1022'],
  ])('of %s is a proven rejection', async (_what, status, body, code) => {
    at.exchange.answer(POST, (response) => send(response, status, body));
    const submission = await gate.submit(buy);
    expect(submission).toMatchObject({ outcome: 'rejected', code });
    expect(await at.journal.intent(idOf(submission))).toMatchObject({ status: 'rejected', code });
    expect(placed()).toHaveLength(1);
  });

  it.each([
    ['a server error', 500, '{}'],
    ['a bad gateway', 502, '<html>'],
    [
      'status unknown',
      504,
      { code: -1007, msg: 'Timeout waiting for response from backend server. Send status unknown' },
    ],
    [
      'an unexpected response',
      400,
      { code: -1006, msg: 'An unexpected response was received. Execution status unknown.' },
    ],
    ['a code nobody knows', 400, { code: -9999, msg: 'news' }],
    [
      'a duplicate id, which an earlier attempt of ours would cause',
      400,
      { code: -2010, msg: 'Duplicate order sent.' },
    ],
    ['a refusal without a code', 403, '<html>'],
    ['a page instead of an order', 200, '<html>'],
    ['an empty page', 200, ''],
    [
      'another order',
      200,
      {
        symbol: 'BTCUSDT',
        orderId: 1,
        clientOrderId: 'x',
        status: 'NEW',
        side: 'BUY',
        type: 'LIMIT',
        origQty: '1',
        executedQty: '0',
      },
    ],
    ['half an order', 200, { symbol: 'BTCUSDT', orderId: 1 }],
  ])('of %s is not a rejection', async (_what, status, body) => {
    at.exchange.answer(POST, (response) => send(response, status, body));
    const submission = await gate.submit(buy);
    expect(submission).toMatchObject({ outcome: 'unresolved' });
    expect(await at.journal.intent(idOf(submission))).toMatchObject({ status: 'unresolved' });
    expect(placed()).toHaveLength(1);
  });

  it('that does not come is not a rejection, and nothing is sent again', async () => {
    at.exchange.answer(POST, () => undefined);
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'unresolved' });
    at.exchange.answer(POST, (response) => void response.destroy());
    expect(await gate.submit({ ...buy, amount: '0.002' })).toMatchObject({ outcome: 'unresolved' });
    expect(placed()).toHaveLength(2);
  });

  it('cannot come when nobody was reached: that is a rejection', async () => {
    await gate.submit(buy);
    await at.exchange.stop();
    at.venue.close();
    expect(await gate.submit({ ...buy, amount: '0.002' })).toMatchObject({
      outcome: 'rejected',
      code: 'VENUE_UNREACHABLE',
    });
    await at.exchange.start();
  });

  it('of a wrong clock is tried a second time, with the same id, and written down as such', async () => {
    at.exchange.clockOffMs = 60_000;
    const id = idOf(await gate.submit(buy));
    expect(placed().map(({ params }) => params.get('newClientOrderId'))).toEqual([id, id]);
    expect(await at.journal.intent(id)).toMatchObject({ status: 'open', attempts: 2 });
  });

  it.each([
    ['a bad gateway', 503],
    ['a page that says that all is well', 200],
    ['a redirect', 302],
  ])('of a wrong clock in %s is not tried again: it may have been taken in', async (_what, status) => {
    at.exchange.answer(POST, (response, { params }) => {
      at.exchange.place(params);
      send(response, status, { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' });
    });
    const submission = await gate.submit(market);
    expect(submission).toMatchObject({ outcome: 'unresolved' });
    expect(placed()).toHaveLength(1);
    expect(await gate.resolve()).toMatchObject({ resolved: [{ clientOrderId: idOf(submission), status: 'filled' }] });
  });

  it('of a wrong clock twice is a rejection', async () => {
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1021, msg: 'Timestamp' }));
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'rejected', code: '-1021' });
    expect(placed()).toHaveLength(2);
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

describe('what a submission says', () => {
  it('of a rejection is what the exchange said', async () => {
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1013, msg: 'Filter failure: LOT_SIZE' }));
    const submission = await gate.submit(buy);
    expect(submission).toEqual({
      outcome: 'rejected',
      clientOrderId: idOf(submission),
      code: '-1013',
      says: 'Filter failure: LOT_SIZE',
    });
    expect(await at.journal.intent(idOf(submission))).toMatchObject({ says: 'Filter failure: LOT_SIZE' });
  });

  it('of an order that was answered as rejected is that', async () => {
    at.exchange.answer(POST, (response, { params }) =>
      send(response, 200, { ...at.exchange.place(params), status: 'REJECTED' }),
    );
    const submission = await gate.submit(buy);
    expect(submission).toEqual({
      outcome: 'rejected',
      clientOrderId: idOf(submission),
      code: 'REJECTED',
      says: 'The exchange rejected the order.',
    });
  });

  it('of an answer that did not come is that', async () => {
    at.exchange.answer(POST, () => undefined);
    const submission = await gate.submit(buy);
    const says = 'The exchange did not answer whole within 800 ms.';
    expect(submission).toEqual({ outcome: 'unresolved', clientOrderId: idOf(submission), says });
    expect(await at.journal.intent(idOf(submission))).toMatchObject({
      status: 'unresolved',
      code: 'VENUE_TIMEOUT',
      says,
    });
  });

  it('of a clock that cannot be set is what the exchange said of it, and nothing is sent again', async () => {
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1021, msg: 'Timestamp' }));
    at.exchange.answer('GET /api/v3/time', (response) => send(response, 500, '{}'));
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'rejected', code: '-1021', says: 'Timestamp' });
    expect(placed()).toHaveLength(1);
  });

  it('of a second attempt that cannot be written down is the same: it is not made', async () => {
    const memory = memoryJournal(at.clock);
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1021, msg: 'Timestamp' }));
    const recordSent = async (): Promise<never> => {
      throw new Error('the disk is full');
    };
    const journal = Object.assign(memory.journal, { recordSent });
    expect(await at.gate({ journal }).submit(buy)).toMatchObject({ outcome: 'rejected', code: '-1021' });
    expect(placed()).toHaveLength(1);
  });

  it.each<readonly [string, unknown, string, string, string]>([
    [
      'a halt',
      Object.assign(new Error('halted'), { code: 'INTENT_WHILE_HALTED' }),
      'trading-state',
      'INTENT_WHILE_HALTED',
      ': halted',
    ],
    [
      'a lost lease',
      Object.assign(new Error('gone'), { code: 'LEASE_NOT_HELD' }),
      'lease-epoch',
      'LEASE_NOT_HELD',
      ': gone',
    ],
    [
      'a name every object has',
      Object.assign(new Error('odd'), { code: 'constructor' }),
      'journal',
      'constructor',
      ': odd',
    ],
    ['no code', new Error('odd'), 'journal', 'UNKNOWN', ': odd'],
    ['a number', Object.assign(new Error('odd'), { code: 7 }), 'journal', 'UNKNOWN', ': odd'],
    ['nothing', undefined, 'journal', 'UNKNOWN', ''],
  ])('of a journal that throws %s is a refusal', async (_what, thrown, control, value, words) => {
    const memory = memoryJournal(at.clock);
    const intend = async (): Promise<never> => {
      throw thrown;
    };
    const broken = at.gate({ journal: Object.assign(memory.journal, { intend }) });
    expect(await broken.submit(buy)).toEqual({
      outcome: 'refused',
      control,
      limit: null,
      value,
      says: `The order could not be written down first${words}`,
    });
    expect(broken.refusals()).toEqual({ [control]: 1 });
  });

  it('of a journal that takes an intent nobody decided on is a refusal', async () => {
    const memory = memoryJournal(at.clock);
    const intend = async () => ({ clientOrderId: 'x' });
    const broken = at.gate({ journal: Object.assign(memory.journal, { intend }) as never });
    expect(await broken.submit(buy)).toMatchObject({ outcome: 'refused', control: 'journal', value: 'UNKNOWN' });
    expect(placed()).toHaveLength(0);
  });

  it('of a journal that cannot say which epoch is in force is a refusal', async () => {
    const memory = memoryJournal(at.clock);
    const standing = async (): Promise<never> => {
      throw Object.assign(new Error('torn'), { code: 'JOURNAL_TORN' });
    };
    const broken = at.gate({ journal: Object.assign(memory.journal, { standing }) });
    expect(await broken.submit(buy)).toMatchObject({ outcome: 'refused', control: 'journal', value: 'JOURNAL_TORN' });
    expect(placed()).toHaveLength(0);
  });
});

describe('what a gate asks for', () => {
  it('is to be under the epoch that it was given', async () => {
    expect(await at.gate({ epoch: 7 }).submit(buy)).toMatchObject({ control: 'lease-epoch', limit: 7, value: 1 });
    expect(await at.gate({ epoch: 1 }).submit(buy)).toMatchObject({ outcome: 'placed' });
  });

  it('is no price where none is compared, unless the order takes the market’s or sells', async () => {
    const loose = at.gate({ limits: { ...limits, priceCollarBps: 'none', symbols: 'any' } });
    expect(await loose.submit({ ...buy, price: '50000' })).toMatchObject({ outcome: 'placed' });
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(0);
    expect(await loose.submit(market)).toMatchObject({ outcome: 'placed' });
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(1);
    const sell = { ...buy, side: 'sell', amount: '0.05', price: '100' } as const;
    const other = at.gate({ limits: { ...limits, priceCollarBps: 'none' } });
    expect(await other.submit(sell)).toMatchObject({ outcome: 'refused', control: 'max-order-value' });
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(2);
  });

  it('is no price of a market that is not there or not traded', async () => {
    await gate.submit({ ...buy, symbol: 'NO/SUCH' });
    await at.gate({ limits: { ...limits, symbols: 'any' } }).submit({ ...buy, symbol: 'NO/SUCH' });
    await gate.submit({ ...buy, symbol: 7 } as never);
    expect(at.exchange.asked('GET', '/api/v3/depth')).toHaveLength(0);
  });

  it('is no balance of an order that makes no sense, or that need not reduce', async () => {
    const asked = () => at.exchange.asked('GET', '/api/v3/account').length;
    const before = asked();
    await gate.submit(buy);
    await gate.submit({ ...buy, amount: '0', reduceOnly: true });
    expect(asked()).toBe(before);
    await gate.submit({ ...buy, side: 'sell', price: '100500', reduceOnly: true });
    expect(asked()).toBe(before + 1);
  });

  it('is a place to order at', async () => {
    const read = await openVenue({
      exchange: 'upbit',
      credentials: { ...at.exchange.credentials, exchange: 'upbit' },
      exchangeUrl: at.exchange.url,
      clock: at.clock,
      bot: 'test',
    });
    expect(() => at.gate({ venue: read })).toThrow(
      expect.objectContaining({
        code: 'EXCHANGE_UNKNOWN',
        message: 'Upbit can be read and audited here, and nothing can be ordered at it.',
      }),
    );
    read.close();
  });

  it('to make exposure smaller is written down as such', async () => {
    const id = idOf(await gate.submit({ ...buy, side: 'sell', price: '100500', reduceOnly: true }));
    expect(await at.journal.intent(id)).toMatchObject({ side: 'sell', reduceOnly: true });
  });

  it('says in words why it does not open', () => {
    expect(() => at.gate({ clearance: {} as Clearance })).toThrow(
      'The order gate opens only with a clearance from the startup checklist.',
    );
  });
});

describe('cancelling', () => {
  it('ends an own order, and knows when there was nothing left to end', async () => {
    const id = idOf(await gate.submit(buy));
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'cancelled', order: { clientOrderId: id } });
    expect(await at.journal.intent(id)).toMatchObject({ status: 'cancelled' });
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone' });
  });

  it('takes in what had filled before the cancel came', async () => {
    const id = idOf(await gate.submit(buy));
    Object.assign(at.exchange.orders[0] ?? {}, { status: 'FILLED', executedQty: '0.001' });
    at.exchange.trades.push({
      symbol: 'BTCUSDT',
      id: 7,
      orderId: 1001,
      price: '99500',
      qty: '0.001',
      commission: '0',
      commissionAsset: 'BNB',
      time: Date.now(),
      isBuyer: true,
      isMaker: true,
    });
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'gone', order: { status: 'filled' } });
    expect((await gate.sync()).fills).toEqual([expect.objectContaining({ tradeId: '7', clientOrderId: id })]);
    expect(await at.journal.intent(id)).toMatchObject({ status: 'filled' });
  });

  it('refuses what is not ours', async () => {
    expect(await gate.cancel('f'.repeat(32))).toMatchObject({ outcome: 'refused' });
    expect(await gate.cancel({} as string)).toMatchObject({ outcome: 'refused' });
    expect(at.exchange.asked('DELETE', '/api/v3/order')).toHaveLength(0);
  });

  it('goes out while halted, revoked, beyond the message limit and with a journal that cannot write', async () => {
    const memory = memoryJournal(at.clock);
    const ids = (await import('../src/client-order-ids.ts')).clientOrderIds(memory.journal.installationKey, {
      venue: 'binance',
      bot: 'test',
    });
    const broken = at.gate({ journal: memory.journal, ids, limits: { ...limits, maxMessagesPerMinute: 1 } });
    const id = idOf(await broken.submit(buy));
    memory.break(Object.assign(new Error('the disk is full'), { code: 'DISK_FULL' }));
    memory.set({ state: 'halted' });
    at.clearance.revoke('a test');
    expect(await broken.cancel(id)).toMatchObject({ outcome: 'cancelled' });
  });

  it('says so when nobody knows what became of it', async () => {
    const id = idOf(await gate.submit(buy));
    at.exchange.answer('DELETE /api/v3/order', (response) => send(response, 502, ''));
    expect(await gate.cancel(id)).toMatchObject({ outcome: 'unresolved' });
  });
});

describe('forging', () => {
  it.each([
    ['nothing', undefined],
    ['an object of that shape', { state: () => 'valid', permissions: {}, fingerprint: '' }],
  ])('%s opens no gate', (_what, clearance) => {
    expect(() => at.gate({ clearance: clearance as unknown as Clearance })).toThrow(
      expect.objectContaining({ code: 'CLEARANCE_FORGED' }),
    );
  });

  it('a copy, a proxy or an heir of a clearance opens no gate', () => {
    for (const forged of [{ ...at.clearance }, new Proxy(at.clearance, {}), Object.create(at.clearance)]) {
      expect(isClearance(forged)).toBe(false);
      expect(() => at.gate({ clearance: forged })).toThrow(expect.objectContaining({ code: 'CLEARANCE_FORGED' }));
    }
  });

  it('an object that looks like a venue has no order door', () => {
    expect(() => at.gate({ venue: { ...at.venue } as never })).toThrow(
      expect.objectContaining({ code: 'DOOR_CLOSED' }),
    );
  });

  it('an order that looks approved is not sent', async () => {
    const forged = {
      clientOrderId: 'a'.repeat(32),
      symbol: 'BTC/USDT',
      marketId: 'BTCUSDT',
      side: 'buy',
      kind: 'market',
      amount: '1',
    };
    expect(isApproved(forged)).toBe(false);
    await expect(doorsOf(at.venue).place(forged as never, async () => undefined)).rejects.toThrow(
      expect.objectContaining({ code: 'ORDER_NOT_APPROVED' }),
    );
    expect(placed()).toHaveLength(0);
  });
});

describe('what the gate counts and asks', () => {
  it('counts what was refused, and nothing that was not', async () => {
    await gate.submit(buy);
    expect(gate.refusals()).toEqual({});
    await gate.submit({ ...buy, symbol: 'ETH/USDT' });
    expect(gate.refusals()).toEqual({ 'symbol-allow-list': 1 });
  });

  it('asks what is held for an order of contracts, and for no other', async () => {
    let asked = 0;
    let held: () => Promise<readonly Position[]> = async () => [{ symbol: 'BTC/USDT', contracts: '5' }];
    const { venue } = at;
    const spot = venue.instrument('BTC/USDT') ?? expect.fail('there is no such market');
    const among = (contract?: Contract): OrderGate => {
      const its: Venue = {
        ...venue,
        reference: (symbol: string) => venue.reference(symbol),
        balances: () => venue.balances(),
        instrument: () => ({ ...spot, ...(contract === undefined ? {} : { contract }) }),
        positions: () => {
          asked += 1;
          return held();
        },
      } as Venue;
      registerDoors(its, doorsOf(venue));
      return at.gate({ venue: its });
    };
    const reducing = { ...buy, side: 'sell', price: '100500', reduceOnly: true } as const;
    expect((await among().submit(reducing)).outcome).toBe('placed');
    expect(asked).toBe(0);
    const contracts = among({ size: '0.001', settle: 'USDT', inverse: false });
    // It is let by, and stopped before it leaves: what this exchange takes are spot orders.
    expect(await contracts.submit({ ...reducing, amount: '1' })).toMatchObject({ code: 'ORDER_NOT_APPROVED' });
    expect(asked).toBe(1);
    held = () => Promise.reject(new Error('it cannot be read'));
    expect(await contracts.submit({ ...reducing, amount: '2' })).toMatchObject({ outcome: 'refused' });
    expect(asked).toBe(2);
    expect((await contracts.submit({ ...reducing, symbol: 'ETH/USDT' })).outcome).toBe('refused');
    expect(asked).toBe(2);
  });

  it('counts what was executed before positions were asked for, however long the answer took', async () => {
    const { venue } = at;
    const spot = venue.instrument('BTC/USDT') ?? expect.fail('there is no such market');
    const its: Venue = {
      ...venue,
      reference: (symbol: string) => venue.reference(symbol),
      instrument: () => ({ ...spot, contract: { size: '0.001', settle: 'USDT', inverse: false } }),
      positions: async () => {
        at.later(1500);
        return [];
      },
    } as Venue;
    registerDoors(its, doorsOf(venue));
    const memory = memoryJournal(at.clock);
    const executed = (msAgo: number) => {
      const updatedAt = new Date(at.clock().getTime() - msAgo);
      const createdAt = new Date(updatedAt.getTime() - 660_000);
      const row = { ...buy, clientOrderId: 'c', amount: '4', filled: '4', status: 'filled', createdAt, updatedAt };
      memory.rows.set('c', row as never);
    };
    const contracts = at.gate({
      venue: its,
      journal: memory.journal,
      limits: { ...limits, maxPositionValue: { USDT: '400' } },
    });
    executed(2000);
    expect(await contracts.submit({ ...buy, amount: '1' })).toMatchObject({
      control: 'max-position-value',
      value: '500',
    });
    executed(3500);
    expect(await contracts.submit({ ...buy, amount: '1' })).toMatchObject({ outcome: 'placed' });
  });
});
