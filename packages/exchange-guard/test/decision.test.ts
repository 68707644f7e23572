import type { Ledger } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { isApproved } from '../src/approved-order.ts';
import { decide, type Found } from '../src/decision.ts';
import type { Instrument, OrderRequest } from '../src/order.ts';
import { buy, limits } from './house.ts';

const now = new Date('2026-11-01T00:00:00Z');
const spot: Instrument = {
  symbol: 'BTC/USDT',
  marketId: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  amountStep: '0.001',
  priceStep: '0.5',
  active: true,
};
const contracts: Instrument = { ...spot, contract: { size: '1', settle: 'USDT', inverse: false } };
const reference = { bid: '99990', ask: '100010', mid: '100000', at: now };
const found: Found = {
  receivedAt: now,
  epoch: 7,
  reference,
  positions: undefined,
  positionsAt: now,
  holdings: undefined,
};
const holdings = { BTC: { free: '1', used: '0', total: '1' } };
const sell: OrderRequest = { ...buy, side: 'sell', price: '100500' };

interface There {
  readonly instrument?: Instrument | undefined;
  readonly found?: Partial<Found>;
  readonly state?: 'active' | 'reducing' | 'halted';
  readonly clearance?: 'valid' | 'expired' | 'revoked';
  readonly cannotTake?: (order: OrderRequest) => string | undefined;
}

/** Decides an order in an account with nothing open, and keeps which id was minted and when the clearance was asked. */
function decided(asked: OrderRequest, there: There = {}) {
  const { state = 'active', clearance = 'valid', cannotTake } = there;
  const instrument = 'instrument' in there ? there.instrument : spot;
  const calls: unknown[] = [];
  const ledger = {
    now,
    leased: true,
    standing: { state, restrictions: [], epoch: 7 },
    epoch: 7,
    nextSequence: 3,
    open: [],
    recent: [],
    touched: [],
    messagesSince: () => 0,
  } as unknown as Ledger;
  const given = {
    venue: {
      instrument: (symbol: string) => {
        calls.push(['instrument', symbol]);
        return instrument;
      },
    },
    limits,
    clearance: {
      state: (at: Date) => {
        calls.push(['clearance', at]);
        return clearance;
      },
    },
    ids: { mint: (...of: unknown[]) => `minted-${of.join('-')}` },
    strategy: 'a strategy',
    cannotTake,
  };
  return { decision: decide(asked, ledger, { ...found, ...there.found }, given as never), calls };
}

const terms = {
  clientOrderId: 'minted-7-3',
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  amount: '0.001',
  price: '99500',
  postOnly: false,
};
const written = { symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '0.001', price: '99500' };

describe('an order that is let by', () => {
  it('is approved and written down as it will leave, with what was asked beside it', () => {
    const asked = { ...buy, amount: '0.0019', price: '99500.4' };
    const { decision, calls } = decided(asked);
    if (!('approved' in decision)) expect.fail('it was not let by');
    expect(isApproved(decision.approved)).toBe(true);
    expect({ ...decision.approved }).toEqual({
      ...terms,
      marketId: 'BTCUSDT',
      reduceOnly: false,
      receivedAt: now,
    });
    expect(decision.reduces).toBe(false);
    expect(decision.intent).toStrictEqual({
      ...terms,
      sequence: 3,
      epoch: 7,
      value: '99.5',
      quote: 'USDT',
      reduceOnly: false,
      reason: 'a test',
      strategy: 'a strategy',
      asked: { ...written, amount: '0.0019', price: '99500.4' },
    });
    expect(calls).toEqual([
      ['instrument', 'BTC/USDT'],
      ['clearance', now],
    ]);
  });

  it('says what it was asked to say, and leaves out what it was not', () => {
    const { decision } = decided({ ...buy, timeInForce: 'IOC' });
    expect(decision).toMatchObject({ approved: { timeInForce: 'IOC' }, intent: { timeInForce: 'IOC' } });
    const { decision: posted } = decided({ ...buy, postOnly: true });
    expect(posted).toMatchObject({
      approved: { postOnly: true },
      intent: { postOnly: true, asked: { postOnly: true } },
    });
    const { price: _, ...unpriced } = buy;
    const { decision: market } = decided({ ...unpriced, kind: 'market' });
    if (!('approved' in market)) expect.fail('it was not let by');
    expect(market.approved.price).toBeUndefined();
    expect(market.intent).not.toHaveProperty('price');
    expect(market.intent.value).toBe('102');
  });
});

describe('an order that may only reduce', () => {
  it.each<readonly [string, OrderRequest, There]>([
    ['because it says so', { ...sell, reduceOnly: true }, {}],
    ['because trading may only reduce', sell, { state: 'reducing' }],
    ['because the clearance has expired', sell, { clearance: 'expired' }],
  ])('%s needs to know what is held, and is then judged by it', (_why, asked, there) => {
    expect(decided(asked, there).decision).toEqual({ needs: 'holdings' });
    const { decision } = decided(asked, { ...there, found: { holdings } });
    // A spot market knows no such order: selling what is held is all that it is.
    expect(decision).toMatchObject({
      reduces: true,
      approved: { reduceOnly: false },
      intent: { reduceOnly: asked.reduceOnly === true },
    });
    expect(decided(asked, { ...there, found: { holdings: {} } }).decision).toMatchObject({ refused: true });
  });

  it('needs to know nothing when it makes no sense, and nothing is asked for one that need not reduce', () => {
    const senseless = { ...sell, amount: '-1', reduceOnly: true };
    expect(decided(senseless).decision).toMatchObject({ refused: true, control: 'sanity' });
    expect(decided(sell).decision).toMatchObject({ reduces: false, intent: { reduceOnly: false } });
  });

  it('says so to the exchange where contracts could also be sold short', () => {
    const asked = { ...sell, amount: '0.001', reduceOnly: true };
    const positions = [{ symbol: 'BTC/USDT', contracts: '5' }];
    const its = { instrument: contracts, found: { positions } };
    expect(decided(asked, its).decision).toMatchObject({
      reduces: true,
      approved: { reduceOnly: true },
      intent: { reduceOnly: true },
    });
    const { reduceOnly: _, ...unsaid } = asked;
    expect(decided(unsaid, { ...its, state: 'reducing' }).decision).toMatchObject({
      reduces: true,
      approved: { reduceOnly: true },
      intent: { reduceOnly: true },
    });
    const unread = { instrument: contracts };
    expect(decided(asked, unread).decision).toMatchObject({ refused: true });
  });
});

describe('an order that stays', () => {
  it.each<readonly [string, OrderRequest, There, string]>([
    ['no such market', buy, { instrument: undefined }, 'instrument'],
    ['no reference', buy, { found: { reference: undefined } }, 'price-collar'],
    ['a revoked clearance', buy, { clearance: 'revoked' }, 'clearance'],
    ['a halt', buy, { state: 'halted' }, 'trading-state'],
    ['another epoch', buy, { found: { epoch: 6 } }, 'lease-epoch'],
    ['a long wait', buy, { found: { receivedAt: new Date(now.getTime() - 60_000) } }, 'order-age'],
    ['an exchange that cannot take it', buy, { cannotTake: () => 'not here' }, 'sanity'],
  ])('for %s: says which control, and what was asked', (_why, asked, there, control) => {
    const { decision } = decided(asked, there);
    expect(decision).toMatchObject({ refused: true, control, says: expect.any(String), asked: written });
    expect(decision).not.toHaveProperty('intent');
  });

  it('asks about no market whose name is none', () => {
    const { decision, calls } = decided({ ...buy, symbol: 7 as never });
    expect(decision).toMatchObject({ refused: true, asked: { symbol: '(number)' } });
    expect(calls).toEqual([['clearance', now]]);
  });

  it('tells what was asked by known names and short text, whatever was asked', () => {
    const asked = {
      symbol: 'x'.repeat(100),
      side: {},
      kind: null,
      amount: 1,
      price: 'p'.repeat(60),
      timeInForce: 'GTC',
      postOnly: true,
      reduceOnly: false,
      apiKey: 'not ours to repeat',
      reason: 'r',
    } as unknown as OrderRequest;
    expect(decided(asked).decision).toMatchObject({ refused: true });
    const { asked: shown } = decided(asked).decision as { readonly asked: unknown };
    expect(shown).toStrictEqual({
      symbol: 'x'.repeat(60),
      side: '(object)',
      kind: '(object)',
      amount: '(number)',
      price: 'p'.repeat(60),
      timeInForce: 'GTC',
      postOnly: true,
      reduceOnly: false,
    });
  });
});
