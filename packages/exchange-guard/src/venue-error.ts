import { GuardError, type GuardErrorCode, type VenueAnswer } from './error.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';
import type { VenueRow } from './venues/row.ts';

/** Turns an error answer into one GuardError: what the exchange said and what to do, with nothing in it to hide. */
export function classified(error: unknown, answer: VenueAnswer, row: VenueRow, scrub: Scrub): GuardError {
  const { status, code, says } = answer;
  const known: VenueAnswer = {
    status,
    ...(code === undefined ? {} : { code: scrub(code).slice(0, 40) }),
    ...(says === undefined ? {} : { says: scrub(says).slice(0, 200) }),
  };
  const diagnosis = row.diagnose(known);
  const words = known.says === undefined ? '' : `: ${known.says}`;
  const message =
    diagnosis === undefined
      ? `${row.title} answered ${known.code === undefined ? `with HTTP status ${status}` : `${known.code}${words}`}.`
      : `${diagnosis.says} ${diagnosis.fix}`;
  return new GuardError(row.isRefusal?.(known) === true ? 'VENUE_REFUSED' : codeFor(answer), message, {
    answer: known,
    ...(error === undefined ? {} : { cause: scrubbedCause(error, scrub) }),
  });
}

function codeFor({ status }: VenueAnswer): GuardErrorCode {
  if (status === 408 || status === 504) return 'VENUE_TIMEOUT';
  if (status >= 500) return 'VENUE_UNAVAILABLE';
  return 'VENUE_REFUSED';
}
