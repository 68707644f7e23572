import type { VenueAnswer } from '../error.ts';
import type { KeyIdentity } from '../key-identity.ts';
import type { KeyPermissions } from '../key-permissions.ts';

/** What came of reading: the permissions, or everything that is wrong with the answer, by field name and type. */
export type Reading = { readonly permissions: KeyPermissions } | { readonly problems: readonly [string, ...string[]] };

/** What the exchange answered, by the name of the question. One that was not asked, or was refused, is not in it. */
export type Answers = ReadonlyMap<string, unknown>;

/** What a later question may be made of. Time and randomness are handed in. */
export interface Known {
  readonly answers: Answers;
  readonly identity: KeyIdentity;
  readonly now: Date;
  readonly nonce: string;
}

/** One call that is made to learn about the key: one of the venue's doors, with the use `audit`. */
export interface Question {
  /** The name its answer is kept under. */
  readonly name: string;
  /** As in the door: nested names joined by a dot. */
  readonly api: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** As in the door: the address, where it is not the part's own, a slash and the path. */
  readonly at?: { readonly base: string; readonly path: string };
  /** Its parameters; undefined when it is not to be asked, given what is known by now. None when not said. */
  readonly params?: (known: Known) => Readonly<Record<string, string>> | undefined;
  /** Whether this refusal is an answer in itself, so that the next question is asked. No refusal is, when not said. */
  readonly mayRefuse?: (answer: VenueAnswer) => boolean;
}

/** What ccxt has to be told so that it can build a question: a part of the API that it does not have. */
export interface Teaching {
  readonly bases: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Understands what one exchange says about a key. It never throws and never guesses. */
export interface PermissionReader {
  readonly exchange: string;
  /** What is asked, in this order. */
  readonly asks: readonly Question[];
  readonly teaches?: Teaching;
  readonly read: (answers: Answers, identity: KeyIdentity, now: Date) => Reading;
}

/** What a reader has to say for itself when the exchange tells nothing of it. */
export const untold = Object.freeze({
  kind: 'unknown',
  grants: [],
  unrecognised: [],
  loosens: false,
  ipBinding: 'unknown',
  addresses: 'unknown',
  createdAt: 'unknown',
  expiresAt: 'unknown',
  lastUsedAt: 'unknown',
  label: 'unknown',
  signedCallAnswered: true,
} as const) satisfies Omit<KeyPermissions, 'exchange' | 'scopes'>;

/** The reading: everything that is wrong, or the permissions when nothing is. */
export function readingOf(problems: readonly string[], permissions: () => KeyPermissions): Reading {
  const [first, ...rest] = problems;
  return first === undefined ? { permissions: permissions() } : { problems: [first, ...rest] };
}

/** Says what a value is without saying the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value === undefined) return 'missing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
