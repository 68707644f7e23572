import type { Baseline, Fill, Journal } from '@gatehouse/journal';
import Big from 'big.js';

/** What an asset is off by, as an amount without a sign. */
export interface Residual {
  readonly asset: string;
  readonly by: string;
}

/** An exchange keeps eight decimals; a fill's value may have more, and is cut there each time. */
const CUT = new Big('0.00000001');

interface Expected {
  readonly totals: ReadonlyMap<string, Big>;
  readonly fills: number;
}

/** What should be on the account: what was declared, plus what own executions brought and took since. */
export async function expectedBalances(baseline: Baseline, journal: Journal, standIn: boolean): Promise<Expected> {
  const totals = new Map<string, Big>();
  const add = (asset: string, amount: Big): void =>
    void totals.set(asset, (totals.get(asset) ?? new Big(0)).plus(amount));
  for (const [asset, total] of Object.entries(baseline.balances)) add(asset, new Big(total));
  const fills = await fillsSince(baseline, journal, standIn);
  for (const { symbol, side, amount, price, fee, feeAsset } of fills) {
    const [base = '', quote = ''] = symbol.split('/');
    const value = new Big(amount).times(price);
    add(base, side === 'buy' ? new Big(amount) : new Big(amount).neg());
    add(quote, side === 'buy' ? value.neg() : value);
    add(feeAsset, new Big(fee).neg());
  }
  return { totals, fills: fills.length };
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

/** Compares what is there with what should be. What is missing is worse than what came in addition. */
export function residuals(
  balances: Readonly<Record<string, string>>,
  { totals, fills }: Expected,
): { readonly missing: readonly Residual[]; readonly surplus: readonly Residual[] } {
  const tolerated = CUT.times(fills + 1);
  const missing: Residual[] = [];
  const surplus: Residual[] = [];
  for (const asset of new Set([...totals.keys(), ...Object.keys(balances)])) {
    const off = new Big(balances[asset] ?? '0').minus(totals.get(asset) ?? 0);
    if (off.abs().lte(tolerated)) continue;
    (off.lt(0) ? missing : surplus).push({ asset, by: off.abs().toFixed() });
  }
  return { missing, surplus };
}
