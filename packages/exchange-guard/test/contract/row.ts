import { randomBytes } from 'node:crypto';
import type { CredentialField } from '@gatehouse/secrets';
import type { Need } from '../../src/policy.ts';

/** What may be the matter with a key, or with asking about it. Every exchange is shown in every one of these. */
export const scenes = [
  'trade-only',
  'read-only',
  'can-withdraw',
  'can-transfer',
  'no-address-list',
  'expired',
  'unknown-permission',
  'malformed',
  'invalid-key',
  'wrong-address',
  'maintenance',
] as const;

export type Scene = (typeof scenes)[number];

/** One HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A key as it was drawn for this run, by credential field. */
export type DrawnKey = Readonly<Partial<Record<CredentialField, string>>>;

/** What the exchange answers: to each question by its name, or the same to whatever it is asked. */
export type Script = (key: DrawnKey) => Reply | Readonly<Record<string, Reply>>;

/** Why an exchange cannot be shown in a scene. */
export type NotTold = `n/a: ${string}`;

export interface ContractRow {
  readonly exchange: string;
  /** Which of several kinds of account this is about, where an exchange answers differently for them. */
  readonly account?: 'unified';
  readonly need: Need;
  /** Where the answers below are documented. */
  readonly source: string;
  readonly draw: () => DrawnKey;
  /** The request that carries each question: method and path, and a word of its body where that decides. */
  readonly requests: Readonly<Record<string, string>>;
  /** Facts that the exchange does not tell of any key: they fail until they are accepted by name. */
  readonly cannotTell: readonly string[];
  /** What the best key there comes to, with these accepted. */
  readonly best: 'pass' | 'warn';
  readonly scenes: Readonly<Record<Scene, Script | NotTold>>;
}

/** The address that this machine is seen at, and the one list that holds it. */
export const here = '203.0.113.7';

/** The same key at every exchange, two weeks old, in each form of time. */
export const madeAt = new Date('2026-11-10T08:00:00Z');
export const now = new Date('2026-11-24T08:00:00Z');
export const longAgo = new Date('2026-11-01T08:00:00Z');

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const error = (status: number, body: unknown): Reply => ({ status, body });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const letters = (length: number): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
export const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Most keys are an id and a secret. */
export const idAndSecret = (): DrawnKey => ({ apiKey: letters(36), secret: letters(48) });
/** Some have a passphrase too. */
export const withPassphrase = (): DrawnKey => ({ ...idAndSecret(), password: letters(16) });

export const cannotSay = 'n/a: the venue cannot say' satisfies NotTold;

/** How a row is called. */
export const titleOf = ({ exchange, account }: ContractRow): string =>
  account === undefined ? exchange : `${exchange} (${account})`;
