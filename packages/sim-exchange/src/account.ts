import Big from 'big.js';
import { ZERO } from './decimals.ts';

export interface Balance {
  readonly free: Big;
  readonly locked: Big;
}

/**
 * The one account of this exchange: every minted key opens it. An amount is free or locked by an open order.
 * Every move checks that nothing falls below zero; a failure here is a defect of the exchange, not of a request.
 */
export class Account {
  readonly #balances = new Map<string, Balance>();

  constructor(balances: Readonly<Record<string, string>>) {
    for (const [asset, amount] of Object.entries(balances)) this.#set(asset, new Big(amount), ZERO);
  }

  balance(asset: string): Balance {
    return this.#balances.get(asset) ?? { free: ZERO, locked: ZERO };
  }

  /** Returns every asset ever held, in alphabetical order. */
  balances(): readonly (Balance & { readonly asset: string })[] {
    return [...this.#balances]
      .map(([asset, balance]) => ({ asset, ...balance }))
      .sort((a, b) => (a.asset < b.asset ? -1 : 1));
  }

  canSpend(asset: string, amount: Big): boolean {
    return this.balance(asset).free.gte(amount);
  }

  lock(asset: string, amount: Big): void {
    const { free, locked } = this.balance(asset);
    this.#set(asset, free.minus(amount), locked.plus(amount));
  }

  unlock(asset: string, amount: Big): void {
    this.lock(asset, amount.times(-1));
  }

  /** Takes away what is free. */
  spend(asset: string, amount: Big): void {
    const { free, locked } = this.balance(asset);
    this.#set(asset, free.minus(amount), locked);
  }

  /** Takes away what an order has locked. */
  spendLocked(asset: string, amount: Big): void {
    const { free, locked } = this.balance(asset);
    this.#set(asset, free, locked.minus(amount));
  }

  receive(asset: string, amount: Big): void {
    this.spend(asset, amount.times(-1));
  }

  #set(asset: string, free: Big, locked: Big): void {
    if (free.lt(0) || locked.lt(0)) throw new RangeError(`The ${asset} balance would fall below zero`);
    this.#balances.set(asset, { free, locked });
  }
}
