import { Refusal } from './refusals.ts';

/** Limits that are enforced; those left out are announced and counted only. */
export interface RateLimits {
  readonly weightPerMinute?: number | undefined;
  readonly ordersPerTenSeconds?: number | undefined;
  readonly ordersPerDay?: number | undefined;
}

interface Window {
  readonly header: string;
  readonly ms: number;
  readonly name: string;
  readonly limit: number | undefined;
  began: number;
  used: number;
}

/** What exchangeInfo announces: Binance's own limits. */
export const announcedLimits = [
  { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000 },
  { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
  { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000 },
  { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61_000 },
] as const;

/** Counts request weight and orders in windows of wall time, and says so in Binance's headers. */
export class Usage {
  readonly #weight: Window;
  readonly #orders: readonly Window[];

  constructor(limits: RateLimits = {}) {
    const window = (header: string, ms: number, name: string, limit: number | undefined): Window => ({
      header,
      ms,
      name,
      limit,
      began: 0,
      used: 0,
    });
    this.#weight = window('x-mbx-used-weight-1m', 60_000, '1 MINUTE', limits.weightPerMinute);
    this.#orders = [
      window('x-mbx-order-count-10s', 10_000, '10 SECOND', limits.ordersPerTenSeconds),
      window('x-mbx-order-count-1d', 86_400_000, '1 DAY', limits.ordersPerDay),
    ];
  }

  /** Counts a request. @throws Refusal TOO_MUCH_WEIGHT */
  request(weight: number, now: number): void {
    const used = add(this.#weight, weight, now);
    const { limit } = this.#weight;
    if (limit !== undefined && used > limit) throw new Refusal('TOO_MUCH_WEIGHT', String(limit));
  }

  /** Counts a new order. @throws Refusal TOO_MANY_ORDERS */
  order(now: number): void {
    for (const window of this.#orders) {
      const used = add(window, 1, now);
      if (window.limit !== undefined && used > window.limit) {
        throw new Refusal('TOO_MANY_ORDERS', String(window.limit), window.name);
      }
    }
  }

  /** Returns the headers of an answer; those on orders stand on order answers only. */
  headers(forOrder: boolean): Readonly<Record<string, string>> {
    const weight = { 'x-mbx-used-weight': String(this.#weight.used), [this.#weight.header]: String(this.#weight.used) };
    if (!forOrder) return weight;
    return { ...weight, ...Object.fromEntries(this.#orders.map(({ header, used }) => [header, String(used)])) };
  }

  /** Returns order counts as `rateLimit/order` states them. */
  orderCounts(): readonly Readonly<Record<string, string | number>>[] {
    const announced = announcedLimits.filter((limit) => limit.rateLimitType === 'ORDERS');
    return announced.map((limit, which) => ({ ...limit, count: this.#orders[which]?.used ?? 0 }));
  }
}

function add(window: Window, amount: number, now: number): number {
  const began = Math.floor(now / window.ms) * window.ms;
  if (began !== window.began) {
    window.began = began;
    window.used = 0;
  }
  window.used += amount;
  return window.used;
}
