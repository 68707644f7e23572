import { JournalError } from './error.ts';
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

export function epochIn(store: Store): number {
  return store.get<{ epoch: number }>('SELECT epoch FROM lease')?.epoch ?? 0;
}

/** Returns the lease that is held, and undefined when none was taken or the last one was given back. */
export function readLease(store: Store): Lease | undefined {
  const row = store.get<Row>('SELECT * FROM lease WHERE released_at IS NULL');
  if (!row) return undefined;
  const { holder, fingerprint, epoch, taken_at } = row;
  return { holder, fingerprint, epoch, takenAt: new Date(taken_at) };
}

export function draftLease(store: Store, { holder, fingerprint, atLeast }: LeaseRequest) {
  refuse('this lease', [worded('holder', holder), worded('fingerprint', fingerprint), counted('atLeast', atLeast, 0)]);
  return { holder, fingerprint, epoch: Math.max(epochIn(store), atLeast) + 1 };
}

/** Throws LEASE_NOT_HELD unless the newest lease is the one of this epoch, and still held. */
export function requireLease(store: Store, epoch: number): void {
  if (readLease(store)?.epoch === epoch) return;
  throw new JournalError('LEASE_NOT_HELD', 'the lease is not held by this journal: take it before submitting orders');
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
}
