import type { KeyObject } from 'node:crypto';
import type { Baseline } from './baseline.ts';
import type { Fill, FillFilter } from './fills.ts';
import type { Intent, IntentRow } from './intents.ts';
import type { JsonValue } from './json.ts';
import type { KeySnapshot, RotationRecord } from './keys.ts';
import type { Lease, LeaseRequest } from './lease.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome, Settlement } from './outcomes.ts';
import type { Restriction, RestrictionKind, Standing } from './standing.ts';
import type { TrailFilter } from './trail.ts';
import type { TrailEntry } from './trail-line.ts';
import type { Integrity, TrailHead, TrailVerdict } from './trail-verdict.ts';

/**
 * Durable memory. Every write is on disk when its promise resolves, and is one transaction with its trail entry.
 * Any method may throw DISK_FULL, STATE_UNWRITABLE, JOURNAL_BUSY, JOURNAL_DAMAGED, JOURNAL_CLOSED; any write of a
 * journal opened to read throws JOURNAL_READ_ONLY.
 *
 * On a journal that is not whole, whatever widens what the bot may do (`intend`, `lift`, `takeLease`, `adoptBaseline`,
 * `settle`) throws JOURNAL_DAMAGED with the entry's number; reading, restricting, cancelling and recording what happened
 * go on as far as SQLite can.
 */
export interface Journal {
  /** 32 bytes under which order ids, fingerprints and the trail are signed. */
  readonly installationKey: KeyObject;
  /** True when this journal had no entry before it was opened now. */
  readonly firstRun: boolean;

  /** Judged at open from the last checkpoint on, and again at every checkpoint; `verifyTrail` reads everything. */
  integrity(): Promise<Integrity>;

  // trading state: a latch per restriction
  standing(): Promise<Standing>;
  restrict(input: {
    readonly kind: RestrictionKind;
    readonly by: string;
    readonly reason: string;
  }): Promise<Restriction>;
  /** Throws RESTRICTION_UNKNOWN when no restriction of that id holds. */
  lift(input: { readonly id: string; readonly by: string; readonly reason: string }): Promise<void>;

  // the lease: only the newest holder's epoch may submit
  /** The caller must hold the writer lock: whoever held the lease before is taken to have ended. */
  takeLease(input: LeaseRequest): Promise<Lease>;
  lease(): Promise<Lease | undefined>;
  /** Gives back the lease that this journal took; does nothing when another holder has taken it since. */
  releaseLease(): Promise<void>;

  // orders
  /**
   * In one transaction reads the ledger, lets `decide` judge it and writes what it returns: an `Intent` (it has a
   * `clientOrderId`) with its message, anything with `refused: true` as a trail entry, anything else not at all.
   * `decide` is synchronous and touches nothing else. The intent is durable when this resolves: send after that.
   * Throws LEASE_NOT_HELD, INTENT_WHILE_HALTED, INTENT_OUT_OF_TURN, INPUT_MALFORMED; then nothing was written.
   */
  intend<R>(decide: (ledger: Ledger) => Intent | R): Promise<Intent | R>;
  /** Attempt 1 is the message that `intend` counted; each further attempt counts as one more. */
  recordSent(id: string, attempt: number): Promise<void>;
  /** Resolves to false, and writes nothing, when it is old news: late, out of order, or known already. */
  recordOutcome(id: string, outcome: Outcome): Promise<boolean>;
  /** Resolves to false when the fill is known. */
  recordFill(fill: Fill): Promise<boolean>;
  /** Before a cancel is sent; its result is an outcome. The id may be that of an adopted order. */
  recordCancel(id: string, cancel: { readonly by: string; readonly reason: string }): Promise<void>;
  intent(id: string): Promise<IntentRow | undefined>;
  /** Intended, sent, open and unresolved, oldest first. */
  openIntents(): Promise<readonly IntentRow[]>;
  /** Those whose fate must be looked up: unresolved, or on their way when an earlier lease ended. */
  unresolvedIntents(): Promise<readonly IntentRow[]>;
  fills(filter?: FillFilter): Promise<readonly Fill[]>;
  /** A person's word, where the exchange has none. Throws INTENT_UNKNOWN, INTENT_SETTLED. */
  settle(input: Settlement): Promise<void>;

  // keys, by fingerprint
  /** When this installation first held the key: its first lease or snapshot. */
  firstSeen(fingerprint: string): Promise<Date | undefined>;
  recordKeySnapshot(fingerprint: string, snapshot: JsonValue): Promise<void>;
  lastKeySnapshot(fingerprint: string): Promise<KeySnapshot | undefined>;
  recordRotation(record: RotationRecord): Promise<void>;
  rotationRecords(fingerprint: string): Promise<readonly RotationRecord[]>;

  // adoption
  baseline(): Promise<Baseline | undefined>;
  adoptBaseline(baseline: Baseline): Promise<void>;

  // strategy memory: null until something is kept; at most 64 KiB of JSON, else MEMORY_TOO_LARGE
  memory(strategy: string): Promise<JsonValue>;
  remember(strategy: string, value: JsonValue): Promise<void>;

  // the audit trail
  /** For events that have no verb here, such as `started`; throws KIND_RESERVED, ENTRY_TOO_LARGE. */
  append(kind: string, detail: JsonValue): Promise<TrailHead>;
  head(): Promise<TrailHead>;
  checkpoint(): Promise<TrailHead>;
  /** Without `head` (a `TrailHead.anchor` or hash kept elsewhere) an older copy of the whole database passes. */
  verifyTrail(options?: { readonly head?: string }): Promise<TrailVerdict>;
  entries(filter?: TrailFilter): Promise<readonly TrailEntry[]>;

  /** Seals a checkpoint and signs off; never throws, what could not be sealed is judged at the next start. */
  close(): Promise<void>;
}
