import { JournalError } from './error.ts';
import { counted, decimal, oneOf, optional, refuse, worded } from './input.ts';
import { type IntentStatus, working } from './intent-status.ts';
import { fromText, type JsonValue, textOf } from './json.ts';
import type { Standing } from './standing.ts';
import type { Store, Written } from './store.ts';

/** An order as it is about to leave. Amounts, prices and values are exact decimals as text. */
export interface Intent {
  readonly clientOrderId: string;
  /** `Ledger.nextSequence` of the decision that made it. */
  readonly sequence: number;
  /** `Ledger.epoch` of the decision that made it. */
  readonly epoch: number;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly kind: 'market' | 'limit';
  readonly amount: string;
  readonly price?: string;
  /** Amount times price, in `quote`. */
  readonly value: string;
  readonly quote: string;
  readonly timeInForce?: string;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly reason: string;
  readonly strategy: string;
  /** What the strategy asked for, before normalising. */
  readonly asked: JsonValue;
}

/** An intent and what became of it. */
export interface IntentRow extends Intent {
  readonly status: IntentStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** How many times it was handed to the network. */
  readonly attempts: number;
  readonly sentAt?: Date;
  readonly cancelRequestedAt?: Date;
  readonly exchangeOrderId?: string;
  /** "0" until the exchange says more. */
  readonly filled: string;
  readonly average?: string;
  readonly code?: string;
  readonly says?: string;
  /** The trail entry that spoke of it last. */
  readonly entry: number;
}

/** Found by the index of those rows, which is looked at whenever this is: it too could be altered. */
export const workingRows = `SELECT * FROM intent WHERE status IN (${working.map((status) => `'${status}'`).join(', ')})`;

export function readIntent(store: Store, id: string): IntentRow | undefined {
  const row = store.get<Row>('SELECT * FROM intent WHERE client_order_id = ?', id);
  return row && from(row);
}

/** Returns the intents that still bind the account, oldest first. */
export function readOpenIntents(store: Store): readonly IntentRow[] {
  return store.all<Row>(`${workingRows} ORDER BY sequence`).map(from);
}

/**
 * Returns the intents whose fate must be looked up: those marked `unresolved`, and those of an earlier epoch that were
 * on their way when their writer ended. Those of the lease in force are on their way right now.
 */
export function readUnresolvedIntents(store: Store, epochInForce: number | undefined): readonly IntentRow[] {
  return readOpenIntents(store).filter(
    ({ status, epoch }) => status === 'unresolved' || (status !== 'open' && epoch !== epochInForce),
  );
}

/** Returns the newest intents back to the first that is older than `since`, newest first. */
export function readIntentsSince(store: Store, since: Date): readonly IntentRow[] {
  const found: IntentRow[] = [];
  for (const row of store.each<Row>('SELECT * FROM intent ORDER BY sequence DESC')) {
    if (new Date(row.created_at) < since) break;
    found.push(from(row));
  }
  return found;
}

/** Returns the intents that were last spoken of at that moment or later, oldest first. No index helps: every row is read. */
export function readIntentsTouchedSince(store: Store, since: Date): readonly IntentRow[] {
  return store.all<Row>('SELECT * FROM intent WHERE updated_at >= ? ORDER BY sequence', since.toISOString()).map(from);
}

export function nextSequence(store: Store): number {
  return (store.get<{ last: number | null }>('SELECT max(sequence) AS last FROM intent')?.last ?? 0) + 1;
}

/** Returns the intent of that id; throws INTENT_UNKNOWN. */
export function requireIntent(store: Store, id: string): IntentRow {
  const row = readIntent(store, id);
  if (row) return row;
  throw new JournalError('INTENT_UNKNOWN', 'no intent has that client order id: take one that `status` prints');
}

/** What the ledger of the decision said: an intent must have been made from it. */
export interface Turn {
  readonly leased: boolean;
  readonly epoch: number;
  readonly nextSequence: number;
  readonly standing: Standing;
}

/**
 * The last lock before money moves: whatever the gate decided, nothing is written that is malformed, out of turn,
 * without the lease, or while halted. Throws INPUT_MALFORMED, LEASE_NOT_HELD, INTENT_OUT_OF_TURN, INTENT_WHILE_HALTED.
 */
export function draftIntent(store: Store, turn: Turn, intent: Intent): Intent {
  refuse('this intent', [
    worded('clientOrderId', intent.clientOrderId),
    counted('sequence', intent.sequence, 1),
    counted('epoch', intent.epoch, 1),
    worded('symbol', intent.symbol),
    oneOf('side', intent.side, ['buy', 'sell']),
    oneOf('kind', intent.kind, ['market', 'limit']),
    decimal('amount', intent.amount),
    optional(decimal, 'price', intent.price),
    decimal('value', intent.value),
    worded('quote', intent.quote),
    optional(worded, 'timeInForce', intent.timeInForce),
    worded('reason', intent.reason),
    worded('strategy', intent.strategy),
  ]);
  textOf(intent.asked, 'what the strategy asked');
  if (!turn.leased) {
    throw new JournalError('LEASE_NOT_HELD', 'nobody holds the lease: take it before submitting orders');
  }
  const taken = store.get('SELECT 1 FROM intent WHERE client_order_id = ?', intent.clientOrderId);
  if (taken || intent.sequence !== turn.nextSequence || intent.epoch !== turn.epoch) {
    throw new JournalError(
      'INTENT_OUT_OF_TURN',
      'the epoch, sequence or id of this intent is not its own: build it from the ledger that `decide` is given',
    );
  }
  if (turn.standing.state === 'halted') {
    throw new JournalError('INTENT_WHILE_HALTED', 'trading is halted: resume it before submitting orders');
  }
  return intent;
}

/** The row an `intended` entry makes, without reading it back. */
export function intendedRow({ sequence, at, detail }: Written<Intent>): IntentRow {
  return {
    ...detail,
    status: 'intended',
    createdAt: new Date(at),
    updatedAt: new Date(at),
    attempts: 0,
    filled: '0',
    entry: sequence,
  };
}

/** True for a decision to submit. */
export function isIntent(decision: unknown): decision is Intent {
  return typeof decision === 'object' && decision !== null && 'clientOrderId' in decision && !isRefusal(decision);
}

/** True for a decision against, which leaves a trace; what is marked so is never an intent. */
export function isRefusal(decision: unknown): boolean {
  return typeof decision === 'object' && decision !== null && 'refused' in decision && decision.refused === true;
}

interface Row {
  readonly status: IntentStatus;
  readonly created_at: string;
  readonly updated_at: string;
  readonly attempts: number;
  readonly sent_at: string | null;
  readonly cancel_requested_at: string | null;
  readonly exchange_order_id: string | null;
  readonly filled: string;
  readonly average: string | null;
  readonly code: string | null;
  readonly says: string | null;
  readonly intent: string;
  readonly entry: number;
}

function from(row: Row): IntentRow {
  const { sent_at, cancel_requested_at, exchange_order_id, average, code, says } = row;
  return {
    ...(fromText(row.intent) as Intent),
    status: row.status,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    attempts: row.attempts,
    ...(sent_at !== null && { sentAt: new Date(sent_at) }),
    ...(cancel_requested_at !== null && { cancelRequestedAt: new Date(cancel_requested_at) }),
    ...(exchange_order_id !== null && { exchangeOrderId: exchange_order_id }),
    filled: row.filled,
    ...(average !== null && { average }),
    ...(code !== null && { code }),
    ...(says !== null && { says }),
    entry: row.entry,
  };
}
