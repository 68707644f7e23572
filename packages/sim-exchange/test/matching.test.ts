import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spentAsset } from '../src/matching.ts';
import { isOpen, type OrderAsk, remaining } from '../src/orders.ts';
import { Refusal } from '../src/refusals.ts';
import {
  atMarket,
  flatPath,
  instrument,
  limit,
  minuteOf,
  NOON,
  openGround,
  outcomeOf,
  pathOf,
} from './support/ground.ts';

const PRICE = 6_500_000;
const flat = () => openGround({ path: flatPath(PRICE) });
const best = (ground: ReturnType<typeof openGround>, side: 'BUY' | 'SELL') => {
  const level = ground.market.book(ground.clock.step()).best(side);
  if (!level) throw new Error('The book is empty.');
  return level;
};

describe('an order that meets the book', () => {
  it('pays the price it finds and the taker fee, and gives back what its limit had locked', () => {
    const ground = flat();
    const ask = best(ground, 'SELL');
    const order = ground.submit(limit('BUY', '0.001', '70000'));
    expect([order.status, order.trades.length, order.trades[0]?.price]).toEqual(['FILLED', 1, ask.price]);
    expect(ground.account.balance('BTC').free.toFixed()).toBe('2.000999');
    const usdt = ground.account.balance('USDT');
    expect([usdt.free, usdt.locked.toFixed()]).toEqual([new Big(100_000).minus(ask.price.times('0.001')), '0']);
  });

  it('fills in part and rests with the remainder locked', () => {
    const ground = flat();
    const ask = best(ground, 'SELL');
    const order = ground.submit(limit('BUY', ask.amount.plus('0.5').toFixed(), ask.price.toFixed()));
    expect([order.status, order.executed]).toEqual(['PARTIALLY_FILLED', ask.amount]);
    expect(ground.account.balance('USDT').locked).toEqual(ask.price.times('0.5'));
  });

  it('expires its remainder when IOC, and whole when FOK', () => {
    const ground = flat();
    const ask = best(ground, 'SELL');
    const tooMuch = ask.amount.plus('0.1').toFixed();
    const fok = ground.submit(limit('BUY', tooMuch, ask.price.toFixed(), { timeInForce: 'FOK' }));
    expect([fok.status, fok.executed.toFixed()]).toEqual(['EXPIRED', '0']);
    const ioc = ground.submit(limit('BUY', tooMuch, ask.price.toFixed(), { timeInForce: 'IOC' }));
    expect([ioc.status, ioc.executed]).toEqual(['EXPIRED', ask.amount]);
    expect(ground.account.balance('USDT').locked.toFixed()).toBe('0');
    const complete = ground.submit(limit('SELL', '0.001', '60000', { timeInForce: 'FOK' }));
    expect(complete.status).toBe('FILLED');
  });

  it('buys and sells by value without breaking the lot step', () => {
    const ground = flat();
    const buy = ground.submit(atMarket('BUY', { value: '1000' }));
    expect(buy.status).toBe('FILLED');
    expect(buy.executedValue.lte(1_000) && buy.executedValue.gt(999)).toBe(true);
    const sell = ground.submit(atMarket('SELL', { value: '500' }));
    expect(sell.executedValue.lte(500) && sell.executedValue.gt(499)).toBe(true);
  });

  it('expires what the book cannot give', () => {
    const rich = openGround({ path: flatPath(PRICE), balances: { USDT: '90000000' } });
    expect(rich.submit(atMarket('BUY', { amount: '13' })).status).toBe('EXPIRED');
    rich.advance(1);
    expect(rich.submit(atMarket('BUY', { value: '800000' })).status).toBe('EXPIRED');
    expect(rich.account.balance('USDT').locked.toFixed()).toBe('0');
  });
});

describe('an order that rests', () => {
  it('trades at its own price and the maker fee when the market comes to it', () => {
    const fall = [minuteOf(PRICE, PRICE, PRICE, PRICE), minuteOf(PRICE, PRICE, 6_300_000, 6_300_000)];
    const ground = openGround({ path: pathOf(...fall, ...fall.slice(1)) });
    const order = ground.submit(limit('BUY', '0.001', '64000'));
    expect(order.status).toBe('NEW');
    ground.advance(2);
    expect([order.status, order.trades[0]?.price.toFixed(), order.trades[0]?.maker]).toEqual(['FILLED', '64000', true]);
    expect(ground.account.balance('BTC').free.toFixed()).toBe('2.0009992');
  });

  it('gets no more of a step than the book offers there, the better price first', () => {
    const low = minuteOf(6_400_000, 6_400_000, 6_400_000, 6_400_000);
    const ground = openGround({
      path: pathOf(minuteOf(PRICE, PRICE, PRICE, PRICE), low, low),
      balances: { USDT: '9000000' },
    });
    const worse = ground.submit(limit('BUY', '50', '64001'));
    const better = ground.submit(limit('BUY', '50', '64500'));
    ground.advance(1);
    expect(better.executed.gt(0)).toBe(true);
    expect(worse.executed.toFixed()).toBe('0');
    expect(better.status).toBe('PARTIALLY_FILLED');
  });

  it('gives back what it locked when it is canceled', () => {
    const ground = flat();
    const order = ground.submit(limit('SELL', '1.5', '70000'));
    expect(ground.account.balance('BTC').locked.toFixed()).toBe('1.5');
    ground.matching.cancel(ground.market, order, NOON);
    expect([order.status, ground.account.balance('BTC').free.toFixed()]).toEqual(['CANCELED', '2']);
  });

  it('expires when another of ours would trade with it', () => {
    const ground = flat();
    const inside = best(ground, 'SELL').price.minus('0.01').toFixed();
    const resting = ground.submit(limit('SELL', '0.1', inside));
    const order = ground.submit(limit('BUY', '0.1', inside));
    expect([resting.status, order.status]).toEqual(['EXPIRED_IN_MATCH', 'NEW']);
    const late = ground.submit(limit('SELL', '0.1', inside, { selfTradePrevention: 'EXPIRE_TAKER' }));
    expect([order.status, late.status]).toEqual(['NEW', 'EXPIRED_IN_MATCH']);
    expect(ground.account.balance('BTC').locked.toFixed()).toBe('0');
  });
});

describe('an order that is not let in', () => {
  const ground = flat();
  ground.submit(limit('BUY', '0.001', '60000', { clientOrderId: 'mine' }));
  const before = JSON.stringify(ground.account.balances());
  const cases: readonly [string, OrderAsk, string][] = [
    ['it costs more than is free', limit('BUY', '2', '60000'), 'INSUFFICIENT_BALANCE'],
    ['it sells more than is free', limit('SELL', '2.1', '70000'), 'INSUFFICIENT_BALANCE'],
    ['it spends more than is free', atMarket('BUY', { value: '100001' }), 'INSUFFICIENT_BALANCE'],
    ['an open order has its client id', limit('BUY', '0.001', '60000', { clientOrderId: 'mine' }), 'DUPLICATE_ORDER'],
    ['it is a maker order that would take', limit('BUY', '0.001', '66000', { type: 'LIMIT_MAKER' }), 'WOULD_TAKE'],
    ['its value is below the least', atMarket('SELL', { value: '0.01' }), 'FILTER'],
    ['it breaks a filter', limit('BUY', '0.0000001', '60000'), 'FILTER'],
  ];
  it.each(cases)('when %s', (_, ask, reason) => {
    expect(outcomeOf(() => ground.submit(ask))).toBe(reason);
    expect(JSON.stringify(ground.account.balances())).toBe(before);
    expect(ground.matching.log.at(-1)).toContain('refused');
  });
});

/** Anything a client may do, from a small grammar. */
const move = fc.oneof(
  fc.record({
    kind: fc.constant('order' as const),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    type: fc.constantFrom('LIMIT' as const, 'LIMIT_MAKER' as const, 'MARKET' as const),
    timeInForce: fc.constantFrom('GTC' as const, 'IOC' as const, 'FOK' as const),
    prevention: fc.constantFrom('EXPIRE_MAKER' as const, 'EXPIRE_TAKER' as const, 'EXPIRE_BOTH' as const),
    steps: fc.integer({ min: 1, max: 200_000 }),
    away: fc.integer({ min: -300, max: 300 }),
    byValue: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('advance' as const), minutes: fc.integer({ min: 0, max: 5 }) }),
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

function play(ground: ReturnType<typeof openGround>, step: Move): void {
  if (step.kind === 'advance') ground.advance(step.minutes);
  if (step.kind === 'cancel') {
    const open = ground.matching.orders.openOrders(instrument);
    const order = open[step.which % Math.max(open.length, 1)];
    if (order) ground.matching.cancel(ground.market, order, NOON);
  }
  if (step.kind !== 'order') return;
  const amount = instrument.amountStep.times(step.steps);
  const price = ground.market.price(ground.clock.step()).plus(step.away);
  const common = { type: step.type, selfTradePrevention: step.prevention };
  const ask: OrderAsk =
    step.type === 'MARKET'
      ? {
          ...atMarket(
            step.side,
            step.byValue ? { value: price.times(amount).toFixed(8) } : { amount: amount.toFixed() },
          ),
          ...common,
        }
      : {
          ...limit(step.side, amount.toFixed(), price.toFixed()),
          ...common,
          timeInForce: step.type === 'LIMIT' ? step.timeInForce : 'GTC',
        };
  try {
    ground.submit(ask);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function checkBooksBalance(ground: ReturnType<typeof openGround>, start: Readonly<Record<string, string>>): void {
  const { orders } = ground.matching;
  const open = orders.openOrders(instrument);
  const trades = orders.trades(instrument);
  for (const asset of ['BTC', 'USDT']) {
    const { free, locked } = ground.account.balance(asset);
    expect(free.gte(0) && locked.gte(0)).toBe(true);

    const needed = open
      .filter((order) => spentAsset(order) === asset)
      .reduce(
        (sum, order) => sum.plus(remaining(order).times(order.side === 'BUY' ? (order.price ?? 0) : 1)),
        new Big(0),
      );
    expect(locked.toFixed()).toBe(needed.toFixed());

    const traded = trades.reduce(
      (sum, { order, amount, price, fee, feeAsset }) => {
        const sign = (order.side === 'BUY') === (asset === 'BTC') ? 1 : -1;
        const moved = asset === 'BTC' ? amount : amount.times(price);
        return sum.plus(moved.times(sign)).minus(feeAsset === asset ? fee : 0);
      },
      new Big(start[asset] ?? 0),
    );
    expect(free.plus(locked).toFixed()).toBe(traded.toFixed());
  }
  for (const order of orders.orders(instrument)) {
    const sum = order.trades.reduce((total, trade) => total.plus(trade.amount), new Big(0));
    expect(order.executed.toFixed()).toBe(sum.toFixed());
    expect(order.executed.lte(order.amount)).toBe(true);
    if (!isOpen(order)) expect(order.locked.toFixed()).toBe('0');
  }
}

describe('whatever is asked', () => {
  const balances = { USDT: '200000', BTC: '3' };

  it('no balance is negative, locks are those of the open orders, and nothing is lost but fees', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.array(move, { minLength: 1, maxLength: 30 }), (seed, moves) => {
        const ground = openGround({ seed, balances });
        for (const step of moves) {
          play(ground, step);
          checkBooksBalance(ground, balances);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the same seed and the same requests give the same log, byte for byte', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.array(move, { minLength: 1, maxLength: 30 }), (seed, moves) => {
        const logs = [0, 1].map(() => {
          const ground = openGround({ seed, balances });
          for (const step of moves) play(ground, step);
          return ground.matching.log.join('\n');
        });
        expect(logs[0]).toBe(logs[1]);
      }),
      { numRuns: 40 },
    );
  });

  it('the log does not depend on how often the time was looked at', () => {
    const logs = [[6], [1, 1, 1, 1, 1, 1], [2, 0, 4]].map((advances) => {
      const ground = openGround();
      for (const away of [-50, -100, -200]) {
        ground.submit(limit('BUY', '0.3', ground.market.price(0).plus(away).toFixed()));
        ground.submit(limit('SELL', '0.3', ground.market.price(0).minus(away).toFixed()));
      }
      for (const minutes of advances) ground.advance(minutes);
      return ground.matching.log.join('\n');
    });
    expect(logs[0]).toContain('maker');
    expect(new Set(logs).size).toBe(1);
  });
});
