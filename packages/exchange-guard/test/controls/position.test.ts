import type { IntentRow } from '@gatehouse/journal';
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxPositionValue } from '../../src/controls/position.ts';
import { control, held, intent, intents, inverse, judged, limits, linear, reducing } from './contracts.ts';
import { ledger, now, reference } from './spot.ts';

describe('an order for contracts', () => {
  it('is valued by the size of a contract, linear or inverse, against the limits of an order', () => {
    expect(control({ amount: '5' })).toBeUndefined();
    expect(judged({ amount: '6' })).toMatchObject({ control: 'max-order-value', limit: '5000', value: '6000' });
    expect(control({ amount: '50' }, { instrument: inverse, limits: { maxOrderVolume: 'unlimited' } })).toBeUndefined();
    expect(judged({ amount: '51' }, { instrument: inverse })).toMatchObject({
      control: 'max-order-value',
      limit: '5000',
      value: '5100',
    });
    expect(judged({ amount: '5', price: '98500' }, { limits: { maxOrderVolume: { BTC: '0.049' } } })).toMatchObject({
      control: 'max-order-volume',
      value: '0.05',
    });
    // At market it is worth the collar more.
    const market = { kind: 'market', price: undefined as never } as const;
    expect(judged({ amount: '5', ...market })).toMatchObject({ control: 'max-order-value', value: '5100' });
  });

  it('moves as much of the base asset as the lowest price it may be executed at makes of it', () => {
    const at = (bound: string) => ({ instrument: inverse, limits: { maxOrderVolume: { BTC: bound } } });
    // 49 contracts of 100 USD, 2 % below the market: 4900 / 98000.
    expect(control({ amount: '49', price: '100000' }, at('0.05'))).toBeUndefined();
    expect(judged({ amount: '49', price: '100000' }, at('0.0499999'))).toMatchObject({
      control: 'max-order-volume',
      value: '0.05',
    });
  });

  it('may be worth less than the smallest order only to close what is left of a position', () => {
    const over = { side: 'sell', amount: '1' } as const;
    const small = { instrument: { ...linear, minValue: '1001' }, positions: held('1') };
    expect(control(over, small)).toBe('instrument');
    expect(control({ ...over, reduceOnly: true }, small)).toBeUndefined();
    expect(judged({ amount: '0.5' }, {})).toMatchObject({
      control: 'instrument',
      says: expect.stringContaining('contracts'),
    });
  });
});

describe('the value of a position', () => {
  it.each([
    ['a long one that grows', 'buy', '5', '5', undefined],
    ['a long one that grows too far', 'buy', '6', '5', '11000'],
    ['a short one that grows', 'sell', '-5', '5', undefined],
    ['a short one that grows too far', 'sell', '-6', '5', '11000'],
    ['one that is closed', 'sell', '500', '5', undefined],
    ['one that is turned over', 'sell', '3', '5', undefined],
  ] as const)('is bounded for %s', (_what, side, contracts, amount, value) => {
    const refusal = judged({ side, amount }, { positions: held(contracts) });
    if (value === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toMatchObject({ control: 'max-position-value', limit: '10000', value });
  });

  it('is that of an inverse market in the quote asset, whatever the price', () => {
    const given = (contracts: string) => ({ instrument: inverse, positions: held(contracts, inverse) });
    expect(control({ amount: '10' }, given('90'))).toBeUndefined();
    expect(judged({ amount: '11' }, given('90'))).toMatchObject({ control: 'max-position-value', value: '10100' });
  });

  it('counts what rests on the same side of the same market, but for what can only reduce', () => {
    const given = (...rows: Parameters<typeof intents>) => ({ positions: held('3'), ledger: intents(...rows) });
    const more = { amount: '3', price: '99999' };
    expect(control(more, given({ amount: '4' }))).toBeUndefined();
    expect(control(more, given({ amount: '5' }))).toBe('max-position-value');
    expect(control(more, given({ amount: '5', filled: '1' }))).toBeUndefined();
    expect(control(more, given({ amount: '5', side: 'sell' }))).toBeUndefined();
    expect(control(more, given({ amount: '5', symbol: inverse.symbol }))).toBeUndefined();
    expect(control(more, given({ amount: '5', reduceOnly: true }))).toBeUndefined();
    expect(control(more, given({ amount: '2', status: 'unresolved' }, { amount: '3', status: 'sent' }))).toBe(
      'max-position-value',
    );
  });

  it('counts an execution for a moment longer: the position as told may not hold it yet', () => {
    const more = { amount: '3', price: '99999' };
    const heard = (ms: number) => ({ filled: '4', updatedAt: new Date(now.getTime() - ms) });
    const ended = (over: Partial<IntentRow>, positions = held('4')) =>
      control(more, { positions, ledger: ledger({ touched: [intent({ amount: '4', status: 'filled', ...over })] }) });
    expect(ended(heard(2999))).toBe('max-position-value');
    expect(ended(heard(3000))).toBeUndefined();
    expect(ended({ ...heard(0), reduceOnly: true })).toBeUndefined();
    expect(ended({ ...heard(0), side: 'sell' })).toBeUndefined();
    expect(ended({ ...heard(0), symbol: inverse.symbol })).toBeUndefined();
    expect(ended(heard(0), held('3'))).toBeUndefined();
    // One that is open too, and in both lists, is counted once: one contract is left of it, and four were executed.
    const open = intent({ amount: '5', ...heard(0) });
    const both = (positions: string) =>
      control(more, { positions: held(positions), ledger: ledger({ open: [open], touched: [open] }) });
    expect(both('2')).toBeUndefined();
    expect(both('3')).toBe('max-position-value');
  });

  it('counts an order by when it was last heard of, and from when the positions were asked for', () => {
    const placedAt = new Date(now.getTime() - 660_000);
    const heardAt = new Date(now.getTime() - 200);
    const old = intent({ amount: '4', filled: '4', status: 'filled', createdAt: placedAt, updatedAt: heardAt });
    const more = { amount: '3', price: '99999' };
    const given = { positions: held('4'), ledger: ledger({ touched: [old] }) };
    expect(judged(more, given)).toMatchObject({ control: 'max-position-value', value: '11000' });
    // Asked for 2.9 s after it was executed, whatever time went by since: the answer may be without it.
    const askedAt = (ms: number) => new Date(heardAt.getTime() + ms);
    const late = { ...given, ledger: { ...given.ledger, now: askedAt(4000) }, receivedAt: askedAt(4000) };
    expect(control(more, { ...late, positionsAt: askedAt(2999) })).toBe('max-position-value');
    expect(control(more, { ...late, positionsAt: askedAt(3000) })).toBeUndefined();
    expect(control(more, { ...late, positionsAt: undefined as never })).toBe('max-position-value');
  });

  it('is that of the market where no collar is kept, and refused where the market’s price is not known', () => {
    const loose = { priceCollarBps: 'none' } as const;
    const cheap = { positions: held('10'), limits: loose, instrument: { ...linear, minValue: '1' } };
    expect(judged({ price: '100' }, cheap)).toMatchObject({ control: 'max-position-value', value: '11000' });
    const stale = { ...reference, at: new Date(now.getTime() - limits.referenceMaxAgeMs - 1) };
    for (const known of [undefined as never, stale]) {
      const blind = { ...cheap, reference: known };
      expect(judged({ price: '100' }, blind)).toMatchObject({ control: 'max-position-value', value: null });
      expect(control({ side: 'sell', price: '100' }, { ...blind, positions: [] })).toBe('price-collar');
      const its = { limits: { ...loose, maxOrderVolume: 'unlimited' }, instrument: inverse, reference: known } as const;
      const short = (contracts: string) =>
        judged({ side: 'sell', price: '100' }, { ...its, positions: held(contracts, inverse) });
      expect(short('-99')).toBeUndefined();
      expect(short('-100')).toMatchObject({ control: 'max-position-value', value: '10100' });
    }
    const short = { ...cheap, positions: held('-10') };
    expect(judged({ side: 'sell', price: '100' }, short)).toMatchObject({ value: '11000' });
  });

  it('is taken at the dearer of the market and the order', () => {
    const given = { positions: held('5') };
    expect(control({ amount: '5', price: '99000' }, given)).toBeUndefined();
    expect(judged({ amount: '4', price: '101500' }, { positions: held('6') })).toMatchObject({ value: '10150' });
    expect(judged({ amount: '5', price: '99000' }, { positions: held('6') })).toMatchObject({ value: '11000' });
  });

  it.each([
    [
      'it has no limit in that asset',
      { limits: { maxPositionValue: { EUR: '1' } } },
      'no maximum position value for USDT',
    ],
    ['the positions could not be read', { positions: undefined as never }, 'not known'],
  ])('is refused when %s', (_what, given, says) => {
    expect(judged({}, given)).toMatchObject({ control: 'max-position-value', says: expect.stringContaining(says) });
  });

  it('is refused when no limit was ever said, and not looked at where it was loosened', () => {
    const { maxPositionValue: _, ...unsaid } = limits;
    const context = { limits: unsaid, clearance: 'valid', receivedAt: now, epoch: 1, instrument: linear } as const;
    const order = { asked: { symbol: linear.symbol, side: 'buy', kind: 'limit', amount: '1', reason: 'r' } } as const;
    expect(maxPositionValue.check(order, intents(), context)).toMatchObject({ limit: null });
    expect(
      control({ amount: '5' }, { positions: held('5000'), limits: { maxPositionValue: 'unlimited' } }),
    ).toBeUndefined();
  });

  it('holds back nothing that the exchange is told to let reduce alone', () => {
    expect(control({ side: 'sell', reduceOnly: true, amount: '5' }, { positions: held('500') })).toBeUndefined();
    expect(control({ side: 'sell', amount: '5' }, { positions: held('500'), ledger: reducing })).toBeUndefined();
    // Entries that rest on its side could come to more: that is not this order's doing.
    const entries = { positions: held('2'), ledger: intents({ side: 'sell', amount: '15' }) };
    expect(control({ side: 'sell', amount: '2', price: '100001' }, entries)).toBe('max-position-value');
    expect(control({ side: 'sell', amount: '2', price: '100001', reduceOnly: true }, entries)).toBeUndefined();
    const late = { ...entries, clearance: 'expired' } as const;
    expect(control({ side: 'sell', amount: '2', price: '100001' }, late)).toBeUndefined();
  });

  it('is that of the market alone that the order is for', () => {
    expect(control({ amount: '5' }, { positions: held('500', inverse) })).toBeUndefined();
    expect(judged({ amount: '5' }, { positions: [...held('500', inverse), ...held('6')] })).toEqual({
      control: 'max-position-value',
      limit: '10000',
      value: '11000',
      says: 'The position would come to 11000 USDT; at most 10000 is allowed.',
    });
  });

  it('is judged by itself where others stand before it in the row', () => {
    const asked = { symbol: linear.symbol, side: 'buy', kind: 'market', amount: '1', reason: 'r' } as const;
    const context = { limits, clearance: 'valid', receivedAt: now, epoch: 1 } as const;
    const { contract: _, ...spot } = linear;
    const amount = new Big('1');
    expect(maxPositionValue.check({ asked, amount }, intents(), context)).toBeUndefined();
    expect(maxPositionValue.check({ asked, amount }, intents(), { ...context, instrument: spot })).toBeUndefined();
    const there = { ...context, instrument: linear, positions: [], positionsAt: now };
    expect(maxPositionValue.check({ asked }, intents(), there)).toEqual({
      limit: '10000',
      value: null,
      says: 'What positions the account holds is not known.',
    });
    expect(maxPositionValue.check({ asked, amount }, intents(), there)).toEqual({
      limit: '10000',
      value: null,
      says: 'The position would come to an unknown amount of USDT; at most 10000 is allowed.',
    });
  });

  it('never goes beyond its limit by an order that was let by', () => {
    const contracts = fc.integer({ min: -20, max: 20 });
    const amount = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(contracts, amount, amount, fc.constantFrom('buy', 'sell'), (position, open, wanted, side) => {
        const ledger = intents({ side, amount: String(open) });
        const refusal = judged({ side, amount: String(wanted) }, { positions: held(String(position)), ledger });
        const after = (side === 'buy' ? position : -position) + open + wanted;
        expect(refusal === undefined).toBe(after <= 10);
      }),
    );
  });
});
