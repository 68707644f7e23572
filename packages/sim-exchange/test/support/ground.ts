import Big from 'big.js';
import { Account } from '../../src/account.ts';
import { instrumentFor } from '../../src/instruments.ts';
import { Market } from '../../src/market.ts';
import { MarketClock } from '../../src/market-clock.ts';
import { Matching } from '../../src/matching.ts';
import type { OrderAsk } from '../../src/orders.ts';
import type { Minute, PricePath } from '../../src/price-path.ts';
import { seededPath } from '../../src/seeded-path.ts';

export const instrument = instrumentFor('BTC/USDT');
export const NOON = Date.UTC(2026, 0, 5, 12);

/** Refusals and errors are told apart by their code or reason, never by their text. */
export function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    const { reason, code } = error as { reason?: string; code?: unknown };
    return reason ?? code ?? error;
  }
}

export function minuteOf(open: number, high: number, low: number, close: number, volume = 400n): Minute {
  return { open, high, low, close, volume };
}

/** A path of the minutes given, from minute 0 on; undefined is a gap. */
export function pathOf(...minutes: readonly (Minute | undefined)[]): PricePath {
  return { first: 0, last: minutes.length - 1, minute: (index) => minutes[index] };
}

/** A price that stands still, in whole price steps. */
export function flatPath(price: number): PricePath {
  return { first: -1_000, last: Number.POSITIVE_INFINITY, minute: () => minuteOf(price, price, price, price) };
}

export function lockStepClock(lastMinute = Number.POSITIVE_INFINITY): MarketClock {
  return new MarketClock({ clock: () => new Date(NOON), candleMs: 1_000, lockStep: true, origin: NOON, lastMinute });
}

/** A market with its engine and account, moved by hand. */
export function openGround(options: { seed?: number; path?: PricePath; balances?: Record<string, string> } = {}) {
  const { seed = 1, balances = { USDT: '100000', BTC: '2' } } = options;
  const clock = lockStepClock();
  const market = new Market({ seed, instrument, path: options.path ?? seededPath(seed, instrument), clock });
  const account = new Account(balances);
  const fees = { maker: new Big('0.0008'), taker: new Big('0.001') };
  const matching = new Matching({ markets: [market], account, fees, seed });
  return {
    market,
    account,
    matching,
    clock,
    advance(minutes: number) {
      clock.advance(minutes);
      matching.catchUp(clock.step(), () => NOON);
    },
    submit: (ask: OrderAsk) => matching.submit(market, ask, NOON),
  };
}

export function limit(side: 'BUY' | 'SELL', amount: string, price: string, more: Partial<OrderAsk> = {}): OrderAsk {
  return {
    instrument,
    side,
    type: 'LIMIT',
    timeInForce: 'GTC',
    amount: new Big(amount),
    price: new Big(price),
    selfTradePrevention: 'EXPIRE_MAKER',
    ...more,
  };
}

export function atMarket(side: 'BUY' | 'SELL', size: { amount?: string; value?: string }): OrderAsk {
  return {
    instrument,
    side,
    type: 'MARKET',
    timeInForce: 'GTC',
    ...(size.amount ? { amount: new Big(size.amount) } : {}),
    ...(size.value ? { value: new Big(size.value) } : {}),
    selfTradePrevention: 'EXPIRE_MAKER',
  };
}
