import Big from 'big.js';
import { toText } from './decimals.ts';
import type { Instrument } from './instruments.ts';
import type { OrderBooks } from './orders.ts';

/** What the exchange has seen since it opened; amounts are decimal text. */
export interface SimCounts {
  /** Orders let in. */
  readonly orders: number;
  /** Trades of the account. */
  readonly fills: number;
  /** Orders canceled by request. */
  readonly cancels: number;
  /** Fees paid, by asset. */
  readonly fees: Readonly<Record<string, string>>;
  /** Value traded, by quote asset. */
  readonly volume: Readonly<Record<string, string>>;
  /** Requests to take money out, whether signed or not; every one was refused. */
  readonly withdrawalAttempts: number;
  /** Requests to move or borrow money, whether signed or not; every one was refused. */
  readonly transferAttempts: number;
  /** Requests by `METHOD /path`, refused ones too. */
  readonly requests: Readonly<Record<string, number>>;
  /** Refusals by error code. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Market minutes since the exchange opened, and whether the prices have come to their end. */
  readonly market: { readonly minutes: number; readonly ended: boolean };
}

/** Paths come from outside, so only so many are remembered by name. */
const MOST_PATHS = 256;

/** Counts what cannot be read off the orders afterwards. */
export class Tally {
  withdrawalAttempts = 0;
  transferAttempts = 0;
  readonly #requests = new Map<string, number>();
  readonly #refusals = new Map<string, number>();

  request(method: string, path: string): void {
    const name = `${method} ${path}`;
    const isNew = !this.#requests.has(name);
    add(this.#requests, isNew && this.#requests.size >= MOST_PATHS ? 'other' : name);
  }

  refusal(code: number): void {
    add(this.#refusals, String(code));
  }

  /** Returns everything counted, together with what the orders themselves tell. */
  counts(orders: OrderBooks, instruments: readonly Instrument[], market: SimCounts['market']): SimCounts {
    const fees = new Map<string, Big>();
    const volume = new Map<string, Big>();
    const all = instruments.flatMap((instrument) => orders.orders(instrument));
    const trades = instruments.flatMap((instrument) => orders.trades(instrument));
    for (const { feeAsset, fee, price, amount, order } of trades) {
      const { quote } = order.instrument;
      fees.set(feeAsset, (fees.get(feeAsset) ?? new Big(0)).plus(fee));
      volume.set(quote, (volume.get(quote) ?? new Big(0)).plus(price.times(amount)));
    }
    return {
      orders: all.length,
      fills: trades.length,
      cancels: all.filter((order) => order.status === 'CANCELED').length,
      fees: asText(fees),
      volume: asText(volume),
      withdrawalAttempts: this.withdrawalAttempts,
      transferAttempts: this.transferAttempts,
      requests: Object.fromEntries(this.#requests),
      refusals: Object.fromEntries(this.#refusals),
      market,
    };
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function asText(amounts: ReadonlyMap<string, Big>): Readonly<Record<string, string>> {
  return Object.fromEntries([...amounts].map(([asset, amount]) => [asset, toText(amount)]));
}
