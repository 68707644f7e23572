import { baselineEntries } from './baseline.ts';
import { fillEntries } from './fills.ts';
import { intentEntries } from './intent-entries.ts';
import { keyEntries } from './keys.ts';
import { leaseEntries } from './lease.ts';
import { standingEntries } from './standing.ts';
import type { Store, Written } from './store.ts';

/** What each kind of entry does to the tables. The same rows run when an entry is written and when the trail is replayed. */
const table = {
  ...standingEntries,
  ...leaseEntries,
  ...intentEntries,
  ...fillEntries,
  ...keyEntries,
  ...baselineEntries,
};

type Table = typeof table;
export type RecordKind = keyof Table;
export type DetailOf<Kind extends RecordKind> = Parameters<Table[Kind]>[1]['detail'];

/** A null prototype, since kinds are looked up by what a file says. */
const projections: Readonly<Partial<Record<string, (store: Store, entry: Written<never>) => void>>> = Object.assign(
  Object.create(null),
  table,
);

/** Kinds the journal writes itself without a table: its first entry, a crash it noticed, an order the gate refused. */
const plainKinds: ReadonlySet<string> = new Set(['founded', 'recovered', 'refused']);

export function project(store: Store, kind: string, entry: Written<never>): void {
  projections[kind]?.(store, entry);
}

/** True for kinds that only the journal's own verbs may write. */
export function isReserved(kind: string): boolean {
  return plainKinds.has(kind) || projections[kind] !== undefined;
}
