import type { ContractRow } from './row.ts';
import { binance, binancecoinm, binanceusdm } from './rows/binance.ts';
import { bingx } from './rows/bingx.ts';
import { bitfinex } from './rows/bitfinex.ts';
import { bitget, bitgetUnified } from './rows/bitget.ts';
import { bybit, bybiteu, bybitid } from './rows/bybit.ts';
import { coinbase } from './rows/coinbase.ts';
import { deribit } from './rows/deribit.ts';
import { gate, gateeu } from './rows/gate.ts';
import { gemini } from './rows/gemini.ts';
import { htx } from './rows/htx.ts';
import { hyperliquid } from './rows/hyperliquid.ts';
import { kraken } from './rows/kraken.ts';
import { krakenfutures } from './rows/krakenfutures.ts';
import { kucoin, kucoinfutures } from './rows/kucoin.ts';
import { myokx, okx, okxus } from './rows/okx.ts';
import { silentRows } from './rows/silent.ts';
import { upbit } from './rows/upbit.ts';

/** A row for every exchange that has a reader, and for every kind of account that it answers differently for. */
export const rows: readonly ContractRow[] = [
  binance,
  binanceusdm,
  binancecoinm,
  bybit,
  bybiteu,
  bybitid,
  okx,
  okxus,
  myokx,
  kraken,
  krakenfutures,
  coinbase,
  kucoin,
  kucoinfutures,
  bitget,
  bitgetUnified,
  gemini,
  gate,
  gateeu,
  htx,
  bitfinex,
  deribit,
  bingx,
  hyperliquid,
  upbit,
];

/** And some of the many that tell nothing, each by the one signed read that proves its key. */
export const allRows: readonly ContractRow[] = [...rows, ...silentRows];
