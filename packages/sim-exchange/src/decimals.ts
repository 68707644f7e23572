import Big from 'big.js';

/** Every asset here counts in units of 1e-8, as Binance's spot assets do. */
const ASSET_DECIMALS = 8;

export const ZERO = new Big(0);

/** Returns an amount as the API writes it: eight decimals, never an exponent, never rounded up. */
export function toText(amount: Big): string {
  return amount.toFixed(ASSET_DECIMALS, Big.roundDown);
}

/** Returns the largest multiple of `step` that is not above `amount`. */
export function floorTo(amount: Big, step: Big): Big {
  return amount.minus(amount.mod(step));
}

/** Returns an amount cut to what an asset can hold: how an exchange rounds a fee. */
export function cutToAsset(amount: Big): Big {
  return amount.round(ASSET_DECIMALS, Big.roundDown);
}

/** Returns how much of something can be bought for `money` at `price`, in whole steps and never a step too many. */
export function affordable(money: Big, price: Big, step: Big): Big {
  const most = floorTo(money.div(price), step);
  // The quotient is rounded at its last digit, which can lift it to the next step.
  return most.times(price).gt(money) ? most.minus(step) : most;
}

export function least(one: Big, other: Big): Big {
  return one.lt(other) ? one : other;
}

/** Whether text is a plain non-negative decimal: digits, at most one point, no sign, no exponent. */
export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9]{1,20}(\.[0-9]{1,20})?$/.test(text);
}

export function decimalPlaces(text: string): number {
  return text.includes('.') ? text.replace(/0+$/, '').length - text.indexOf('.') - 1 : 0;
}
