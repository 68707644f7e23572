import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderGate } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house, limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';
import { placedAt } from './submitting.ts';

let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

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
    expect(placedAt(at)).toHaveLength(0);
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
    const first = placedAt(at)[0]?.params.get('newClientOrderId') ?? '';
    await small.cancel(first);
    await small.cancel(placedAt(at)[1]?.params.get('newClientOrderId') ?? '');
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
    expect(placedAt(at)).toHaveLength(0);
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
    expect(placedAt(at)).toHaveLength(0);
  });
});
