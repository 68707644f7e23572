import Big from 'big.js';

/** Plain digits with at most one point: no sign, no exponent, no spaces, and short enough to be a price. */
const plain = /^(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?$/;

/** Returns the exact decimal of a plain, unsigned decimal string, or undefined for anything else. */
export function decimalOf(text: unknown): Big | undefined {
  return typeof text === 'string' && plain.test(text) ? new Big(text) : undefined;
}

/** Returns the largest multiple of the step that is not above the value. */
export function downTo(step: Big, value: Big): Big {
  return value.minus(value.mod(step));
}

/** Returns the smallest multiple of the step that is not below the value. */
export function upTo(step: Big, value: Big): Big {
  const rest = value.mod(step);
  return rest.eq(0) ? value : value.minus(rest).plus(step);
}

/** Returns the decimal as text without an exponent and without trailing zeros. */
export function textOf(value: Big): string {
  return value.toFixed();
}

/** Returns the largest of those that are known. */
export function largest(...values: readonly (Big | undefined)[]): Big | undefined {
  return values
    .filter((value) => value !== undefined)
    .reduce<Big | undefined>((one, value) => (one?.gte(value) ? one : value), undefined);
}

/** Returns the smallest of those that are known. */
export function smallest(...values: readonly (Big | undefined)[]): Big | undefined {
  return values
    .filter((value) => value !== undefined)
    .reduce<Big | undefined>((one, value) => (one?.lte(value) ? one : value), undefined);
}
