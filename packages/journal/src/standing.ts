import { JournalError } from './error.ts';
import { type Problem, refuse, worded } from './input.ts';
import { readEpoch } from './lease.ts';
import type { Store, Written } from './store.ts';

/** active: trades. reducing: only what makes exposure smaller, and cancels. halted: only cancels. */
export type TradingState = 'active' | 'reducing' | 'halted';

export type RestrictionKind = 'halt' | 'reduce';

/** A latch: it holds until somebody lifts it by its id, across restarts. */
export interface Restriction {
  /** `H-1` for a halt, `R-2` for a reduce; numbers are never used twice. */
  readonly id: string;
  readonly kind: RestrictionKind;
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

export interface Standing {
  /** The strictest of the restrictions that hold. */
  readonly state: TradingState;
  /** Those that hold, oldest first. */
  readonly restrictions: readonly Restriction[];
  /** Of the newest lease ever taken; 0 before the first. */
  readonly epoch: number;
}

const prefixes: Readonly<Record<RestrictionKind, string>> = { halt: 'H', reduce: 'R' };

export function readStanding(store: Store, { epoch } = readEpoch(store)): Standing {
  const restrictions = store.all<Row>('SELECT * FROM restriction WHERE lifted_at IS NULL ORDER BY number').map(from);
  const has = (kind: RestrictionKind) => restrictions.some((restriction) => restriction.kind === kind);
  const state = has('halt') ? 'halted' : has('reduce') ? 'reducing' : 'active';
  return { state, restrictions, epoch };
}

/** Returns what the trail entry of a new restriction says; throws INPUT_MALFORMED. */
export function draftRestriction(store: Store, input: { kind: RestrictionKind; by: string; reason: string }) {
  const kindProblem: Problem = !Object.hasOwn(prefixes, input.kind) && 'kind is neither halt nor reduce';
  refuse('this restriction', [kindProblem, worded('by', input.by), worded('reason', input.reason)]);
  const number = (store.get<{ last: number | null }>('SELECT max(number) AS last FROM restriction')?.last ?? 0) + 1;
  const { kind, by, reason } = input;
  return { number, id: `${prefixes[kind]}-${number}`, kind, by, reason };
}

/** Returns what the trail entry of a lift says; throws RESTRICTION_UNKNOWN, INPUT_MALFORMED. */
export function draftLift(store: Store, input: { id: string; by: string; reason: string }) {
  refuse('this lift', [worded('id', input.id), worded('by', input.by), worded('reason', input.reason)]);
  const row = store.get<Row>('SELECT * FROM restriction WHERE id = ? AND lifted_at IS NULL', input.id);
  if (!row) {
    const { restrictions } = readStanding(store);
    const holding = restrictions.map(({ id }) => id).join(', ');
    throw new JournalError(
      'RESTRICTION_UNKNOWN',
      `no restriction of that id holds: ${holding ? `name one of ${holding}` : 'there is nothing to lift'}`,
    );
  }
  return { id: input.id, by: input.by, reason: input.reason };
}

export const standingEntries = {
  restricted(store: Store, { sequence, at, detail }: Written<ReturnType<typeof draftRestriction>>) {
    store.run(
      'INSERT INTO restriction (number, id, kind, by, reason, at, entry) VALUES (?, ?, ?, ?, ?, ?, ?)',
      detail.number,
      detail.id,
      detail.kind,
      detail.by,
      detail.reason,
      at,
      sequence,
    );
  },
  lifted(store: Store, { sequence, at, detail }: Written<ReturnType<typeof draftLift>>) {
    store.run(
      'UPDATE restriction SET lifted_at = ?, lifted_by = ?, lift_reason = ?, entry = ? WHERE id = ?',
      at,
      detail.by,
      detail.reason,
      sequence,
      detail.id,
    );
  },
};

interface Row {
  readonly id: string;
  readonly kind: RestrictionKind;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

function from({ id, kind, by, reason, at }: Row): Restriction {
  return { id, kind, by, reason, at: new Date(at) };
}
