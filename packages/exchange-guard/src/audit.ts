import { GuardError } from './error.ts';
import { doorsOf } from './inner-doors.ts';
import type { KeyPermissions } from './key-permissions.ts';
import { judgePermissions, type Need } from './policy.ts';
import { readers } from './readers.ts';
import type { Venue } from './venue.ts';
import type { AcceptUnknown, Verdict } from './verdict.ts';

interface Ask {
  readonly need: Need;
  readonly acceptUnknown: AcceptUnknown;
  readonly clock: () => Date;
}

/** The verdict, and the permissions where the exchange told them whole (also those of a key that fails). */
export type PermissionVerdict = Verdict & { readonly permissions?: KeyPermissions };

/**
 * Asks the exchange what the key may do and judges it. One signed read, made before anything else uses the key. It
 * never throws: an answer that did not come, or cannot be understood, is a failed check with its reason.
 */
export async function auditPermissions(venue: Venue, { need, acceptUnknown, clock }: Ask): Promise<PermissionVerdict> {
  const reader = readers[venue.exchange];
  if (reader === undefined) {
    return {
      result: 'fail',
      says: `Nobody knows how to ask ${venue.exchange} what a key may do.`,
      evidence: { exchange: venue.exchange },
      fix: 'Use an exchange that has a permission reader.',
    };
  }
  let answer: unknown;
  try {
    answer = await doorsOf(venue).audit(reader.asks);
  } catch (error) {
    return unanswered(venue, error);
  }
  const reading = reader.read(answer);
  if ('problems' in reading) {
    return {
      result: 'fail',
      says: `${venue.exchange} did not say what the key may do in a way that can be relied on: ${reading.problems.slice(0, 12).join('; ')}.`,
      evidence: { exchange: venue.exchange, problems: reading.problems.slice(0, 12) },
      fix: 'Start again later; if it stays, the exchange has changed its answer and the reader must be taught it.',
    };
  }
  const { permissions } = reading;
  return { ...judgePermissions(permissions, { need, acceptUnknown, now: clock() }), permissions };
}

function unanswered(venue: Venue, error: unknown): PermissionVerdict {
  const known = error instanceof GuardError ? error : undefined;
  const diagnosis = known?.answer === undefined ? undefined : doorsOf(venue).row.diagnose(known.answer);
  return {
    result: 'fail',
    says: `${venue.exchange} did not say what the key may do. ${diagnosis?.says ?? known?.message ?? 'The call failed.'}`,
    evidence: {
      exchange: venue.exchange,
      code: known?.code ?? 'UNKNOWN',
      status: known?.answer?.status ?? null,
      venueCode: known?.answer?.code ?? null,
    },
    fix: diagnosis?.fix ?? 'Check the network and that the exchange is up, then start again.',
  };
}
