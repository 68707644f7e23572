import type { Account } from './account.ts';
import type { Access } from './admission.ts';
import type { Key, KeyRing, Permission } from './keys.ts';
import type { Market } from './market.ts';
import type { MarketClock } from './market-clock.ts';
import type { Fees, Matching } from './matching.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusals.ts';
import type { Tally } from './tally.ts';
import type { Usage } from './usage.ts';

/** The exchange as an endpoint sees it. */
export interface Venue {
  readonly markets: readonly Market[];
  readonly account: Account;
  readonly matching: Matching;
  readonly fees: Fees;
  readonly keys: KeyRing;
  readonly usage: Usage;
  readonly tally: Tally;
  readonly marketClock: MarketClock;
}

/** One admitted request. */
export interface Call {
  readonly venue: Venue;
  readonly params: Params;
  /** Present unless the endpoint is public. */
  readonly key: Key | undefined;
  /** Wall milliseconds at which the request came. */
  readonly at: number;
  /** The market step at that time. */
  readonly step: number;
  readonly address: string;
}

/** One endpoint: a row of the table. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly permission?: Permission;
  readonly weight: number;
  /** The parameters it reads, beside those of signing; undefined when it reads any. */
  readonly takes?: readonly string[];
  /** What an attempt on it is counted as, before anything else is looked at. */
  readonly counts?: 'withdrawal' | 'transfer';
  /** Whether it places an order, which counts against the order limits. */
  readonly places?: boolean;
  /** Returns what is written as JSON; a `Text` is written as it is. */
  answer(call: Call): unknown;
}

/** An answer that is not JSON. */
export class Text {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Returns the market that the `symbol` parameter names. @throws Refusal MISSING or INVALID_SYMBOL */
export function marketOf({ params, venue }: Pick<Call, 'params' | 'venue'>): Market {
  const id = params.required('symbol');
  const market = venue.markets.find(({ instrument }) => instrument.id === id);
  if (!market) throw new Refusal('INVALID_SYMBOL');
  return market;
}

/** Returns the markets that `symbol` or `symbols` name, or all; and whether the answer is a list. */
export function marketsOf(call: Call): { readonly markets: readonly Market[]; readonly list: boolean } {
  const { params, venue } = call;
  if (params.has('symbol')) {
    if (params.has('symbols')) throw new Refusal('INVALID_COMBINATION');
    return { markets: [marketOf(call)], list: false };
  }
  const symbols = params.text('symbols');
  if (symbols === undefined) return { markets: venue.markets, list: true };
  const markets = idsIn(symbols).map((id) => venue.markets.find(({ instrument }) => instrument.id === id));
  if (!markets.every((market) => market !== undefined)) throw new Refusal('INVALID_SYMBOL');
  return { markets, list: true };
}

function idsIn(symbols: string): readonly unknown[] {
  let ids: unknown;
  try {
    ids = JSON.parse(symbols);
  } catch {
    // Told apart below, with everything else that is no list.
  }
  if (!Array.isArray(ids) || ids.length === 0) throw new Refusal('INVALID_JSON', 'symbols');
  return ids;
}
