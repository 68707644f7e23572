import { GuardError } from './error.ts';
import type { KeyPermissions } from './key-permissions.ts';

/** The checks of the startup checklist, in their order, which is part of the contract. */
export const checkIds = [
  'config',
  'host',
  'credentials',
  'own-key-leak',
  'connection',
  'permissions',
  'rotation',
  'ip',
  'sole-writer',
  'reconcile',
] as const;

export type CheckId = (typeof checkIds)[number];
export type CheckResult = 'pass' | 'warn' | 'fail' | 'skipped';

/** valid: the checks are at most a day old. expired: only reducing. revoked: something known to be wrong; nothing goes out. */
export type ClearanceState = 'valid' | 'expired' | 'revoked';

interface Proof {
  readonly checks: readonly { readonly id: CheckId; readonly result: CheckResult }[];
  readonly fingerprint: string;
  readonly permissions: KeyPermissions;
  readonly clock: () => Date;
}

/** How long the proof holds. */
const VALID_FOR_MS = 24 * 60 * 60 * 1000;

/** A clock is set a little now and then; by more than this it is not to be believed. */
const SET_BACK_MS = 60_000;

/** Known to this file alone, so that nothing else can construct a clearance. */
const maker = Symbol('maker of clearances');

/** The permission to submit orders. Only `issueClearance` makes one, and only from a whole and clean checklist. */
class Clearance {
  readonly #brand = true;
  readonly #clock: () => Date;
  #permissions: KeyPermissions;
  #until: number;
  #revoked: string | undefined;
  readonly fingerprint: string;

  /** @internal */
  constructor(token: symbol, proof: Proof) {
    if (token !== maker) throw forged();
    this.fingerprint = proof.fingerprint;
    this.#permissions = proof.permissions;
    this.#clock = proof.clock;
    this.#until = proof.clock().getTime() + VALID_FOR_MS;
    Object.freeze(this);
  }

  /** Says whether a value is a clearance that was really issued. */
  static is(value: unknown): value is Clearance {
    return typeof value === 'object' && value !== null && #brand in value && value.#brand;
  }

  /** What the key could do when it was last looked at. */
  get permissions(): KeyPermissions {
    return this.#permissions;
  }

  get until(): Date {
    return new Date(this.#until);
  }

  /** Why it was revoked, if it was. */
  get revokedBecause(): string | undefined {
    return this.#revoked;
  }

  /** A clock that was set back far does not make it younger: well before its own beginning it counts as expired. */
  state(now: Date): ClearanceState {
    if (this.#revoked !== undefined) return 'revoked';
    const left = this.#until - now.getTime();
    return left > 0 && left <= VALID_FOR_MS + SET_BACK_MS ? 'valid' : 'expired';
  }

  /** Takes it back for good. The first reason stays. */
  revoke(reason: string): void {
    this.#revoked ??= reason;
  }

  /**
   * Another day, on the evidence of a re-audit of the same key. Throws CHECKLIST_INCOMPLETE when the audit did not
   * clear or is another key's, and CLEARANCE_REVOKED when it was taken back: that takes a new start.
   */
  renew(audit: {
    readonly result: CheckResult;
    readonly permissions?: KeyPermissions;
    readonly fingerprint: string;
  }): void {
    if (this.#revoked !== undefined) {
      throw new GuardError(
        'CLEARANCE_REVOKED',
        'The clearance was revoked and cannot be renewed: start the bot again.',
      );
    }
    const cleared = audit.result === 'pass' || audit.result === 'warn';
    if (!cleared || audit.permissions === undefined || audit.fingerprint !== this.fingerprint) {
      throw new GuardError(
        'CHECKLIST_INCOMPLETE',
        'The clearance is renewed only by a re-audit of the same key that did not fail: look at what it said.',
      );
    }
    this.#permissions = audit.permissions;
    this.#until = this.#clock().getTime() + VALID_FOR_MS;
  }
}

Object.freeze(Clearance.prototype);

export type { Clearance };

/** Says whether a value is a clearance that was really issued. */
export const isClearance = Clearance.is;

/** Issues the clearance for a checklist that is whole, in order, and holds neither a failure nor a skipped check. */
export function issueClearance(proof: Proof): Clearance {
  const inOrder =
    proof.checks.length === checkIds.length && checkIds.every((id, index) => proof.checks[index]?.id === id);
  const clean = proof.checks.every(({ result }) => result === 'pass' || result === 'warn');
  if (!inOrder || !clean) {
    throw new GuardError(
      'CHECKLIST_INCOMPLETE',
      `A clearance needs all ${checkIds.length} checks in their order, none failed and none skipped: run preflight.`,
    );
  }
  return new Clearance(maker, proof);
}

function forged(): GuardError {
  return new GuardError('CLEARANCE_FORGED', 'A clearance is made by issueClearance alone: run the startup checklist.');
}
