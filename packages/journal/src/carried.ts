import { schemaOf } from './schema.ts';
import type { Mark, Seals } from './seals.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import type { TrailRow } from './trail-line.ts';
import type { Damage } from './trail-verdict.ts';
import { damaged } from './verification.ts';

/** What was carried, and where in the trail. */
export interface Carried extends Mark {
  readonly state: State;
}

interface CarriedRow extends Mark {
  readonly state: string;
  readonly seal: string;
}

/** The schema that brought the table. */
const carriedSince = 2;

/** Returns the newest carried state, what is wrong with it, or undefined when none was carried yet. */
export function readCarried(store: Store, seals: Seals): Carried | Damage | undefined {
  if (schemaOf(store) < carriedSince) return undefined;
  const row = store.get<CarriedRow>('SELECT * FROM carried ORDER BY sequence DESC LIMIT 1');
  if (!row) return undefined;
  const { sequence, hash, state, seal } = row;
  const entry = store.get<TrailRow>('SELECT * FROM trail WHERE sequence = ?', sequence);
  if (seals.carried(row, state) !== seal || entry?.hash !== hash || seals.entry(entry.line) !== hash) {
    return damaged(sequence, 'altered', `what was carried from entry ${sequence} is not as it was written`);
  }
  return { sequence, hash, state: JSON.parse(state) };
}

/** Keeps one state: those before it prove nothing that it does not. Must run inside a write transaction. */
export function keepCarried(store: Store, seals: Seals, mark: Mark, state: State): void {
  if (schemaOf(store) < carriedSince) return;
  const text = JSON.stringify(state);
  store.run('DELETE FROM carried');
  store.run(
    'INSERT INTO carried (sequence, hash, state, seal) VALUES (?, ?, ?, ?)',
    mark.sequence,
    mark.hash,
    text,
    seals.carried(mark, text),
  );
}
