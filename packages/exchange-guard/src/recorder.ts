import type { Fill, IntentRow, Journal } from '@gatehouse/journal';
import Big from 'big.js';
import type { InnerDoors } from './inner-doors.ts';
import type { Order, Trade } from './order.ts';
import { assetsIn } from './symbols.ts';

/** How long an order that is over may wait for executions that the exchange has not listed yet. */
const PATIENCE_MS = 60_000;

interface Tools {
  readonly journal: Journal;
  readonly doors: InnerDoors;
  readonly clock: () => Date;
}

/** Brings the journal up to what the exchange says about own orders. */
export class Recorder {
  readonly #tools: Tools;
  /** Since when an order that is over lacks executions. */
  readonly #lacking = new Map<string, number>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /**
   * Writes what became of an own order and returns the executions that were news. Executions come first: an order that
   * the journal knows to be over is not looked at again, so until they are all there it is kept open.
   */
  async learn(
    intent: Pick<IntentRow, 'clientOrderId' | 'symbol' | 'side'>,
    order: Order,
    trades: readonly Trade[] = [],
  ): Promise<readonly Fill[]> {
    const { journal, clock } = this.#tools;
    const { fills, whole } = await this.#executions(intent, order, trades);
    const waiting = order.status !== 'open' && !whole && this.#patient(intent.clientOrderId);
    await journal.recordOutcome(intent.clientOrderId, {
      status: waiting ? 'open' : order.status,
      exchangeOrderId: order.exchangeOrderId,
      filled: order.filled,
      ...(order.average === undefined ? {} : { average: order.average }),
      at: clock(),
    });
    return fills;
  }

  async #executions(
    { clientOrderId, symbol, side }: Pick<IntentRow, 'clientOrderId' | 'symbol' | 'side'>,
    order: Order,
    trades: readonly Trade[],
  ): Promise<{ readonly fills: readonly Fill[]; readonly whole: boolean }> {
    const filled = new Big(order.filled);
    if (filled.eq(0)) return { fills: [], whole: true };
    const { journal, doors } = this.#tools;
    const known = await journal.fills({ clientOrderId });
    if (sumOf(known).gte(filled)) return { fills: [], whole: true };
    const told = sumOf(trades).gte(filled) ? trades : await doors.tradesOf(symbol, order.exchangeOrderId);
    const fills: Fill[] = [];
    const { quote, settle } = assetsIn(symbol);
    for (const { tradeId, amount, price, fee, feeAsset, at } of told) {
      // An exchange that charges nothing names no asset.
      const asset = feeAsset === '' ? (settle ?? quote) : feeAsset;
      const fill: Fill = { tradeId, clientOrderId, symbol, side, amount, price, fee, feeAsset: asset, at };
      if (await journal.recordFill(fill)) fills.push(fill);
    }
    return { fills, whole: sumOf(known).plus(sumOf(fills)).gte(filled) };
  }

  #patient(id: string): boolean {
    const now = this.#tools.clock().getTime();
    const since = this.#lacking.get(id) ?? now;
    this.#lacking.set(id, since);
    if (now - since <= PATIENCE_MS) return true;
    this.#lacking.delete(id);
    return false;
  }
}

function sumOf(parts: readonly { readonly amount: string }[]): Big {
  return parts.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
}
