export type { Candle } from './candle-file.ts';
export { parseCandles } from './candle-file.ts';
export type { SimExchangeErrorCode } from './error.ts';
export { SimExchangeError } from './error.ts';
export type { SimExchange } from './exchange.ts';
export { startSimExchange } from './exchange.ts';
export type { KeyGrant, MintedKey } from './keys.ts';
export type { SimOptions } from './options.ts';
export type { SimCounts } from './tally.ts';
