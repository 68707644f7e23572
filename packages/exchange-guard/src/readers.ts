import { isCcxtId } from './ccxt-ids.ts';
import { GuardError } from './error.ts';
import { binance, binancecoinm, binanceusdm } from './readers/binance.ts';
import { bingx } from './readers/bingx.ts';
import { bitfinex } from './readers/bitfinex.ts';
import { bitget } from './readers/bitget.ts';
import { bybit, bybiteu, bybitid } from './readers/bybit.ts';
import { coinbase } from './readers/coinbase.ts';
import { deribit } from './readers/deribit.ts';
import { gate, gateeu } from './readers/gate.ts';
import { gemini } from './readers/gemini.ts';
import { htx } from './readers/htx.ts';
import { hyperliquid } from './readers/hyperliquid.ts';
import { kraken } from './readers/kraken.ts';
import { krakenfutures } from './readers/krakenfutures.ts';
import { kucoin, kucoinfutures } from './readers/kucoin.ts';
import { myokx, okx, okxus } from './readers/okx.ts';
import type { PermissionReader, Question, Teaching } from './readers/reader.ts';
import { silent } from './readers/silent.ts';
import { upbit } from './readers/upbit.ts';
import type { Door } from './venues/row.ts';

/** How each exchange tells what a key may do, by ccxt id. Looked up by outside input, so it inherits nothing. */
export const readers: Readonly<Record<string, PermissionReader>> = Object.freeze({
  __proto__: null as never,
  binance,
  binancecoinm,
  binanceusdm,
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
  gemini,
  gate,
  gateeu,
  htx,
  bitfinex,
  deribit,
  bingx,
  hyperliquid,
  upbit,
});

/**
 * Returns the reader of an exchange. Where nobody has taught us to read, or a question has no door to go through, it is
 * silent: it proves no more than that the exchange answers the first audit door, where there is one. Throws
 * EXCHANGE_UNKNOWN for an id that ccxt does not have.
 */
export function readerOf(exchange: string, doors: readonly Door[]): PermissionReader {
  if (!isCcxtId(exchange)) throw new GuardError('EXCHANGE_UNKNOWN', 'ccxt has no exchange of that id: correct it.');
  const audit = doors.filter(({ use }) => use === 'audit');
  const reader = readers[exchange];
  if (reader?.asks.every((question) => audit.some((door) => leadsTo(door, question)))) return reader;
  const [door] = audit;
  // What is listed for an audit reads; whether ccxt does that by GET or by POST is the exchange's choice.
  if (door === undefined || (door.method !== 'GET' && door.method !== 'POST')) return silent(exchange);
  return silent(exchange, { name: 'signed read', api: door.api, method: door.method, path: door.path });
}

/** The doors that the audit of an exchange goes through: one for each question. */
export function auditDoorsOf(exchange: string): readonly Door[] {
  return (readers[exchange]?.asks ?? []).map(({ api, method, path, at }) => ({
    api,
    method,
    path,
    ...(at === undefined ? {} : { at }),
    use: 'audit',
  }));
}

/** What ccxt has to be told before it can ask them. */
export function teachingOf(exchange: string): Teaching | undefined {
  return readers[exchange]?.teaches;
}

function leadsTo(door: Door, { api, method, path }: Question): boolean {
  return door.api === api && door.method === method && door.path === path;
}
