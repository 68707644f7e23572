import { randomUUID } from 'node:crypto';
import { GuardError, type VenueAnswer } from './error.ts';
import { addressNamedIn } from './exchange-view.ts';
import { doorsOf, type InnerDoors } from './inner-doors.ts';
import type { KeyPermissions } from './key-permissions.ts';
import { judgePermissions, type Need } from './policy.ts';
import type { Answers, PermissionReader } from './readers/reader.ts';
import { readerOf } from './readers.ts';
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
 * Asks the exchange what the key may do and judges it. A few signed reads, one for most exchanges, made before anything
 * else uses the key. It never throws: an answer that did not come, or cannot be understood, is a failed check with its
 * reason.
 */
export async function auditPermissions(venue: Venue, { need, acceptUnknown, clock }: Ask): Promise<PermissionVerdict> {
  const doors = doorsOf(venue);
  const reader = readerOf(venue.exchange, doors.row.doors);
  let answers: Answers;
  try {
    answers = await asked(reader, doors, clock);
  } catch (error) {
    return unanswered(venue, error);
  }
  const reading = reader.read(answers, doors.identity, clock());
  if ('problems' in reading) {
    return {
      result: 'fail',
      says: `${venue.exchange} did not say what the key may do in a way that can be relied on: ${reading.problems.slice(0, 12).join('; ')}.`,
      evidence: { exchange: venue.exchange, problems: reading.problems.slice(0, 12) },
      fix: 'Start again later; if it stays, the exchange has changed its answer and the reader must be taught it.',
    };
  }
  const permissions = scrubbed(reading.permissions, doors.scrub);
  const judged = judgePermissions(permissions, { need, acceptUnknown, now: clock() });
  const unfit = doors.row.unfit?.(answers);
  // What the key may do too much comes first: that has to be put right whatever the account is.
  if (unfit === undefined || judged.result === 'fail') return { ...judged, permissions };
  return {
    result: 'fail',
    says: unfit,
    evidence: { exchange: venue.exchange, unfit: true },
    fix: 'Use a key of an account that orders mean the same in, or change that setting at the exchange.',
    permissions,
  };
}

/** Asks one question after the other; a later one may be made of earlier answers, or not be asked at all. */
async function asked({ asks }: PermissionReader, doors: InnerDoors, clock: () => Date): Promise<Answers> {
  const answers = new Map<string, unknown>();
  for (const { name, api, method, path, params, mayRefuse } of asks) {
    const known = { answers, identity: doors.identity, now: clock(), nonce: randomUUID() };
    const given = params === undefined ? {} : params(known);
    if (given === undefined) continue;
    try {
      answers.set(name, await doors.audit({ api, method, path, params: given }));
    } catch (error) {
      const refusal = error instanceof GuardError ? error.answer : undefined;
      if (refusal === undefined || !mayRefuse?.(refusal)) throw error;
    }
  }
  return answers;
}

/** The owner's label, and names nobody knows, are somebody else's words: they may hold anything. */
function scrubbed(permissions: KeyPermissions, scrub: (text: string) => string): KeyPermissions {
  const { label, unrecognised } = permissions;
  return { ...permissions, label: scrub(label).slice(0, 60), unrecognised: unrecognised.map((name) => scrub(name)) };
}

function unanswered(venue: Venue, error: unknown): PermissionVerdict {
  const { row } = doorsOf(venue);
  const known = error instanceof GuardError ? error : undefined;
  const diagnosis = known?.answer === undefined ? undefined : row.diagnose(known.answer);
  const seen = addressNamedIn(known?.answer?.says);
  return {
    result: 'fail',
    says: `${venue.exchange} did not say what the key may do. ${diagnosis?.says ?? known?.message ?? 'The call failed.'}${inItsWords(diagnosis?.says, known?.answer)}`,
    evidence: {
      exchange: venue.exchange,
      code: known?.code ?? 'UNKNOWN',
      status: known?.answer?.status ?? null,
      venueCode: known?.answer?.code ?? null,
      ...(seen === undefined ? {} : { exchangeSees: seen }),
      ...(known?.answer !== undefined && row.isAmbiguous?.(known.answer) === true ? { ambiguous: true } : {}),
    },
    fix: diagnosis?.fix ?? 'Check the network and that the exchange is up, then start again.',
  };
}

/** What the exchange itself said, where a sentence of ours stands in its place and does not repeat it. */
function inItsWords(ours: string | undefined, answer: VenueAnswer | undefined): string {
  const words = [answer?.code, answer?.says].filter((word) => word !== undefined && word !== '').join(' ');
  return ours === undefined || words === '' || ours.includes(words) ? '' : ` It said: ${words.slice(0, 160)}`;
}
