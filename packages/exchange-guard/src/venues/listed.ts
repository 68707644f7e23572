import type { CredentialField } from '@gatehouse/secrets';
import type { DoorList } from '../door-list.ts';
import type { VenueAnswer } from '../error.ts';
import type { Teaching } from '../readers/reader.ts';
import { listedAnswersOf } from './listed-answers.ts';
import type { Door, RawCall, VenueRow } from './row.ts';

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
export function listedRow(list: DoorList, audit: readonly Door[], teaching?: Teaching): VenueRow {
  // Where it is known what to ask about a key, that takes the place of the one signed call.
  const asking = audit.length > 0 ? audit : list.doors.filter(({ use }) => use === 'audit');
  // That call reads something else as well, and has a door for each: they lead out of different clients.
  const reading = list.doors.map((door) => (door.use === 'audit' ? { ...door, use: 'read' as const } : door));
  const clock = clockOf(list);
  return Object.freeze({
    exchange: list.exchange,
    title: list.title,
    credentialFields: list.credentials.filter((field): field is CredentialField => held.has(field)),
    hmacOverText: false,
    hosts: list.hosts,
    reached: list.hosts,
    doors: [...reading, ...asking],
    options: teaching?.options ?? {},
    bases: teaching?.bases ?? {},
    ...(clock === undefined ? {} : { clock }),
    receiveWindowMs: 5000,
    orderRetentionMs: 0,
    wireOrder: () => undefined,
    answerOf,
    provesRejected: () => false,
    saysClock: () => false,
    saysNotFound: () => false,
    diagnose,
    ...listedAnswersOf(list.exchange, list.title),
  });
}

/** Where no question can be asked that needs no parameters: some other small one. */
const looks: Readonly<Record<string, RawCall>> = Object.freeze({
  __proto__: null as never,
  bitfinex: {
    api: 'public',
    method: 'GET',
    path: 'book/{symbol}/{precision}',
    params: { symbol: 'tBTCUSD', precision: 'P0' },
  },
});

/** A call to take the date of, where the exchange has none for the time. */
function clockOf({ exchange, doors }: DoorList): RawCall | undefined {
  if (doors.some((door) => door.for.includes('time'))) return undefined;
  const plain = doors.find(
    ({ use, method, path, for: what }) =>
      use === 'public' && method === 'GET' && what.includes('markets') && !path.includes('{'),
  );
  return looks[exchange] ?? (plain && { api: plain.api, method: 'GET', path: plain.path, params: {} });
}

const codes = ['code', 'retCode', 'err_code', 'err-code', 'errorCode', 'error_code', 'statusCode', 'label', 'name'];
const words = ['msg', 'message', 'retMsg', 'error', 'err_msg', 'err-msg', 'errorMessage', 'reason'];

/** Exchanges put their code and their words in one of these, or in an object or a list called `error`. */
function answerOf(status: number, parsed: unknown): VenueAnswer {
  if (Array.isArray(parsed)) return wordsOf(status, parsed);
  if (typeof parsed !== 'object' || parsed === null) return { status };
  const fields = parsed as Readonly<Record<string, unknown>>;
  const inner = Object.hasOwn(fields, 'error') ? fields.error : undefined;
  if (Array.isArray(inner)) return wordsOf(status, inner);
  if (typeof inner === 'object' && inner !== null) return answerOf(status, inner);
  const first = (names: readonly string[]): string | undefined => {
    const found = names.map((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined));
    const told = found.find((value) => typeof value === 'string' || typeof value === 'number');
    return told === undefined ? undefined : String(told);
  };
  const code = first(codes);
  const says = first(words);
  return { status, ...(code === undefined ? {} : { code }), ...(says === undefined ? {} : { says }) };
}

function wordsOf(status: number, list: readonly unknown[]): VenueAnswer {
  const says = list.filter((item) => typeof item === 'string' || typeof item === 'number').join(' ');
  return says === '' ? { status } : { status, says };
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
