/** Amounts as whole numbers of 10^-8, the way Binance prints them. Kept apart from the bot's own arithmetic on purpose. */
export type Units = bigint;

const one = 100_000_000n;

export function units(text: string): Units {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{0,8})0*)?$/.exec(text) ?? [];
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError('not a decimal');
  const value = BigInt(whole) * one + BigInt(fraction.padEnd(8, '0') || '0');
  return sign === '-' ? -value : value;
}

export function text(value: Units): string {
  const size = value < 0n ? -value : value;
  return `${value < 0n ? '-' : ''}${size / one}.${String(size % one).padStart(8, '0')}`;
}

/** Rounds down, as an exchange does with what it pays out. */
export function times(left: Units, right: Units): Units {
  return (left * right) / one;
}
