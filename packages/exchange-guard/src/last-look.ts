import type { Journal } from '@gatehouse/journal';
import type { Clearance } from './clearance.ts';
import type { Refusal } from './controls/control.ts';
import { GuardError } from './error.ts';
import type { LastLook } from './permits.ts';

/** What was true when an order was approved. */
export interface LookedAt {
  readonly journal: Journal;
  readonly clearance: Clearance;
  readonly clock: () => Date;
  readonly epoch: number;
  readonly receivedAt: Date;
  readonly maxSubmitDelayMs: number;
  /** Whether the order was proven to make exposure smaller. */
  readonly reduces: boolean;
}

/** The error of a last look that did not like what it saw; it carries the refusal. */
export class LastLookRefused extends GuardError {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super('LAST_LOOK', refusal.says, { unsent: true });
    this.refusal = refusal;
  }
}

/**
 * The look that is taken when the request is signed and about to leave: a halt, a new holder of the lease, a revoked
 * clearance or a long wait since the approval stop it here.
 */
export function lastLookOf(approved: LookedAt): LastLook {
  return async () => {
    const standing = await approved.journal.standing();
    const now = approved.clock();
    const stop = (control: string, limit: string | number, value: string | number, says: string): never => {
      throw new LastLookRefused({ control, limit, value, says });
    };
    if (standing.epoch !== approved.epoch) {
      stop('lease-epoch', approved.epoch, standing.epoch, 'Another process took over trading: nothing more is sent.');
    }
    if (standing.state === 'halted' || (standing.state === 'reducing' && !approved.reduces)) {
      stop('trading-state', 'active', standing.state, `Trading is ${standing.state} since a moment ago.`);
    }
    const clearance = approved.clearance.state(now);
    if (clearance === 'revoked' || (clearance === 'expired' && !approved.reduces)) {
      stop('clearance', 'valid', clearance, `The clearance is ${clearance} since a moment ago.`);
    }
    const age = now.getTime() - approved.receivedAt.getTime();
    if (age > approved.maxSubmitDelayMs || age < 0) {
      stop('order-age', approved.maxSubmitDelayMs, age, `The order was ${age} ms old when it was about to leave.`);
    }
  };
}
