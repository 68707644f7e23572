import type { VenueAnswer } from '../error.ts';
import * as means from './diagnosis.ts';
import type { VenueRow } from './row.ts';
import { isArray, isText } from './shapes.ts';

/** What is known of an exchange's refusals, where nobody has taught us to order. */
export type ListedAnswers = Pick<VenueRow, 'diagnose'> &
  Partial<Pick<VenueRow, 'answerOf' | 'isAmbiguous' | 'isRefusal'>>;

type Known = (title: string) => ListedAnswers;

const alike = (title: string, code: string, what: string): means.Diagnosis => ({
  says: `${title} refuses the key, ${what} (${code} does not say which).`,
  fix: "Check that the key exists and is copied whole, and that this machine's address (`pnpm bot ip`) is on its list.",
});
const outOfTurn = (title: string, code: string): means.Diagnosis => ({
  says: `${title} says that the number of the request is not larger than the last (${code}).`,
  fix: "Use this key in one program alone, and synchronise this machine's clock; a new key begins to count anew.",
});
const locked = (title: string, code: string): means.Diagnosis => ({
  says: `${title} has locked this account or this key (${code}).`,
  fix: 'Ask the exchange why before anything else.',
});

/** Bitfinex answers its refusals with 500, as a list of `error`, its code and its words. */
function bitfinexAnswer(status: number, parsed: unknown): VenueAnswer {
  const [, code, says] = isArray(parsed) ? parsed : [];
  if (!Number.isSafeInteger(code)) return { status };
  return { status, code: String(code), ...(isText(says) ? { says } : {}) };
}

const bitfinex: Known = (title) => ({
  answerOf: bitfinexAnswer,
  isRefusal: ({ code }) => code === '10001' || code === '10100' || code === '10114',
  isAmbiguous: ({ code }) => code === '10100',
  diagnose: means.diagnosing(title, {
    10100: alike(title, '10100', 'its signature, or the address it was used from'),
    10001: means.missingPermission(title, '10001'),
    10114: outOfTurn(title, '10114'),
    11010: means.tooMany(title, '11010'),
    20060: means.maintenance(title, '20060'),
  }),
});

const gate: Known = (title) => ({
  diagnose: means.diagnosing(title, {
    INVALID_KEY: means.wrongKey(title, 'INVALID_KEY'),
    IP_FORBIDDEN: means.wrongAddress(title, 'IP_FORBIDDEN'),
    FORBIDDEN: means.missingPermission(title, 'FORBIDDEN'),
    READ_ONLY: means.missingPermission(title, 'READ_ONLY'),
    INVALID_SIGNATURE: means.badSignature(title, 'INVALID_SIGNATURE'),
    REQUEST_EXPIRED: means.skewedClock(title, 'REQUEST_EXPIRED'),
    ACCOUNT_LOCKED: locked(title, 'ACCOUNT_LOCKED'),
    SUB_ACCOUNT_LOCKED: locked(title, 'SUB_ACCOUNT_LOCKED'),
    TOO_FAST: means.tooMany(title, 'TOO_FAST'),
    TOO_MANY_REQUESTS: means.tooMany(title, 'TOO_MANY_REQUESTS'),
    SERVER_ERROR: means.maintenance(title, 'SERVER_ERROR'),
  }),
});

const unsigned = 'api-signature-not-valid';

const htx: Known = (title) => {
  const anyOf = 'its signature, its time, or the address it was used from';
  const byCode = means.diagnosing(title, {
    [unsigned]: alike(title, unsigned, anyOf),
    1003: alike(title, '1003', anyOf),
    'system-maintenance': means.maintenance(title, 'system-maintenance'),
    'rate-too-many-requests': means.tooMany(title, 'rate-too-many-requests'),
    'base-request-exceed-frequency-limit': means.tooMany(title, 'base-request-exceed-frequency-limit'),
  });
  // It has one code for all of this, and tells a missing permission apart by its words.
  const isMissing = ({ says }: VenueAnswer): boolean => /API key has no permission/i.test(says ?? '');
  return {
    isAmbiguous: (answer) => (answer.code === unsigned || answer.code === '1003') && !isMissing(answer),
    diagnose: (answer) =>
      isMissing(answer) ? means.missingPermission(title, answer.code ?? `${answer.status}`) : byCode(answer),
  };
};

const deribit: Known = (title) => ({
  isAmbiguous: ({ code }) => code === '13004',
  diagnose: means.diagnosing(title, {
    13004: alike(title, '13004', 'its secret, or the address it was used from'),
    13009: means.badSignature(title, '13009'),
    13021: means.missingPermission(title, '13021'),
    11042: means.missingPermission(title, '11042'),
    13002: locked(title, '13002'),
    12005: means.notServed(title, '12005'),
    10028: means.tooMany(title, '10028'),
    11051: means.maintenance(title, '11051'),
  }),
});

const bingx: Known = (title) => ({
  diagnose: means.diagnosing(title, {
    100413: means.wrongKey(title, '100413'),
    100419: means.wrongAddress(title, '100419'),
    100004: means.missingPermission(title, '100004'),
    100001: means.badSignature(title, '100001'),
    100412: means.badSignature(title, '100412'),
    100421: means.skewedClock(title, '100421'),
    100414: locked(title, '100414'),
    100410: means.tooMany(title, '100410'),
    100503: means.maintenance(title, '100503'),
  }),
});

const upbit: Known = (title) => ({
  diagnose: means.diagnosing(title, {
    invalid_access_key: means.wrongKey(title, 'invalid_access_key'),
    expired_access_key: means.expiredKey(title, 'expired_access_key'),
    no_authorization_ip: means.wrongAddress(title, 'no_authorization_ip'),
    out_of_scope: means.missingPermission(title, 'out_of_scope'),
    jwt_verification: means.badSignature(title, 'jwt_verification'),
    nonce_used: outOfTurn(title, 'nonce_used'),
    too_many_requests: means.tooMany(title, 'too_many_requests'),
  }),
});

/** Its code stands where others have their words: alone, or as the first of a list. */
const krakenfutures: Known = (title) => {
  const byCode = means.diagnosing(title, {
    authenticationError: alike(title, 'authenticationError', 'its signature, or the address it was used from'),
    nonceBelowThreshold: outOfTurn(title, 'nonceBelowThreshold'),
    nonceDuplicate: outOfTurn(title, 'nonceDuplicate'),
    apiLimitExceeded: means.tooMany(title, 'apiLimitExceeded'),
    unavailable: means.maintenance(title, 'unavailable'),
  });
  return {
    answerOf(status, parsed) {
      const { error, errors } = (parsed ?? {}) as { readonly error?: unknown; readonly errors?: unknown };
      const [first] = isArray(errors) ? errors : [];
      const code = isText(error) ? error : (first as { readonly message?: unknown } | undefined)?.message;
      return { status, ...(isText(code) ? { code } : {}) };
    },
    isAmbiguous: ({ code }) => code === 'authenticationError',
    diagnose: byCode,
  };
};

/** By ccxt id; looked up by outside input, so it inherits nothing. */
const answers: Readonly<Record<string, Known>> = Object.freeze({
  __proto__: null as never,
  bingx,
  bitfinex,
  deribit,
  gate,
  gateeu: gate,
  htx,
  krakenfutures,
  upbit,
});

/** The ids of those whose refusals are known by their codes. */
export const answeringIds: readonly string[] = Object.freeze(Object.keys(answers));

/** What is known of the refusals of an exchange that is only listed; undefined where its status is all there is. */
export function listedAnswersOf(exchange: string, title: string): ListedAnswers | undefined {
  return answers[exchange]?.(title);
}
