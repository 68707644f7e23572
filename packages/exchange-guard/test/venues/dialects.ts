import { binancecoinm, binanceusdm } from './there/binance-futures.ts';
import { bitget } from './there/bitget.ts';
import { bitgetContracts } from './there/bitget-contracts.ts';
import { bitgetUnified, bitgetUnifiedContracts } from './there/bitget-unified.ts';
import { bybit, bybiteu, bybitid } from './there/bybit.ts';
import { coinbase } from './there/coinbase.ts';
import { gemini } from './there/gemini.ts';
import { kraken } from './there/kraken.ts';
import { kucoin } from './there/kucoin.ts';
import { kucoinfutures } from './there/kucoin-futures.ts';
import { myokx, okx, okxus } from './there/okx.ts';
import type { Dialect } from './there.ts';

/** A dialect for every exchange that orders can be placed at, but Binance, whose tests are its own. */
export const dialects: readonly Dialect[] = [
  binanceusdm,
  binancecoinm,
  bybit,
  bybiteu,
  bybitid,
  okx,
  okxus,
  myokx,
  kraken,
  coinbase,
  kucoin,
  kucoinfutures,
  bitget,
  bitgetContracts,
  bitgetUnified,
  bitgetUnifiedContracts,
  gemini,
];
