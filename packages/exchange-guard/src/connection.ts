import { GuardError } from './error.ts';
import type { ServerTime, Venue } from './venue.ts';
import type { JsonValue, Verdict } from './verdict.ts';

interface Bounds {
  /** How far the two clocks may be apart, in ms. */
  readonly maxSkewMs?: number;
  /** The venue measures with its own clock; accepted so that checks are called alike. */
  readonly clock?: () => Date;
}

/** How often the time is asked for when the first answer looks wrong: a slow way there is not a wrong clock. */
const TRIES = 3;

/**
 * Checks that the exchange's own host answers and that its clock and ours agree, corrected for the way there and back.
 * Public calls only: no key is used. A stand-in passes with a warning.
 */
export async function checkConnection(venue: Venue, { maxSkewMs = 1000 }: Bounds = {}): Promise<Verdict> {
  const evidence = { hosts: venue.hosts, standIn: venue.standIn };
  let time: ServerTime;
  try {
    time = await closestTime(venue, maxSkewMs);
  } catch (error) {
    return {
      result: 'fail',
      says: `The exchange did not tell its time: ${error instanceof GuardError ? error.message : 'unknown error'}`,
      evidence: { ...evidence, code: error instanceof GuardError ? error.code : 'UNKNOWN' },
      fix: 'Check the network and that the exchange is up, then start again.',
    };
  }
  const skewMs = Math.round(time.skewMs);
  const { roundTripMs, exactMs } = time;
  const seen: { readonly [key: string]: JsonValue } = { ...evidence, skewMs, roundTripMs, exactMs, maxSkewMs };
  // It names whole seconds, and a machine in front of the exchange may have written it.
  const within = exactMs === 0 ? '' : `, give or take ${exactMs} ms: it tells no time but the date of its answers`;
  if (!(Math.abs(time.skewMs) <= maxSkewMs)) {
    return {
      result: 'fail',
      says: `Our clock is ${Math.abs(skewMs)} ms ${skewMs > 0 ? 'behind' : 'ahead of'} the exchange's${within}; at most ${maxSkewMs} ms is safe.`,
      evidence: seen,
      fix: "Synchronise this machine's clock (NTP), then start again.",
    };
  }
  const host = venue.hosts.join(', ');
  if (venue.standIn) {
    return {
      result: 'warn',
      says: `A stand-in for ${venue.exchange} answers at ${host} (clocks ${Math.abs(skewMs)} ms apart${within}): nothing here is real money.`,
      evidence: seen,
      fix: 'Remove BOT_EXCHANGE_URL to trade at the exchange itself.',
    };
  }
  return {
    result: 'pass',
    says: `${host} answered in ${roundTripMs} ms; clocks ${Math.abs(skewMs)} ms apart${within}.`,
    evidence: seen,
  };
}

/** The answer that was quickest to come, when the first one is not already good enough. */
async function closestTime(venue: Venue, maxSkewMs: number): Promise<ServerTime> {
  let best = await venue.serverTime();
  for (let again = 1; again < TRIES && Math.abs(best.skewMs) > maxSkewMs; again += 1) {
    const next = await venue.serverTime();
    if (next.roundTripMs < best.roundTripMs) best = next;
  }
  return best;
}
