import { createHash } from 'node:crypto';
import { dated, decimal, oneOf, refuse, worded } from './input.ts';
import { fromText } from './json.ts';
import type { Store, Written } from './store.ts';

/** One trade of an order. Amounts are exact decimals as text. */
export interface Fill {
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly price: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly at: Date;
}

export interface FillFilter {
  readonly clientOrderId?: string;
  readonly symbol?: string;
  /** Fills of that moment and later. */
  readonly since?: Date;
}

/** Returns fills in the order they happened. */
export function readFills(store: Store, { clientOrderId, symbol, since }: FillFilter = {}): readonly Fill[] {
  return store
    .all<{ fill: string }>(
      `SELECT fill FROM fill WHERE (?1 IS NULL OR client_order_id = ?1) AND (?2 IS NULL OR symbol = ?2)
         AND (?3 IS NULL OR at >= ?3) ORDER BY at, entry`,
      clientOrderId ?? null,
      symbol ?? null,
      since?.toISOString() ?? null,
    )
    .map(({ fill }) => {
      const kept = fromText(fill);
      return { ...kept, at: new Date(kept.at) };
    });
}

/** Returns a SHA-256 over every column of the fills that entries up to this one wrote. */
export function fillsUpTo(store: Store, sequence: number): string {
  const hash = createHash('sha256');
  // Put into words by SQLite, thousands at a time: a row at a time through JavaScript takes several times as long.
  const sql = `SELECT group_concat(json_array(symbol, trade_id, client_order_id, at, fill, entry), char(10) ORDER BY entry) AS rows
    FROM fill WHERE entry <= ? GROUP BY entry / 4096 ORDER BY entry / 4096`;
  for (const { rows } of store.each<{ rows: string }>(sql, sequence)) hash.update(rows).update('\n');
  return hash.digest('hex');
}

/** Returns what the trail entry says, undefined when the fill is known; throws INPUT_MALFORMED. */
export function draftFill(store: Store, fill: Fill) {
  refuse('this fill', [
    worded('tradeId', fill.tradeId),
    worded('clientOrderId', fill.clientOrderId),
    worded('symbol', fill.symbol),
    oneOf('side', fill.side, ['buy', 'sell']),
    decimal('amount', fill.amount),
    decimal('price', fill.price),
    decimal('fee', fill.fee),
    worded('feeAsset', fill.feeAsset),
    dated('at', fill.at),
  ]);
  const { tradeId, clientOrderId, symbol, side, amount, price, fee, feeAsset } = fill;
  const known = store.get(
    'SELECT 1 FROM fill WHERE symbol = ? AND trade_id = ? AND client_order_id = ?',
    symbol,
    tradeId,
    clientOrderId,
  );
  if (known) return undefined;
  return { tradeId, clientOrderId, symbol, side, amount, price, fee, feeAsset, at: fill.at.toISOString() };
}

export const fillEntries = {
  fill(store: Store, { sequence, detail }: Written<NonNullable<ReturnType<typeof draftFill>>>) {
    store.run(
      'INSERT INTO fill (symbol, trade_id, client_order_id, at, fill, entry) VALUES (?, ?, ?, ?, ?, ?)',
      detail.symbol,
      detail.tradeId,
      detail.clientOrderId,
      detail.at,
      JSON.stringify(detail),
      sequence,
    );
  },
};
