import type { VenueAnswer } from '../error.ts';

/** What an answer means and what to do about it, in one sentence each. */
export interface Diagnosis {
  readonly says: string;
  readonly fix: string;
}

export type Diagnoses = Readonly<Record<string, Diagnosis>>;

const table = (rows: Diagnoses): Diagnoses => Object.freeze({ __proto__: null as never, ...rows });

/** What a status means at most exchanges, whatever the body says. */
const commonly = (title: string): Diagnoses => ({
  403: {
    says: `The address was refused before it reached ${title} (403): a firewall, a proxy, or a country it does not serve.`,
    fix: 'Look at where this machine connects from.',
  },
  404: {
    says: 'There is no such endpoint (404).',
    fix: 'Check that BOT_EXCHANGE_URL, if it is set, names a whole stand-in.',
  },
  429: { says: 'Too many requests came from here (429).', fix: 'Wait a minute before starting again.' },
  451: {
    says: `${title} does not serve the place this machine connects from (451).`,
    fix: 'Use an exchange that serves it.',
  },
});

/**
 * Returns what an error answer means: by the exchange's own code where that is known, else by the status. An exchange's
 * code is looked up in a table that inherits nothing.
 */
export function diagnosing(
  title: string,
  codes: Diagnoses,
  statuses: Diagnoses = {},
): (answer: VenueAnswer) => Diagnosis | undefined {
  const byCode = table(codes);
  const byStatus = table({ ...commonly(title), ...statuses });
  return ({ status, code }) =>
    (code === undefined ? undefined : byCode[code]) ??
    byStatus[status] ??
    (status >= 500 ? maintenance(title, `${status}`) : undefined);
}

/** The sentences that differ from exchange to exchange in its name, its code and the place to look at alone. */
export const wrongKey = (title: string, code: string): Diagnosis => ({
  says: `${title} does not know this API key (${code}).`,
  fix: 'Copy the API key again, whole; check that it still exists and belongs to this environment.',
});
export const wrongAddress = (title: string, code: string): Diagnosis => ({
  says: `${title} refuses the address that this machine connects from (${code}): it is not on the key's list.`,
  fix: "Put this machine's address (`pnpm bot ip` prints it) on the key's list, or run the bot where it is expected.",
});
export const missingPermission = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the key may not do this (${code}): a permission is missing.`,
  fix: "Enable reading for the key on the exchange's API page, and trading of what the bot trades (spot, or futures), and nothing else.",
});
export const badSignature = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the signature is not valid (${code}): the secret does not belong to this API key.`,
  fix: 'Copy the API secret again, whole; if it is lost, make a new key.',
});
export const wrongPassphrase = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the passphrase is not the key's (${code}).`,
  fix: 'Give the passphrase that was chosen when the key was made; if it is lost, make a new key.',
});
export const skewedClock = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the time in the request is outside what it accepts (${code}): our clock is off.`,
  fix: "Synchronise this machine's clock (NTP), then start again.",
});
export const expiredKey = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the key has ended (${code}).`,
  fix: 'Make a new key, and take this one out of the configuration.',
});
export const maintenance = (title: string, code: string): Diagnosis => ({
  says: `${title} is not well, or is being maintained (${code}).`,
  fix: 'Wait until it is back, then start again.',
});
export const notServed = (title: string, code: string): Diagnosis => ({
  says: `${title} does not serve this account, or the place this machine connects from (${code}).`,
  fix: 'Look at what the exchange says about your country; use an exchange that serves it.',
});
export const tooMany = (title: string, code: string): Diagnosis => ({
  says: `${title} says that too many requests came from here (${code}).`,
  fix: 'Wait a minute, and look at what else uses this address or this key.',
});
export const wrongEnvironment = (title: string, code: string): Diagnosis => ({
  says: `${title} says that the key belongs to another environment (${code}): a demo key at the real exchange, or the other way round.`,
  fix: 'Use a key that was made for the real exchange.',
});
