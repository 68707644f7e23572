import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balancesOf,
  candleOf,
  instrumentOf,
  orderOf,
  positionsOf,
  topOf,
  tradeOf,
  tradesWithin,
} from '../src/unified.ts';

const malformed = expect.objectContaining({ code: 'VENUE_MALFORMED' });
const order = {
  id: '1',
  clientOrderId: 'c',
  symbol: 'A/B',
  side: 'buy',
  type: 'limit',
  amount: '1.50',
  filled: '0.5',
  price: '2',
  status: 'open',
  timestamp: 5,
  info: { symbol: 'AB' },
};
const trade = {
  id: '9',
  order: '1',
  symbol: 'A/B',
  side: 'sell',
  amount: '1',
  price: '2',
  timestamp: 5,
  fee: { cost: '0.1', currency: 'B' },
};

describe("reading ccxt's structures", () => {
  it('reads an order whole', () => {
    expect(orderOf(order)).toEqual({
      exchangeOrderId: '1',
      clientOrderId: 'c',
      symbol: 'A/B',
      marketId: 'AB',
      side: 'buy',
      kind: 'limit',
      amount: '1.5',
      filled: '0.5',
      price: '2',
      status: 'open',
      reduceOnly: false,
      at: new Date(5),
    });
  });

  it.each([
    ['open', 'open'],
    ['canceling', 'open'],
    ['closed', 'filled'],
    ['canceled', 'cancelled'],
    ['expired', 'expired'],
    ['rejected', 'rejected'],
  ])('reads the status %s as %s', (status, ours) => {
    expect(orderOf({ ...order, status, filled: order.amount }).status).toBe(ours);
  });

  it.each(['id', 'symbol', 'side', 'type', 'amount', 'status'])('calls an order without %s malformed', (field) => {
    expect(() => orderOf({ ...order, [field]: undefined })).toThrow(malformed);
    expect(() => orderOf({ ...order, [field]: {} })).toThrow(malformed);
  });

  it('calls what ended with a part of it filled cancelled, whatever ccxt calls it', () => {
    expect(orderOf({ ...order, status: 'closed', amount: '2', filled: '1.99' }).status).toBe('cancelled');
    expect(orderOf({ ...order, status: 'closed', amount: '2', filled: '2.0' }).status).toBe('filled');
    expect(orderOf({ ...order, status: 'open', amount: '2', filled: '1' }).status).toBe('open');
  });

  it.each(['closed', 'canceled', 'expired'])('calls an order %s of which nobody says how much malformed', (status) => {
    for (const filled of [undefined, null, '', 'some', {}]) {
      expect(() => orderOf({ ...order, status, filled })).toThrow(malformed);
    }
    expect(orderOf({ ...order, status, filled: '0' }).filled).toBe('0');
  });

  it.each(['open', 'rejected'])(
    'takes nothing for filled of an order that is %s, as long as nothing is said',
    (status) => {
      expect(orderOf({ ...order, status, filled: undefined }).filled).toBe('0');
      expect(() => orderOf({ ...order, status, filled: 'some' })).toThrow(malformed);
    },
  );

  it('calls more filled than was ordered malformed, and less than nothing', () => {
    for (const status of ['open', 'closed', 'canceled']) {
      for (const over of [{ filled: '1.51' }, { filled: '-0.1' }, { amount: '-1', filled: '-1' }, { filled: -1e-9 }]) {
        expect(() => orderOf({ ...order, status, ...over }), JSON.stringify(over)).toThrow(malformed);
      }
    }
  });

  it('calls an execution of less than nothing malformed', () => {
    for (const over of [{ amount: '-1' }, { amount: -1 }, { price: '-2' }]) {
      expect(() => tradeOf({ ...trade, ...over })).toThrow(malformed);
      expect(() => tradesWithin({ ...order, trades: [{ ...trade, ...over }] }, orderOf(order))).toThrow(malformed);
    }
  });

  it("takes the exchange's own name of the market from where it stands", () => {
    expect(orderOf({ ...order, info: { symbol: 'A' } }).marketId).toBe('A');
    expect(orderOf({ ...order, info: { symbol: 'A' } }, 'B').marketId).toBe('B');
  });

  it('takes an order for one that can only reduce where ccxt or the exchange says so', () => {
    expect(orderOf({ ...order, reduceOnly: true }).reduceOnly).toBe(true);
    expect(orderOf({ ...order, info: { symbol: 'AB', reduceOnly: true } }).reduceOnly).toBe(true);
    for (const said of ['true', 1, null]) expect(orderOf({ ...order, reduceOnly: said }).reduceOnly).toBe(false);
  });

  it('knows a cancelled order by the id it was placed under', () => {
    expect(orderOf({ ...order, clientOrderId: 'the-cancel', info: { origClientOrderId: 'c' } }).clientOrderId).toBe(
      'c',
    );
  });

  it('reads executions that came with an order, and leaves incomplete ones to the history', () => {
    const read = orderOf(order);
    expect(
      tradesWithin({ ...order, trades: [{ ...trade, order: undefined, side: undefined }, { amount: '1' }] }, read),
    ).toEqual([
      {
        tradeId: '9',
        exchangeOrderId: '1',
        symbol: 'A/B',
        side: 'buy',
        amount: '1',
        price: '2',
        fee: '0.1',
        feeAsset: 'B',
        at: new Date(5),
      },
    ]);
    expect(tradesWithin(order, read)).toEqual([]);
  });

  it('wants a fee to have an asset, unless there is none', () => {
    expect(tradeOf({ ...trade, fee: undefined })).toMatchObject({ fee: '0', feeAsset: '' });
    expect(() => tradeOf({ ...trade, fee: { cost: '1' } })).toThrow(malformed);
  });

  it('leaves out a market that is not spot or does not tell its steps', () => {
    const market = {
      symbol: 'A/B',
      id: 'AB',
      base: 'A',
      quote: 'B',
      spot: true,
      active: true,
      precision: { amount: '0.1', price: '0.01' },
      limits: {},
    };
    expect(instrumentOf(market)).toEqual({
      symbol: 'A/B',
      marketId: 'AB',
      base: 'A',
      quote: 'B',
      amountStep: '0.1',
      priceStep: '0.01',
      active: true,
    });
    expect(instrumentOf({ ...market, spot: false })).toBeUndefined();
    expect(instrumentOf({ ...market, precision: { amount: '0', price: '0.01' } })).toBeUndefined();
    expect(instrumentOf({ ...market, precision: {} })).toBeUndefined();
    expect(instrumentOf({ ...market, active: undefined })?.active).toBe(false);
  });

  it('reads a perpetual that is plainly linear or inverse where contracts are traded, and no other market there', () => {
    const swap = {
      symbol: 'A/B:B',
      id: 'AB',
      base: 'A',
      quote: 'B',
      settle: 'B',
      swap: true,
      linear: true,
      inverse: false,
      contractSize: '0.01',
      active: true,
      precision: { amount: '1', price: '0.01' },
    };
    const read = (over: object) => instrumentOf({ ...swap, ...over }, 'swap');
    expect(read({})).toEqual({
      symbol: 'A/B:B',
      marketId: 'AB',
      base: 'A',
      quote: 'B',
      amountStep: '1',
      priceStep: '0.01',
      contract: { size: '0.01', settle: 'B', inverse: false },
      active: true,
    });
    const inverse = { linear: false, inverse: true, settle: 'A' };
    expect(read(inverse)?.contract).toEqual({ size: '0.01', settle: 'A', inverse: true });
    const others = [
      { swap: false },
      { spot: true, swap: false },
      { linear: undefined },
      { inverse: true },
      { settle: 'A' },
      { ...inverse, settle: 'B' },
      { ...inverse, linear: true },
      { contractSize: undefined },
      { contractSize: '0' },
      { contractSize: '-1' },
      { precision: { price: '1' } },
    ];
    for (const over of others) expect(read(over), JSON.stringify(over)).toBeUndefined();
    expect(instrumentOf(swap)).toBeUndefined();
  });

  it('never returns an amount that is not a plain decimal', () => {
    const plain = /^-?\d+(\.\d+)?$/;
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          expect(orderOf({ ...order, amount: value, filled: value }).amount).toMatch(plain);
        } catch (error) {
          expect(error).toEqual(malformed);
        }
      }),
    );
    expect(orderOf({ ...order, amount: '1e-8', filled: '0' }).amount).toBe('0.00000001');
    for (const amount of ['NaN', 'Infinity', '0x10', '1 2', '', `1e${'9'.repeat(9)}`, true]) {
      expect(() => orderOf({ ...order, amount })).toThrow(malformed);
    }
  });

  it('reads digits as the exact decimal that they are, without trailing zeros', () => {
    const digits = (minLength: number) =>
      fc.array(fc.constantFrom(...'00123'), { minLength, maxLength: 26 }).map((some) => some.join(''));
    fc.assert(
      fc.property(digits(1), fc.option(digits(1), { nil: undefined }), (whole, fraction) => {
        const text = fraction === undefined ? whole : `${whole}.${fraction}`;
        expect(orderOf({ ...order, amount: text, filled: text }).amount).toBe(new Big(text).toFixed());
      }),
    );
  });

  it('throws nothing but its own error for anything at all', () => {
    const contracts = (value: unknown) => instrumentOf(value, 'swap');
    const positions = (contracts: unknown) => positionsOf([{ marketId: contracts, contracts }], new Map());
    for (const read of [orderOf, tradeOf, candleOf, instrumentOf, contracts, positions, balancesOf, topOf]) {
      fc.assert(
        fc.property(fc.anything(), (value) => {
          try {
            read(value);
          } catch (error) {
            expect(error).toEqual(malformed);
          }
        }),
      );
    }
  });
});
