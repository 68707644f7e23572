import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderGate } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house } from './house.ts';
import { memoryJournal } from './memory-journal.ts';
import { idOf, market, POST, placedAt } from './submitting.ts';

let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

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
    expect(placedAt(at)).toHaveLength(1);
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
    expect(placedAt(at)).toHaveLength(1);
  });

  it('that does not come is not a rejection, and nothing is sent again', async () => {
    at.exchange.answer(POST, () => undefined);
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'unresolved' });
    at.exchange.answer(POST, (response) => void response.destroy());
    expect(await gate.submit({ ...buy, amount: '0.002' })).toMatchObject({ outcome: 'unresolved' });
    expect(placedAt(at)).toHaveLength(2);
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
    expect(placedAt(at).map(({ params }) => params.get('newClientOrderId'))).toEqual([id, id]);
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
    expect(placedAt(at)).toHaveLength(1);
    expect(await gate.resolve()).toMatchObject({ resolved: [{ clientOrderId: idOf(submission), status: 'filled' }] });
  });

  it('of a wrong clock twice is a rejection', async () => {
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1021, msg: 'Timestamp' }));
    expect(await gate.submit(buy)).toMatchObject({ outcome: 'rejected', code: '-1021' });
    expect(placedAt(at)).toHaveLength(2);
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
    expect(placedAt(at)).toHaveLength(1);
  });

  it('of a second attempt that cannot be written down is the same: it is not made', async () => {
    const memory = memoryJournal(at.clock);
    at.exchange.answer(POST, (response) => send(response, 400, { code: -1021, msg: 'Timestamp' }));
    const recordSent = async (): Promise<never> => {
      throw new Error('the disk is full');
    };
    const journal = Object.assign(memory.journal, { recordSent });
    expect(await at.gate({ journal }).submit(buy)).toMatchObject({ outcome: 'rejected', code: '-1021' });
    expect(placedAt(at)).toHaveLength(1);
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
    expect(placedAt(at)).toHaveLength(0);
  });

  it('of a journal that cannot say which epoch is in force is a refusal', async () => {
    const memory = memoryJournal(at.clock);
    const standing = async (): Promise<never> => {
      throw Object.assign(new Error('torn'), { code: 'JOURNAL_TORN' });
    };
    const broken = at.gate({ journal: Object.assign(memory.journal, { standing }) });
    expect(await broken.submit(buy)).toMatchObject({ outcome: 'refused', control: 'journal', value: 'JOURNAL_TORN' });
    expect(placedAt(at)).toHaveLength(0);
  });
});
