import { binance } from './readers/binance.ts';
import type { PermissionReader } from './readers/reader.ts';

/** How each exchange tells what a key may do, by ccxt id. Looked up by outside input, so it inherits nothing. */
export const readers: Readonly<Record<string, PermissionReader>> = Object.freeze({ __proto__: null as never, binance });
