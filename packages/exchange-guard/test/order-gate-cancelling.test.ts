import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOrderIds, type OrderGate } from '../src/index.ts';
import { send } from './fake-exchange.ts';
import { buy, type House, house, limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';
import { firstTrade, idOf } from './submitting.ts';

let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

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
    at.exchange.trades.push(firstTrade());
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
    const ids = clientOrderIds(memory.journal.installationKey, { venue: 'binance', bot: 'test' });
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
