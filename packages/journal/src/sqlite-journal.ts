import type { KeyObject } from 'node:crypto';
import { type Baseline, draftBaseline, readBaseline } from './baseline.ts';
import { JournalError } from './error.ts';
import { draftFill, type Fill, type FillFilter, readFills } from './fills.ts';
import { counted, refuse, worded } from './input.ts';
import {
  draftIntent,
  type Intent,
  type IntentRow,
  intendedRow,
  isIntent,
  isRefusal,
  readIntent,
  readOpenIntents,
  readUnresolvedIntents,
  requireIntent,
} from './intents.ts';
import type { Journal } from './journal.ts';
import type { JsonValue } from './json.ts';
import * as keys from './keys.ts';
import { draftLease, type Lease, type LeaseRequest, readLease } from './lease.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { draftMemory, keepMemory, readMemory } from './memory.ts';
import { OrderWindow } from './order-window.ts';
import { draftOutcome, draftSettlement, type Outcome, type Settlement } from './outcomes.ts';
import { type DetailOf, isReserved, project, type RecordKind } from './projections.ts';
import type { Seals } from './seals.ts';
import type { Session } from './sessions.ts';
import { draftLift, draftRestriction, type Restriction, type Standing } from './standing.ts';
import { StandingWindow } from './standing-window.ts';
import { carryEvery, verifyStart } from './start-verify.ts';
import type { Store, Written } from './store.ts';
import { headAt, Trail, type TrailFilter } from './trail.ts';
import type { TrailEntry } from './trail-line.ts';
import type { Integrity, TrailHead, TrailVerdict } from './trail-verdict.ts';
import { verifyTrail } from './trail-verify.ts';
import { damaged, verifyRecent } from './verification.ts';

/** Entries between two checkpoints: what is read again before each is at most so many. */
const checkpointEvery = 100;

export interface SqliteJournalParts {
  readonly store: Store;
  readonly seals: Seals;
  readonly installationKey: KeyObject;
  readonly firstRun: boolean;
  readonly clock: () => Date;
  readonly actor: string;
  readonly integrity: Integrity;
  /** Absent when the journal is opened to read. */
  readonly session?: Session;
}

interface Write {
  /** True for what lets the bot do more than before: refused on a journal that is not whole. */
  readonly widens?: boolean;
  /** The intent this write was about, by id or as it now stands. */
  readonly about?: () => IntentRow | string | undefined;
}

/** The journal on one machine. Each verb is: draft what the entry will say, record it, let the projections do the rest. */
export class SqliteJournal implements Journal {
  readonly installationKey: KeyObject;
  readonly firstRun: boolean;
  readonly #store: Store;
  readonly #seals: Seals;
  readonly #trail: Trail;
  readonly #window: OrderWindow;
  readonly #standing: StandingWindow;
  readonly #clock: () => Date;
  readonly #session: Session | undefined;
  #integrity: Integrity;
  #leaseTaken: number | undefined;
  #closed = false;

  constructor(parts: SqliteJournalParts) {
    this.installationKey = parts.installationKey;
    this.firstRun = parts.firstRun;
    this.#store = parts.store;
    this.#seals = parts.seals;
    this.#trail = new Trail(parts.store, parts.seals, parts);
    this.#window = new OrderWindow(parts.store);
    this.#standing = new StandingWindow(parts.store);
    this.#clock = parts.clock;
    this.#session = parts.session;
    this.#integrity = parts.integrity;
  }

  async integrity(): Promise<Integrity> {
    return this.#integrity;
  }

  async standing(): Promise<Standing> {
    this.#requireOpen();
    return this.#standing.look();
  }

  async restrict(input: Parameters<Journal['restrict']>[0]): Promise<Restriction> {
    return this.#write(() => {
      const draft = draftRestriction(this.#store, input);
      const { at } = this.#record('restricted', draft);
      return { id: draft.id, kind: draft.kind, by: draft.by, reason: draft.reason, at: new Date(at) };
    });
  }

  async lift(input: Parameters<Journal['lift']>[0]): Promise<void> {
    this.#write(() => void this.#record('lifted', draftLift(this.#store, input)), { widens: true });
  }

  async takeLease(input: LeaseRequest): Promise<Lease> {
    const lease = this.#write(
      () => {
        const draft = draftLease(this.#store, input);
        const { at } = this.#record('lease-taken', draft);
        return { ...draft, takenAt: new Date(at) };
      },
      { widens: true },
    );
    this.#leaseTaken = lease.epoch;
    return lease;
  }

  async lease(): Promise<Lease | undefined> {
    return this.#read(() => readLease(this.#store));
  }

  async releaseLease(): Promise<void> {
    const epoch = this.#leaseTaken;
    if (epoch === undefined) return;
    this.#write(() => {
      if (readLease(this.#store)?.epoch === epoch) this.#record('lease-released', { epoch });
    });
    this.#leaseTaken = undefined;
  }

  async intend<R>(decide: (ledger: Ledger) => Intent | R): Promise<Intent | R> {
    let written: IntentRow | undefined;
    const write = () => {
      const ledger = ledgerOf(this.#store, this.#window, this.#trail.head().sequence, this.#clock());
      this.#standing.keep(ledger.standing);
      const decision = decide(ledger);
      if (isIntent(decision)) {
        written = intendedRow(this.#record('intended', draftIntent(this.#store, ledger, decision)));
      } else if (isRefusal(decision)) {
        this.#append('refused', decision);
      }
      return decision;
    };
    return this.#write(write, { widens: true, about: () => written });
  }

  async recordSent(id: string, attempt: number): Promise<void> {
    const write = () => {
      refuse('this sending', [worded('id', id), counted('attempt', attempt, 1)]);
      requireIntent(this.#store, id);
      this.#record('sent', { id, attempt });
    };
    this.#write(write, { about: () => id });
  }

  async recordOutcome(id: string, outcome: Outcome): Promise<boolean> {
    return this.#write(() => this.#recordIfNew('outcome', draftOutcome(this.#store, id, outcome)), { about: () => id });
  }

  async recordFill(fill: Fill): Promise<boolean> {
    return this.#write(() => this.#recordIfNew('fill', draftFill(this.#store, fill)));
  }

  async recordCancel(id: string, { by, reason }: { readonly by: string; readonly reason: string }): Promise<void> {
    const write = () => {
      refuse('this cancel', [worded('id', id), worded('by', by), worded('reason', reason)]);
      this.#record('cancel-requested', { id, by, reason });
    };
    this.#write(write, { about: () => id });
  }

  async intent(id: string): Promise<IntentRow | undefined> {
    return this.#read(() => readIntent(this.#store, id));
  }

  async openIntents(): Promise<readonly IntentRow[]> {
    return this.#read(() => readOpenIntents(this.#store));
  }

  async unresolvedIntents(): Promise<readonly IntentRow[]> {
    return this.#read(() => readUnresolvedIntents(this.#store, readLease(this.#store)?.epoch));
  }

  async fills(filter?: FillFilter): Promise<readonly Fill[]> {
    return this.#read(() => readFills(this.#store, filter));
  }

  async settle(input: Settlement): Promise<void> {
    const write = () => void this.#record('settled', draftSettlement(this.#store, input));
    this.#write(write, { widens: true, about: () => input.id });
  }

  async firstSeen(fingerprint: string): Promise<Date | undefined> {
    return this.#read(() => keys.readFirstSeen(this.#store, fingerprint));
  }

  async recordKeySnapshot(fingerprint: string, snapshot: JsonValue): Promise<void> {
    this.#write(() => void this.#record('key-seen', keys.draftSnapshot(fingerprint, snapshot)));
  }

  async lastKeySnapshot(fingerprint: string): Promise<keys.KeySnapshot | undefined> {
    return this.#read(() => keys.readLastSnapshot(this.#store, fingerprint));
  }

  async recordRotation(record: keys.RotationRecord): Promise<void> {
    this.#write(() => void this.#record('rotation-recorded', keys.draftRotation(record)));
  }

  async rotationRecords(fingerprint: string): Promise<readonly keys.RotationRecord[]> {
    return this.#read(() => keys.readRotations(this.#store, fingerprint));
  }

  async baseline(): Promise<Baseline | undefined> {
    return this.#read(() => readBaseline(this.#store));
  }

  async adoptBaseline(baseline: Baseline): Promise<void> {
    this.#write(() => void this.#record('baseline-adopted', draftBaseline(baseline)), { widens: true });
  }

  async memory(strategy: string): Promise<JsonValue> {
    return this.#read(() => readMemory(this.#store, strategy));
  }

  async remember(strategy: string, value: JsonValue): Promise<void> {
    // Most candles change nothing: look before asking for the write lock.
    const text = this.#read(() => draftMemory(this.#store, strategy, value));
    if (text !== undefined) this.#write(() => keepMemory(this.#store, strategy, text));
  }

  async append(kind: string, detail: JsonValue): Promise<TrailHead> {
    refuse('this entry', [worded('kind', kind)]);
    if (isReserved(kind)) {
      throw new JournalError(
        'KIND_RESERVED',
        `entries of kind ${kind} are written by the journal: choose another kind`,
      );
    }
    return this.#write(() => {
      this.#append(kind, detail);
      return headAt(this.#trail.head());
    });
  }

  async head(): Promise<TrailHead> {
    return this.#read(() => headAt(this.#trail.head()));
  }

  async checkpoint(): Promise<TrailHead> {
    return this.#write(
      () => {
        this.#seal();
        return headAt(this.#trail.head());
      },
      { widens: true },
    );
  }

  async verifyTrail({ head }: { readonly head?: string } = {}): Promise<TrailVerdict> {
    return this.#read(() => verifyTrail(this.#store, this.#seals, head));
  }

  async entries(filter?: TrailFilter): Promise<readonly TrailEntry[]> {
    return this.#read(() => this.#trail.entries(filter));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      this.#write(() => {
        this.#seal();
        this.#session?.end(this.#store);
      });
    } catch {
      // A full or failing disk, or a journal opened to read. Without the sign-off the next start takes a closer look.
    }
    this.#closed = true;
    this.#store.close();
    this.#session?.release();
  }

  #read<Result>(work: () => Result): Result {
    this.#requireOpen();
    return this.#store.read(work);
  }

  #write<Result>(work: () => Result, { widens = false, about }: Write = {}): Result {
    this.#requireOpen();
    if (!this.#session) throw new JournalError('JOURNAL_READ_ONLY', 'the journal is open to read: open it to write');
    this.#standing.forget();
    if (widens) this.#requireWhole();
    let before = 0;
    let after = 0;
    const result = this.#noticingDamage(() =>
      this.#trail.write(() => {
        before = this.#trail.head().sequence;
        const done = work();
        after = this.#trail.head().sequence;
        // A checkpoint on the way may have found what was not known when this began.
        if (widens) this.#requireWhole();
        return done;
      }),
    );
    this.#window.note(before, after, about?.());
    return result;
  }

  #record<Kind extends RecordKind>(kind: Kind, detail: DetailOf<Kind>): Written<never> {
    return this.#append(kind, detail);
  }

  #recordIfNew<Kind extends RecordKind>(kind: Kind, detail: DetailOf<Kind> | undefined): boolean {
    if (detail !== undefined) this.#record(kind, detail);
    return detail !== undefined;
  }

  #append(kind: string, detail: unknown): Written<never> {
    const entry = this.#trail.append(kind, detail);
    project(this.#store, kind, entry);
    if (entry.sequence % checkpointEvery === 0) this.#seal();
    // Proves what decides about orders before it is carried: no seal vouches for a row that contradicts the trail.
    if (entry.sequence % carryEvery === 0 && this.#integrity.whole) {
      this.#integrity = verifyStart(this.#store, this.#seals, { carry: true });
    }
    return entry;
  }

  /** Reads what was written since the last checkpoint before putting a seal on it: no seal vouches for an altered entry. */
  #seal(): void {
    if (!this.#integrity.whole || this.#trail.isSealed()) return;
    this.#integrity = verifyRecent(this.#store, this.#seals);
    if (this.#integrity.whole) this.#trail.sealCheckpoint();
  }

  #requireOpen(): void {
    if (this.#closed) throw new JournalError('JOURNAL_CLOSED', 'the journal is closed: open it again');
  }

  #requireWhole(): void {
    if (this.#integrity.whole) return;
    const { entry, problem, says } = this.#integrity;
    throw new JournalError(
      'JOURNAL_DAMAGED',
      `${says}: keep the state folder as evidence, look at your open orders, and start with a new state folder`,
      { entry, problem },
    );
  }

  /** What SQLite cannot read in the middle of a write makes the journal not whole from then on. */
  #noticingDamage<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (this.#integrity.whole && error instanceof JournalError && error.code === 'JOURNAL_DAMAGED') {
        this.#integrity = damaged(error.entry ?? 0, error.problem ?? 'unreadable', error.message);
      }
      throw error;
    }
  }
}
