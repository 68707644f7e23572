import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clearance } from '../src/clearance.ts';
import { type OrderGate, openVenue } from '../src/index.ts';
import { doorsOf, registerDoors } from '../src/inner-doors.ts';
import type { Contract, Position } from '../src/order.ts';
import type { Venue } from '../src/venue.ts';
import { buy, type House, house, limits } from './house.ts';
import { memoryJournal } from './memory-journal.ts';
import { idOf, market } from './submitting.ts';

let at: House;
let gate: OrderGate;

beforeEach(async () => {
  at = await house({ timeoutMs: 800 });
  gate = at.gate();
});
afterEach(() => at.close());

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
