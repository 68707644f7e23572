import type { Journal } from '@gatehouse/journal';
import type { ApprovedOrder } from './approved-order.ts';
import type { Clearance } from './clearance.ts';
import type { Refusal } from './controls/control.ts';
import type { Approval } from './decision.ts';
import { GuardError } from './error.ts';
import type { InnerDoors, Placed } from './inner-doors.ts';
import { LastLookRefused, type LookedAt, lastLookOf } from './last-look.ts';
import type { Limits } from './limits.ts';
import type { Order } from './order.ts';
import type { OrderWatch } from './order-watch.ts';

/** What came of asking for an order. A refusal is data; nothing was sent then. */
export type Submission =
  | ({ readonly outcome: 'refused' } & Refusal)
  | { readonly outcome: 'placed'; readonly order: Order; readonly clientOrderId: string }
  | { readonly outcome: 'rejected'; readonly clientOrderId: string; readonly code: string; readonly says: string }
  | { readonly outcome: 'unresolved'; readonly clientOrderId: string; readonly says: string };

interface Tools {
  readonly doors: InnerDoors;
  readonly watch: OrderWatch;
  readonly journal: Journal;
  readonly clearance: Clearance;
  readonly limits: Limits;
  readonly clock: () => Date;
}

/** Sends an approved order, and writes down what came of it as far as that is known. */
export async function send({ approved, intent, reduces }: Approval, tools: Tools): Promise<Submission> {
  const { watch, journal, clearance, limits, clock } = tools;
  const id = approved.clientOrderId;
  const lookedAt: LookedAt = {
    journal,
    clearance,
    clock,
    epoch: intent.epoch,
    receivedAt: approved.receivedAt,
    maxSubmitDelayMs: limits.maxSubmitDelayMs,
    reduces,
  };
  const done = watch.begin(id);
  try {
    const placed = await place(approved, lookedAt, tools);
    // What cannot be written down now is looked up by the next sync: the intent is still open.
    await watch.learn(intent, placed.order, placed.trades).catch(() => undefined);
    if (placed.order.status === 'rejected') {
      return { outcome: 'rejected', clientOrderId: id, code: 'REJECTED', says: 'The exchange rejected the order.' };
    }
    return { outcome: 'placed', order: placed.order, clientOrderId: id };
  } catch (error) {
    return await failed(id, error, tools);
  } finally {
    done();
  }
}

/**
 * One attempt; a second, with the same id, only when the exchange proved that it refused the first for our clock. The
 * code alone proves nothing: whoever answers 503 may have taken the order in before.
 */
async function place(approved: ApprovedOrder, lookedAt: LookedAt, { doors, journal }: Tools): Promise<Placed> {
  try {
    return await doors.place(approved, lastLookOf(lookedAt));
  } catch (error) {
    const answer = error instanceof GuardError ? error.answer : undefined;
    const { saysClock, provesRejected } = doors.row;
    if (answer === undefined || !saysClock(answer) || !provesRejected(answer)) throw error;
    try {
      await doors.adjustClock();
      await journal.recordSent(approved.clientOrderId, 2);
    } catch {
      throw error;
    }
    return doors.place(approved, lastLookOf(lookedAt));
  }
}

/** Tells what is proven to have failed from what is not known, and writes it down. */
async function failed(clientOrderId: string, error: unknown, { doors, journal, clock }: Tools): Promise<Submission> {
  const known = error instanceof GuardError ? error : undefined;
  const rejected = known?.unsent === true || (known?.answer !== undefined && doors.row.provesRejected(known.answer));
  const refusal = error instanceof LastLookRefused ? error.refusal : undefined;
  const code = refusal?.control ?? known?.answer?.code ?? known?.code ?? 'UNKNOWN';
  const says = known?.answer?.says ?? known?.message ?? 'The request failed in a way that is not known here.';
  await journal
    .recordOutcome(clientOrderId, {
      status: rejected ? 'rejected' : 'unresolved',
      code,
      says,
      at: clock(),
    })
    // The intent stands as it is, and whatever stands without an outcome is looked up again.
    .catch(() => undefined);
  if (refusal !== undefined) return { outcome: 'refused', ...refusal };
  if (rejected) return { outcome: 'rejected', clientOrderId, code, says };
  return { outcome: 'unresolved', clientOrderId, says };
}
