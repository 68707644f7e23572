/** The assets in the name of a market. */
export interface Assets {
  readonly base: string;
  readonly quote: string;
  /** What its contracts are settled in; absent on a spot market. */
  readonly settle?: string;
}

/** Reads `BASE/QUOTE`, or `BASE/QUOTE:SETTLE` for contracts, dated ones too. What is not there reads as empty. */
export function assetsIn(symbol: string): Assets {
  const [pair = '', settled] = symbol.split(':');
  const [base = '', quote = ''] = pair.split('/');
  return { base, quote, ...(settled === undefined ? {} : { settle: settled.split('-', 1)[0] ?? '' }) };
}
