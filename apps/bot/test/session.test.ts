import type { Fill } from '@gatehouse/journal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Session, summaryLines } from '../src/session.ts';
import type { SimulatorCounts } from '../src/simulator-line.ts';

const fillOf = (change: Partial<Fill> = {}): Fill => ({
  tradeId: 't',
  clientOrderId: 'c',
  symbol: 'BTC/USDT',
  side: 'buy',
  amount: '1',
  price: '100',
  fee: '0',
  feeAsset: 'USDT',
  at: new Date(0),
  ...change,
});

function sessionOf(fills: readonly Fill[], marks: Readonly<Record<string, string>> = {}): Session {
  const session = new Session();
  for (const fill of fills) session.filled(fill);
  for (const [symbol, price] of Object.entries(marks)) session.mark(symbol, price);
  return session;
}

describe('counting', () => {
  it('counts what was placed, rejected, filled and refused, each by itself', () => {
    const session = sessionOf([fillOf(), fillOf()]);
    session.placed();
    session.placed();
    session.placed();
    session.rejected();
    session.refused('price-collar');
    session.refused('price-collar');
    session.refused('symbols');
    expect(session.summary()).toMatchObject({
      orders: 3,
      rejected: 1,
      fills: 2,
      refusals: { 'price-collar': 2, symbols: 1 },
    });
  });

  it('begins at nothing', () => {
    expect(new Session().summary()).toEqual({
      orders: 0,
      rejected: 0,
      fills: 0,
      fees: {},
      profit: {},
      feesApart: [],
      refusals: {},
    });
  });
});

describe('contracts', () => {
  const result = (
    contract: { size: string; settle: string; inverse: boolean },
    fills: readonly Fill[],
    mark: string,
  ) => {
    const session = new Session(() => contract);
    for (const fill of fills) session.filled(fill);
    session.mark(fills[0]?.symbol ?? '', mark);
    return session.summary();
  };

  it('that are linear come to the move of the price, times the size of one, in what they are settled in', () => {
    const linear = { size: '0.01', settle: 'USDT', inverse: false };
    const fill = { symbol: 'BTC/USDT:USDT', amount: '3', fee: '0.5' };
    expect(result(linear, [fillOf({ ...fill, price: '100' })], '200').profit).toEqual({ USDT: '2.5' });
    const short = [fillOf({ ...fill, side: 'sell', price: '100' }), fillOf({ ...fill, amount: '1', price: '90' })];
    expect(result(linear, short, '80').profit).toEqual({ USDT: '-0.5' });
  });

  it('that are inverse come to it in the base asset', () => {
    const inverse = { size: '100', settle: 'BTC', inverse: true };
    const fill = { symbol: 'BTC/USD:BTC', amount: '5', fee: '0.1', feeAsset: 'BTC' };
    expect(result(inverse, [fillOf({ ...fill, price: '100' })], '125').profit).toEqual({ BTC: '0.9' });
    expect(result(inverse, [fillOf({ ...fill, side: 'sell', price: '100' })], '125').profit).toEqual({ BTC: '-1.1' });
  });

  it('count no fee but in what they are settled in', () => {
    const linear = { size: '1', settle: 'USDT', inverse: false };
    const fills = ['BTC', 'BNB', 'USDT'].map((feeAsset) => fillOf({ symbol: 'BTC/USDT:USDT', fee: '1', feeAsset }));
    expect(result(linear, fills, '100')).toMatchObject({ profit: { USDT: '-1' }, feesApart: ['BTC', 'BNB'] });
  });
});

describe('fees', () => {
  it('are added up per asset, exactly', () => {
    const session = sessionOf([
      fillOf({ fee: '0.1' }),
      fillOf({ fee: '0.2' }),
      fillOf({ fee: '0.000000000000000001', feeAsset: 'BTC' }),
    ]);
    expect(session.summary().fees).toEqual({ USDT: '0.3', BTC: '0.000000000000000001' });
  });

  it('in an asset that an exchange has named oddly are only a fee in that asset', () => {
    const fees = sessionOf([
      fillOf({ fee: '1', feeAsset: '__proto__' }),
      fillOf({ fee: '2', feeAsset: 'constructor' }),
    ]).summary().fees;
    expect(Object.entries(fees)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('in a third asset are not in the result, which says so', () => {
    const summary = sessionOf([
      fillOf({ fee: '0.01', feeAsset: 'BNB' }),
      fillOf({ fee: '0.01', feeAsset: 'BNB' }),
      fillOf({ fee: '0', feeAsset: 'XYZ' }),
      fillOf({ fee: '1', feeAsset: 'BTC' }),
    ]).summary();
    expect(summary.feesApart).toEqual(['BNB']);
    expect(summaryLines(summary).join('\n')).toContain('after fees but for those in BNB, what is still held');
  });
});

describe('the result', () => {
  it('is nothing for a position at the price it was bought for', () => {
    expect(sessionOf([fillOf()]).summary().profit).toEqual({ USDT: '0' });
  });

  it('is what a round trip brought, less its fees', () => {
    const trip = [fillOf({ fee: '0.1' }), fillOf({ side: 'sell', price: '110', fee: '0.11' })];
    expect(sessionOf(trip, { 'BTC/USDT': '5' }).summary().profit).toEqual({ USDT: '9.79' });
  });

  it('counts what is held at the last price, less the fee that was taken from it', () => {
    const session = sessionOf([fillOf({ fee: '0.001', feeAsset: 'BTC' })], { 'BTC/USDT': '200' });
    expect(session.summary().profit).toEqual({ USDT: '99.8' });
  });

  it('counts a sale of what was held before at what has become of the price since', () => {
    expect(sessionOf([fillOf({ side: 'sell' })], { 'BTC/USDT': '90' }).summary().profit).toEqual({ USDT: '10' });
  });

  it('takes the price of the last fill when no candle has told another', () => {
    const session = sessionOf([fillOf({ price: '100' }), fillOf({ price: '120' })]);
    expect(session.summary().profit).toEqual({ USDT: '20' });
  });

  it('is kept apart per quote asset', () => {
    const fills = [
      fillOf(),
      fillOf({ symbol: 'BTC/EUR', feeAsset: 'EUR' }),
      fillOf({ symbol: 'ETH/EUR', feeAsset: 'EUR' }),
    ];
    const session = sessionOf(fills, { 'BTC/USDT': '101', 'BTC/EUR': '103', 'ETH/EUR': '105' });
    expect(session.summary().profit).toEqual({ USDT: '1', EUR: '8' });
  });

  it('is the same as money counted in whole units: what came in, less what went out, plus what is there', () => {
    // In units of 10^-4 of the base and 10^-2 of the quote, with integers only.
    const fill = fc.record({
      side: fc.constantFrom('buy', 'sell'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 20n }),
      price: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fee: fc.bigInt({ min: 0n, max: 10n ** 6n }),
      feeIn: fc.constantFrom('BTC', 'USDT'),
    });
    fc.assert(
      fc.property(
        fc.array(fill, { minLength: 1, maxLength: 20 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (fills, mark) => {
          let [base, quote] = [0n, 0n];
          for (const { side, amount, price, fee, feeIn } of fills) {
            base += (side === 'buy' ? amount : -amount) - (feeIn === 'BTC' ? fee : 0n);
            // Amount 10^-4 times price 10^-2 is 10^-6; a fee in the quote is 10^-2.
            quote += (side === 'buy' ? -1n : 1n) * amount * price - (feeIn === 'USDT' ? fee * 10_000n : 0n);
          }
          const expected = decimalOf(quote + base * mark, 6);
          const session = sessionOf(
            fills.map(({ side, amount, price, fee, feeIn }) =>
              fillOf({
                side: side as 'buy' | 'sell',
                amount: decimalOf(amount, 4),
                price: decimalOf(price, 2),
                fee: decimalOf(fee, feeIn === 'BTC' ? 4 : 2),
                feeAsset: feeIn,
              }),
            ),
            { 'BTC/USDT': decimalOf(mark, 2) },
          );
          expect(session.summary().profit).toEqual({ USDT: expected });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is written as digits, rounded to eight of them, and never with an exponent', () => {
    const tiny = fillOf({ amount: '0.00000001', price: '0.00000001', fee: '0.0000000001' });
    expect(sessionOf([tiny]).summary().profit).toEqual({ USDT: '0' });
    const huge = sessionOf([fillOf({ amount: '1000000000000000000000', price: '1' })], { 'BTC/USDT': '1000.5' });
    expect(huge.summary().profit).toEqual({ USDT: '999500000000000000000000' });
    expect(sessionOf([fillOf({ fee: '0.000000015' })]).summary().profit).toEqual({ USDT: '-0.00000002' });
  });
});

describe('the other half, which the simulator counted', () => {
  const counts: SimulatorCounts = { orders: 1, fills: 1, cancels: 0, withdrawalAttempts: 0, fees: {} };
  function summaryWith(change: Partial<SimulatorCounts>) {
    const session = sessionOf([fillOf()]);
    session.placed();
    return session.summary({ ...counts, ...change });
  }

  it('agrees', () => {
    expect(summaryWith({ cancels: 5 }).simulator).toEqual({ orders: 1, fills: 1, withdrawalAttempts: 0, agrees: true });
  });

  it.each([{ orders: 2 }, { orders: 0 }, { fills: 2 }, { fills: 0 }, { withdrawalAttempts: 1 }])(
    'does not agree on %j, and the screen says so',
    (change) => {
      const summary = summaryWith(change);
      expect(summary.simulator?.agrees).toBe(false);
      expect(summaryLines(summary).join('\n')).toContain('NOT THE SAME');
    },
  );
});

describe('summaryLines', () => {
  it('say it in words', () => {
    const session = sessionOf([fillOf({ fee: '0.1' })], { 'BTC/USDT': '110' });
    session.placed();
    session.refused('price-collar');
    expect(summaryLines(session.summary({ orders: 1, fills: 1, cancels: 0, withdrawalAttempts: 0, fees: {} }))).toEqual(
      [
        '',
        '  orders    1 placed, 0 rejected by the exchange',
        '  fills     1',
        '  fees      0.1 USDT',
        '  result    9.9 USDT after fees, what is still held at the last price',
        '  refusals  price-collar 1',
        '  exchange  counted 1 orders and 1 fills itself: the same; 0 withdrawal attempts',
        '',
      ],
    );
  });

  it('say nothing of a simulator where there was none, and name what there is none of', () => {
    const text = summaryLines(new Session().summary()).join('\n');
    expect(text).toMatch(/fees {6}nothing\n {2}result {4}nothing after fees.*\n {2}refusals {2}none/);
    expect(text).not.toContain('exchange  ');
  });
});

/** The decimal of a number of units, as it is written: no zeros at the end. */
function decimalOf(units: bigint, digits: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const written = `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${written}` : written;
}
