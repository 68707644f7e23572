import type { CredentialField } from '@gatehouse/secrets';
import type { DoorList } from '../door-list.ts';
import { GuardError, type VenueAnswer } from '../error.ts';
import type { VenueRow } from './row.ts';

const held: ReadonlySet<string> = new Set([
  'apiKey',
  'secret',
  'password',
  'uid',
  'walletAddress',
  'privateKey',
] satisfies CredentialField[]);

/**
 * The row of an exchange that nobody has taught to order at, made from its generated list: its reads, one signed call
 * to prove the key with, and nothing else. What an order looks like there is not known, so none is ever recognised.
 */
export function listedRow(list: DoorList): VenueRow {
  const noOrders = (): never => {
    throw new GuardError(
      'EXCHANGE_UNKNOWN',
      `${list.title} can be read and audited here, and nothing can be ordered or cancelled at it.`,
      { unsent: true },
    );
  };
  return Object.freeze({
    exchange: list.exchange,
    title: list.title,
    credentialFields: list.credentials.filter((field): field is CredentialField => held.has(field)),
    hmacOverText: false,
    hosts: list.hosts,
    reached: list.hosts,
    doors: list.doors,
    options: {},
    rescue: { openOrders: noOrders, cancel: noOrders },
    receiveWindowMs: 5000,
    orderRetentionMs: 0,
    wireOrder: () => undefined,
    answerOf,
    provesRejected: () => false,
    saysClock: () => false,
    saysNotFound: () => false,
    diagnose,
  });
}

/** Exchanges put their code and their words in one of these. */
function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { status };
  const fields = parsed as Readonly<Record<string, unknown>>;
  const first = (names: readonly string[]): string | undefined => {
    const found = names.map((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined));
    const told = found.find((value) => typeof value === 'string' || typeof value === 'number');
    return told === undefined ? undefined : String(told);
  };
  const code = first(['code', 'retCode', 'err_code', 'errorCode', 'error_code', 'statusCode']);
  const says = first(['msg', 'message', 'retMsg', 'error', 'err_msg', 'errorMessage', 'reason']);
  return { status, ...(code === undefined ? {} : { code }), ...(says === undefined ? {} : { says }) };
}

function diagnose({ status }: VenueAnswer): { readonly says: string; readonly fix: string } | undefined {
  if (status === 401 || status === 403) {
    return {
      says: `The exchange refuses the key, the address it was used from, or what it was used for (${status}).`,
      fix: 'On its API page check that the key exists, that this address is on its list and that reading is enabled.',
    };
  }
  if (status === 429)
    return { says: 'Too many requests came from here (429).', fix: 'Wait a minute before trying again.' };
  if (status === 451) {
    return {
      says: 'The exchange does not serve the place this machine connects from (451).',
      fix: 'Use an exchange that serves it.',
    };
  }
  if (status >= 500) return { says: `The exchange is not well (${status}).`, fix: 'Wait until it is, then try again.' };
  return undefined;
}
