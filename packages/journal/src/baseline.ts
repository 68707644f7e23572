import { dated, decimal, type Problem, refuse, worded } from './input.ts';
import { fromText } from './json.ts';
import type { Store, Written } from './store.ts';

/** What a person declared to be theirs on the account: it is neither the bot's nor foreign activity. */
export interface Baseline {
  /** Asset -> total, exact decimals. */
  readonly balances: Readonly<Record<string, string>>;
  /** Ids the exchange gave to the orders. */
  readonly orders: readonly string[];
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

export function readBaseline(store: Store): Baseline | undefined {
  const row = store.get<Row>('SELECT * FROM baseline');
  if (!row) return undefined;
  return {
    balances: fromText(row.balances),
    orders: fromText(row.orders),
    by: row.by,
    reason: row.reason,
    at: new Date(row.at),
  };
}

export function draftBaseline({ balances, orders, by, reason, at }: Baseline) {
  const amounts = Object.entries(balances).map(([asset, amount]): Problem => decimal(`balances.${asset}`, amount));
  const ids = orders.map((id, index): Problem => worded(`orders[${index}]`, id));
  refuse('this baseline', [...amounts, ...ids, worded('by', by), worded('reason', reason), dated('at', at)]);
  return { balances, orders, by, reason, at: at.toISOString() };
}

export const baselineEntries = {
  'baseline-adopted'(store: Store, { sequence, detail }: Written<ReturnType<typeof draftBaseline>>) {
    store.run(
      'INSERT OR REPLACE INTO baseline (id, balances, orders, by, reason, at, entry) VALUES (1, ?, ?, ?, ?, ?, ?)',
      JSON.stringify(detail.balances),
      JSON.stringify(detail.orders),
      detail.by,
      detail.reason,
      detail.at,
      sequence,
    );
  },
};

interface Row {
  readonly balances: string;
  readonly orders: string;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}
