import type { Traded } from './row.ts';

// Ways in which an account of contracts may be set that an order of ours does not fit. They are the owner's to change.

/** With a position on each side of a market, an order without a side of its own would open what it should close. */
export const inHedgeMode = (where: string): string =>
  `the account is in hedge mode, where an order has to name the side of a position: set it to one-way mode at ${where}`;

export const inCrossMargin = (symbol: string, where: string): string =>
  `${symbol} is in cross margin mode, and orders go out in isolated margin alone: set it to isolated at ${where}`;

/** Why a market is not ordered in that is settled in something else than USDT. */
export function notInUsdt(markets: readonly Traded[], why: string): string | undefined {
  const other = markets.find(({ contract }) => contract?.settle !== 'USDT');
  return other && `${other.symbol} is not settled in USDT, and ${why}`;
}
