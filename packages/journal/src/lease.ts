import { counted, refuse, worded } from './input.ts';
import { see } from './keys.ts';
import type { Store, Written } from './store.ts';

/** Who trades with the key. Its epoch stands in every client order id, so a successor knows its predecessor's orders. */
export interface Lease {
  readonly holder: string;
  readonly fingerprint: string;
  readonly epoch: number;
  readonly takenAt: Date;
}

export interface LeaseRequest {
  readonly holder: string;
  readonly fingerprint: string;
  /** The highest epoch seen elsewhere, such as in own order ids at the exchange; 0 when none. */
  readonly atLeast: number;
}

/** Returns the epoch of the newest lease ever taken, 0 before the first, and whether it is held. */
export function readEpoch(store: Store): { readonly epoch: number; readonly held: boolean } {
  const row = store.get<Row>('SELECT * FROM lease');
  return { epoch: row?.epoch ?? 0, held: row?.released_at === null };
}

/** Returns the lease that is held, and undefined when none was taken or the last one was given back. */
export function readLease(store: Store): Lease | undefined {
  const row = store.get<Row>('SELECT * FROM lease');
  if (row?.released_at !== null) return undefined;
  const { holder, fingerprint, epoch, taken_at } = row;
  return { holder, fingerprint, epoch, takenAt: new Date(taken_at) };
}

export function draftLease(store: Store, { holder, fingerprint, atLeast }: LeaseRequest) {
  refuse('this lease', [worded('holder', holder), worded('fingerprint', fingerprint), counted('atLeast', atLeast, 0)]);
  return { holder, fingerprint, epoch: Math.max(readEpoch(store).epoch, atLeast) + 1 };
}

export const leaseEntries = {
  'lease-taken'(store: Store, { sequence, at, detail }: Written<ReturnType<typeof draftLease>>) {
    see(store, detail.fingerprint, at, sequence);
    store.run(
      `INSERT INTO lease (id, holder, fingerprint, epoch, taken_at, entry) VALUES (1, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, fingerprint = excluded.fingerprint,
         epoch = excluded.epoch, taken_at = excluded.taken_at, released_at = NULL, entry = excluded.entry`,
      detail.holder,
      detail.fingerprint,
      detail.epoch,
      at,
      sequence,
    );
  },
  'lease-released'(store: Store, { sequence, at, detail }: Written<{ epoch: number }>) {
    store.run('UPDATE lease SET released_at = ?, entry = ? WHERE epoch = ?', at, sequence, detail.epoch);
  },
};

interface Row {
  readonly holder: string;
  readonly fingerprint: string;
  readonly epoch: number;
  readonly taken_at: string;
  readonly released_at: string | null;
}
