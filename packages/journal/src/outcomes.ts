import { compareDecimals } from './decimals.ts';
import { JournalError } from './error.ts';
import { dated, decimal, oneOf, optional, refuse, worded } from './input.ts';
import { type IntentStatus, mayFollow, outcomes, working } from './intent-status.ts';
import { type IntentRow, requireIntent } from './intents.ts';
import type { Store } from './store.ts';

/** What an exchange says became of an order. `filled` is the sum so far; what is absent stays as it was known. */
export interface Outcome {
  readonly status: IntentStatus;
  readonly exchangeOrderId?: string;
  readonly filled?: string;
  readonly average?: string;
  readonly code?: string;
  readonly says?: string;
  readonly at: Date;
}

/** What a person says became of it, when no exchange could. */
export interface Settlement {
  readonly id: string;
  readonly as: IntentStatus;
  readonly by: string;
  readonly reason: string;
}

/** Longer words of an exchange are cut: they are evidence, and not worth a refusal. */
const longestWords = 1000;

/** Returns what the trail entry says, undefined when this is old news. Throws INTENT_UNKNOWN, INPUT_MALFORMED. */
export function draftOutcome(store: Store, id: string, outcome: Outcome) {
  refuse('this outcome', [
    worded('id', id),
    oneOf('status', outcome.status, outcomes),
    optional(decimal, 'filled', outcome.filled),
    optional(decimal, 'average', outcome.average),
    dated('at', outcome.at),
  ]);
  const known = requireIntent(store, id);
  if (!mayFollow(known.status, outcome.status)) return undefined;
  const filled = outcome.filled ?? known.filled;
  if (compareDecimals(filled, known.filled) < 0) return undefined;
  const draft = {
    id,
    status: outcome.status,
    exchangeOrderId: outcome.exchangeOrderId ?? known.exchangeOrderId ?? null,
    filled,
    average: outcome.average ?? known.average ?? null,
    code: outcome.code ?? known.code ?? null,
    says: outcome.says?.slice(0, longestWords) ?? known.says ?? null,
    at: outcome.at.toISOString(),
  };
  return saysNothingNew(known, draft) ? undefined : draft;
}

/** A poll repeats what it said a second ago; the trail does not. */
function saysNothingNew(
  known: IntentRow,
  { at: _, id, ...draft }: { at: string; id: string; [field: string]: unknown },
) {
  const fields = { ...known } as { readonly [field: string]: unknown };
  return Object.entries(draft).every(([field, value]) => (fields[field] ?? null) === value);
}

/** Throws INTENT_UNKNOWN, INTENT_SETTLED when the exchange has already said how it ended, INPUT_MALFORMED. */
export function draftSettlement(store: Store, { id, as, by, reason }: Settlement) {
  refuse('this settlement', [worded('id', id), oneOf('as', as, outcomes), worded('by', by), worded('reason', reason)]);
  const known = requireIntent(store, id);
  if (!working.includes(known.status) && known.status !== 'not-found') {
    throw new JournalError('INTENT_SETTLED', `this intent has ended as ${known.status}: there is nothing to settle`);
  }
  return { id, as, by, reason };
}
