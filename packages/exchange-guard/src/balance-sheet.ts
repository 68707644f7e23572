import type { Baseline, Fill, Journal } from '@gatehouse/journal';
import Big from 'big.js';
import { assetsIn } from './symbols.ts';

/** What an asset, or a position by the name of its market, is off by: an amount without a sign. */
export interface Residual {
  readonly asset: string;
  readonly by: string;
}

/** Totals by asset, and contracts by the name of their market. */
type Sheet = Readonly<Record<string, string>>;

/** An exchange keeps eight decimals; a fill's value may have more, and is cut there each time. */
const CUT = new Big('0.00000001');

interface Expected {
  readonly totals: ReadonlyMap<string, Big>;
  /** Assets that positions are settled in: profit, loss and funding move them without an order, so no total is expected. */
  readonly moving: ReadonlySet<string>;
  readonly fills: number;
}

/** What should be on the account: what was declared, plus what own executions brought and took since. */
export async function expectedBalances(baseline: Baseline, journal: Journal, standIn: boolean): Promise<Expected> {
  const totals = new Map<string, Big>();
  const add = (asset: string, amount: Big): void =>
    void totals.set(asset, (totals.get(asset) ?? new Big(0)).plus(amount));
  const moving = new Set<string>();
  for (const [asset, total] of Object.entries(baseline.balances)) {
    add(asset, new Big(total));
    const { settle } = assetsIn(asset);
    if (settle !== undefined) moving.add(settle);
  }
  const fills = await fillsSince(baseline, journal, standIn);
  for (const { symbol, side, amount, price, fee, feeAsset } of fills) {
    const { base, quote, settle } = assetsIn(symbol);
    const signed = side === 'buy' ? new Big(amount) : new Big(amount).neg();
    if (settle === undefined) {
      add(base, signed);
      add(quote, signed.times(price).neg());
    } else {
      add(symbol, signed);
      moving.add(settle);
    }
    add(feeAsset, new Big(fee).neg());
  }
  return { totals, moving, fills: fills.length };
}

/** A stand-in's market may live in another time than we do: there the intent says when it was, not the execution. */
async function fillsSince(baseline: Baseline, journal: Journal, standIn: boolean): Promise<readonly Fill[]> {
  if (!standIn) return journal.fills({ since: baseline.at });
  const fills: Fill[] = [];
  for (const fill of await journal.fills()) {
    const intent = await journal.intent(fill.clientOrderId);
    if (intent !== undefined && intent.createdAt >= baseline.at) fills.push(fill);
  }
  return fills;
}

export interface Residuals {
  /** Less than expected. */
  readonly missing: readonly Residual[];
  /** More than expected: not as bad. */
  readonly surplus: readonly Residual[];
  /** Positions that own executions do not come to, whichever way: somebody else traded, or the exchange closed them. */
  readonly positions: readonly Residual[];
}

/** Compares what is there with what should be. */
export function residuals(sheet: Sheet, { totals, moving, fills }: Expected): Residuals {
  const tolerated = CUT.times(fills + 1);
  const missing: Residual[] = [];
  const surplus: Residual[] = [];
  const positions: Residual[] = [];
  for (const asset of new Set([...totals.keys(), ...Object.keys(sheet)])) {
    const off = new Big(sheet[asset] ?? '0').minus(totals.get(asset) ?? 0);
    const isPosition = assetsIn(asset).settle !== undefined;
    // Contracts are counted, so they agree or they do not.
    if (isPosition ? off.eq(0) : moving.has(asset) || off.abs().lte(tolerated)) continue;
    const into = isPosition ? positions : off.lt(0) ? missing : surplus;
    into.push({ asset, by: off.abs().toFixed() });
  }
  return { missing, surplus, positions };
}

/** What is on the account as one sheet: balances by asset, and positions by the name of their market. */
export function sheetOf(
  balances: Readonly<Record<string, { readonly total: string }>>,
  positions: readonly { readonly symbol: string; readonly contracts: string }[],
): Sheet {
  const totals = Object.entries(balances).map(([asset, { total }]) => [asset, total]);
  return Object.fromEntries([...totals, ...positions.map(({ symbol, contracts }) => [symbol, contracts])]);
}
